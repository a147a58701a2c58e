"""Removing for good: what an undone import brought leaves its table; the history keeps every value.

Only the system does it, in somebody's name. A record that anything else points to stays.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType, Schema

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def check_removals(work: "Work", pending: Sequence[Pending]) -> None:
    """Refuse a removal by a person, and of what a record outside this batch points to."""
    going = [each for each in pending if each.refusal is None and each.op == "remove"]
    for each in going if not work.access.unbound else ():
        each.refuse(Refusal("record_read_only", "forbidden", facts={"object": each.object.name}))
    going = [each for each in going if each.refusal is None]
    for object in {each.object.name: each.object for each in going}.values():
        mine = [each for each in going if each.object is object]
        while held := _held(work, object, mine):
            for each in mine:
                if each.id in held:
                    facts = {"object": object.name, "by": held[each.id]}
                    each.refuse(Refusal("still_referenced", "conflict", facts=facts))
            mine = [each for each in mine if each.refusal is None]


def _held(work: "Work", object: ObjectType, going: Sequence[Pending]) -> dict[UUID, str]:
    """Which of them something else points to, live or in the trash, and what it is."""
    ids = [each.id for each in going]
    held: dict[UUID, str] = {}
    for child, field in links_to(work.schema, object) if ids else ():
        besides = " and not (id = any(%s))" if child is object else ""
        query = (
            f"select distinct pointing.held from {work.place.schema}.{child.table.name}, {held_by(field)} "
            f"where pointing.held = any(%s){besides}"
        )
        values: list[Any] = [ids, ids] if besides else [ids]
        held |= {row[0]: child.name for row in work.execute(query, values).fetchall()}
    return held


def held_by(field: Field) -> str:
    """A row of SQL for every id the field holds, `pointing.held`: an object may have a `held` of its own."""
    return f"unnest({field.column if field.type.several else f'array[{field.column}]'}) pointing(held)"


def links_to(schema: Schema, object: ObjectType) -> Iterator[tuple[ObjectType, Field]]:
    """Every field that may hold an id of `object`, also who created or owns a record."""
    for child in schema.objects.values():
        for field in child.fields.values():
            points = field.options.get("object")
            here = points == object.name or (points == "self" and child is object)
            if field.name != "id" and (here or (field.type.key == "about" and not child.kept)):
                yield child, field


def take_away(work: "Work", removed: Sequence[Written]) -> None:
    """Delete the rows, who they were shared with, and what was confirmed of them."""
    for object in {each.object.name: each.object for each in removed}.values():
        ids = [each.id for each in removed if each.object is object]
        schema = work.place.schema
        work.execute(f"delete from {schema}.{object.table.name} where id = any(%s)", [ids])
        work.execute(
            f"delete from {schema}._share where object = %s and record = any(%s)", [object.name, ids]
        )
        work.execute(f"delete from {schema}._confirmation where record = any(%s)", [ids])
