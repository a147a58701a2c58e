"""Deleting marks and hides; what a record owns goes and comes back with it.

Each reference says what happens to it (`options.on_delete`): restrict (the default), detach, own.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.people.actor import system
from prooftrail.platform.records.change import Change, Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType, Schema

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHUNK = 5_000


def check_deletes(work: "Work", pending: Sequence[Pending]) -> None:
    """Mark deletes and restores; refuse a delete that would leave a restricting reference behind."""
    for each in pending:
        if each.refusal is not None or each.op not in ("delete", "restore"):
            continue
        gone = each.op == "delete"
        each.after |= {
            "deleted_at": work.now if gone else None,
            "deleted_by": work.actor.person if gone else None,
        }
    going = [each for each in pending if each.refusal is None and each.op == "delete"]
    for object in {each.object.name: each.object for each in going}.values():
        mine = [each for each in going if each.object is object]
        for child, field in references_to(work.schema, object):
            if field.options.get("on_delete", "restrict") == "restrict" and not field.fixed:
                _restrict(work, mine, child, field)


def _restrict(work: "Work", going: list[Pending], child: ObjectType, field: Field) -> None:
    query = (
        f"select {field.column}, count(*) from {work.place.schema}.{child.table.name} "
        f"where {field.column} = any(%s) and deleted_at is null group by 1"
    )
    held: dict[UUID, int] = dict(work.execute(query, [[each.id for each in going]]).fetchall())
    for each in going:
        if each.id in held:
            facts: dict[str, Any] = {"object": each.object.name}
            if work.access.grant(child.name).read != "none" and field.name in work.access.readable(child):
                facts |= {"by": child.name, "field": field.name}
            if work.access.grant(child.name).read == "all":
                facts["count"] = held[each.id]
            each.refuse(Refusal("still_referenced", "conflict", facts=facts))


def follow_deletes(work: "Work", written: Sequence[Written]) -> None:
    """Delete, detach or restore the children of what was just deleted or restored."""
    for each in written:
        if each.op not in ("delete", "restore"):
            continue
        for child, field in references_to(work.schema, each.object):
            rule = field.options.get("on_delete", "restrict")
            if rule == "own" or (rule == "detach" and each.op == "delete"):
                _follow(work, each, child, field, rule)


def _follow(work: "Work", parent: Written, child: ObjectType, field: Field, rule: str) -> None:
    gone_at = (parent.before or {}).get("deleted_at")
    same_moment = "deleted_at is null" if parent.op == "delete" else "deleted_at = %s"
    values: list[Any] = [parent.id] if parent.op == "delete" else [parent.id, gone_at]
    query = (
        f"select id from {work.place.schema}.{child.table.name} where {field.column} = %s and {same_moment}"
    )
    ids: list[UUID] = [row[0] for row in work.execute(query, values).fetchall()]
    changes = [
        Change("update", child.name, id, {field.name: None})
        if rule == "detach"
        else Change(parent.op, child.name, id)
        for id in ids
    ]
    because = {"parent": {"object": parent.object.name, "id": str(parent.id)}}
    with work.acting(system("children", work.actor.person)):
        for at in range(0, len(changes), CHUNK):
            work.records.apply(changes[at : at + CHUNK], because=because, loose=True)


def references_to(schema: Schema, object: ObjectType) -> Iterator[tuple[ObjectType, Field]]:
    """Every field of every object that may point to a record of `object`."""
    for child in schema.objects.values():
        for field in () if child.kept else child.fields.values():
            if field.type.several:
                continue  # a list keeps what was deleted in its place, without a label
            points = field.options.get("object") == object.name and field.name != "id"
            if points or (field.type.key == "about" and object.staged):
                yield child, field
