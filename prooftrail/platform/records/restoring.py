"""Coming back from the trash: what a record points to must still be there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.records.change import Pending
from prooftrail.platform.records.incoming import linked_object
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def check_restores(work: "Work", pending: Sequence[Pending]) -> None:
    """Refuse a record whose parent is in the trash itself; let go of what it may do without.

    A record whose owner has gone belongs to whoever brings it back.
    """
    links: list[tuple[Pending, Field, str, UUID]] = []
    for each in pending:
        if each.refusal is None and each.op == "restore" and not each.loose:
            for field in each.object.fields.values():
                object = linked_object(each, field)
                if object is None or field.fixed or field.type.several:
                    continue
                if each.after[field.column] is not None:
                    links.append((each, field, object, each.after[field.column]))
    for object in {object for _, _, object, _ in links}:
        live = _live(work, object, {id for _, _, to, id in links if to == object})
        for each, field, to, id in links:
            if to == object and id not in live:
                _settle(work, each, field)


def _live(work: "Work", object: str, ids: set[UUID]) -> set[UUID]:
    kind = work.schema.objects.get(object)
    if kind is None:
        return set()
    query = (
        f"select id from {work.place.schema}.{kind.table.name} where id = any(%s) and deleted_at is null "
        "order by id for key share"
    )
    return {row[0] for row in work.execute(query, [list(ids)]).fetchall()}


def _settle(work: "Work", each: Pending, field: Field) -> None:
    if field.name == "owner":
        each.after |= {"owner": work.actor.person, "unit": work.actor.department}
    elif field.options.get("on_delete") == "detach":
        each.after |= field.blank()
    else:
        facts = {"object": each.object.name, "field": field.name}
        fields = {field.name: "parent_in_trash"}
        each.refuse(Refusal("parent_in_trash", "conflict", facts=facts, fields=fields))
