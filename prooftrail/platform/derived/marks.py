"""Marks: records whose derived fields no longer follow. Only ever added by writers, taken by the worker."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.derived.graph import Plan, plans
from prooftrail.platform.fields import Field
from prooftrail.platform.records.change import Written
from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Mark = tuple[str, UUID | None, str | None]
"""Object id, record, and `via`: None is the record itself, a column name all that point to it by that,
`*` every record after it."""
ALL = "*"
FEW = 200
"""More marks at once are bulk: they wait for those of single changes."""
Row = Mapping[str, Any]


def mark(work: "Work", marks: Iterable[Mark], *, bulk: bool = False) -> None:
    """Keep marks; the worker finds them when this transaction is done. `bulk` follows from what was bulk."""
    found = list(dict.fromkeys(marks))
    if found:
        work.execute(
            f"insert into {work.place.schema}._dirty (object, record, via, bulk) "
            "select *, %s from unnest(%s::text[], %s::uuid[], %s::text[])",
            [bulk or len(found) > FEW, *(list(column) for column in zip(*found, strict=True))],
        )


def spread(work: "Work", object: ObjectType, record: UUID, via: str, *, bulk: bool = False) -> None:
    """Mark every record that points to one by the column `via`."""
    schema = work.place.schema
    work.execute(
        f"insert into {schema}._dirty (object, record, bulk) "
        f"select %s, id, %s or count(*) over () > {FEW} from {schema}.{object.table.name} where {via} = %s",
        [object.id, bulk, record],
    )


def filling(work: "Work") -> set[str]:
    """Objects all of whose records are being computed, by id."""
    query = f"select distinct object from {work.place.schema}._dirty where bulk and via = '{ALL}'"
    return {row[0] for row in work.execute(query).fetchall()}


def follow(work: "Work", written: Sequence[Written]) -> None:
    """The marks a batch of writes leaves."""
    found = plans(work.schema)
    marks: list[Mark] = []
    for each in written:
        plan = found.get(each.object.id)
        if plan is None or each.event is None:
            continue
        whole = each.op != "update"
        before = each.before if each.op not in ("create", "restore") else None
        after = each.after if each.op not in ("delete", "remove") else None
        if plan.crosses and after is not None:
            marks.append((each.object.id, each.id, None))
        marks += consequences(plan, each.id, before, after, whole=whole)
    mark(work, marks)


def consequences(
    plan: Plan, id: UUID, before: Row | None, after: Row | None, *, whole: bool = False
) -> Iterable[Mark]:
    """What a change of one record means for others; with `whole` it comes or goes."""
    for object, link, far in plan.watched:
        if whole or _differs(far, before, after):
            yield object.id, id, link.column
    for rolled in plan.summed:
        reads = [rolled.child, *dict.fromkeys(place for _, place in rolled.reads())]
        if whole or any(_differs(each, before, after) for each in _fields(rolled.child, reads[1:])):
            parents = {row[rolled.link.column] for row in (before, after) if row is not None}
            yield from ((rolled.parent.id, parent, None) for parent in parents if parent is not None)


def _fields(object: ObjectType, ids: Sequence[Any]) -> list[Field]:
    return [each for each in object.fields.values() if each.id in ids]


def _differs(each: Field, before: Row | None, after: Row | None) -> bool:
    if before is None or after is None:
        return True
    return any(before.get(column.name) != after.get(column.name) for column in each.columns())
