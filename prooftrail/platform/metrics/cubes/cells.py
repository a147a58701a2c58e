"""Cells: a cube's sums of one day, person, department and values of its dimensions, as SQL.

Three levels are kept: cells with every dimension, by day and person and department alone, and by day alone.
Blank days, people and departments have values of their own, so that cells can be compared.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    FromClause,
    MetaData,
    Numeric,
    Select,
    SmallInteger,
    Table,
    Text,
    Uuid,
    and_,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.metrics.cubes.plan import Plan, Slot
from prooftrail.platform.records.filters import FilterReader, Parsed, condition
from prooftrail.platform.records.spans import read_span
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

NO_DAY, NOBODY = date(1, 1, 1), UUID(int=0)
FULL, BY_PERSON, BY_DAY = 0, 1, 2
KEY = ("day", "owner", "unit", "dims")
SUMS = ("held", "counts", "sums")
APART = 1_000_000
"""Where the numbers of their filters' parameters start: a question's own filter has lower ones."""
Where = Callable[[FromClause, ColumnElement[Any], ColumnElement[Any]], ColumnElement[bool]]
"""A condition of a record's table, its day and its person."""
_NO_DAY, _NOBODY = "date '0001-01-01'", f"'{NOBODY}'::uuid"


def cell_table(schema: str) -> Table:
    """`_cube_cell` of a workspace."""
    return Table(
        "_cube_cell", MetaData(schema=schema), Column("cube", BigInteger), Column("level", SmallInteger),
        Column("day", Date), Column("owner", Uuid), Column("unit", Uuid), Column("dims", ARRAY(Text)),
        Column("held", ARRAY(BigInteger)), Column("counts", ARRAY(BigInteger)),
        Column("sums", ARRAY(Numeric)),
    )  # fmt: skip


def measured_cells(work: "Work", plan: Plan, where: Where | None = None) -> Select[Any]:
    """Cells with every dimension as the records say them now; see `bound_of`."""
    object = work.schema.objects[plan.object]
    table, tests = object.table.alias(), _tests(work, object, plan)
    held = {said: condition(work.schema, SYSTEM, object, table, each.shape) for said, each in tests.items()}
    day, owner = _day(work, object, plan.time, table), _who(object, "owner", table)
    conditions: list[ColumnElement[bool]] = [table.c.deleted_at.is_(None)]
    if all(each.shape is not None for each in tests.values()):
        conditions.append(or_(*held.values()))
    if where is not None:
        conditions.append(where(table, day, owner))
    columns: list[ColumnElement[Any]] = [
        day.label("day"), owner.label("owner"), _who(object, "unit", table).label("unit"),
        _dims(object, plan, table).label("dims"),
    ]  # fmt: skip
    columns += [each.label(f"w{at}") for at, each in enumerate(held.values())]
    columns += [
        _value(work, object, slot, table).label(f"v{at}") for at, slot in enumerate(plan.slots) if slot.what
    ]
    return _summed(plan, select(*columns).where(and_(*conditions)).subquery("r"), list(tests))


def bound_of(work: "Work", plan: Plan) -> dict[str, Any]:
    """What the slots' filters bind."""
    tests = _tests(work, work.schema.objects[plan.object], plan)
    return {key: value for each in tests.values() for key, value in each.bound.items()}


def _summed(plan: Plan, rows: FromClause, tests: list[str]) -> Select[Any]:
    held: list[Any] = []
    counts: list[Any] = []
    sums: list[Any] = []
    for at, slot in enumerate(plan.slots):
        only = rows.c[f"w{tests.index(slot.test)}"]
        held.append(func.count().filter(only))
        counts.append(func.count(rows.c[f"v{at}"]).filter(only) if slot.what else held[-1])
        total = func.sum(rows.c[f"v{at}"]).filter(only) if slot.adds else null()
        sums.append(cast(total, Numeric))
    key = [rows.c[name] for name in KEY]
    kinds: tuple[Any, ...] = (BigInteger, BigInteger, Numeric)
    made = [
        array(each, type_=kind).label(name)
        for each, kind, name in zip((held, counts, sums), kinds, SUMS, strict=True)
    ]
    return select(*key, *made).group_by(*key)


def _tests(work: "Work", object: ObjectType, plan: Plan) -> dict[str, Parsed]:
    found: dict[str, Parsed] = {}
    for slot in plan.slots:
        if slot.test not in found:
            first = APART * (len(found) + 1)
            reader = FilterReader(work.schema, SYSTEM, object, work.parsing, first=first, lengths=True)
            found[slot.test] = reader.read(slot.filter)
    return found


def _day(work: "Work", object: ObjectType, time: str | None, table: FromClause) -> ColumnElement[Any]:
    """The company's day a record counts for."""
    if time is None:
        return literal_column(_NO_DAY, Date)
    each = object.fields[time]
    column = each.type.operand(each, table)
    day = cast(func.timezone(literal(str(work.zone)), column), Date) if each.type.key == "time" else column
    return func.coalesce(day, literal_column(_NO_DAY, Date))


def _who(object: ObjectType, name: str, table: FromClause) -> ColumnElement[Any]:
    nobody: ColumnElement[Any] = literal_column(_NOBODY, Uuid)
    return func.coalesce(table.c[name], nobody) if object.owned else nobody


def _dims(object: ObjectType, plan: Plan, table: FromClause) -> ColumnElement[Any]:
    if not plan.dimensions:
        return literal_column("'{}'::text[]", ARRAY(Text))
    fields = [object.fields[name] for name in plan.dimensions]
    return array([cast(each.type.operand(each, table), Text) for each in fields], type_=Text)


def _value(work: "Work", object: ObjectType, slot: Slot, table: FromClause) -> ColumnElement[Any]:
    if isinstance(slot.what, list):
        span = read_span(work, object, slot.what)
        assert span is not None
        return span.column(work, table)
    each = object.fields[slot.what]
    return each.type.operand(each, table)


def add_up(work: "Work", cube: int, plan: Plan, days: list[date] | None, owners: list[UUID] | None) -> None:
    """The coarser cells made anew out of the finer ones: of some days and people, or all of them."""
    place, slots = f"{work.place.schema}._cube_cell", range(1, len(plan.slots) + 1)
    of_days = "" if days is None else " and day = any(%(days)s::date[])"
    of_people = "" if owners is None else " and owner = any(%(owners)s::uuid[])"
    sums = ", ".join(
        f"array[{', '.join(f'sum({name}[{at}])' for at in slots)}]::{kind}[]"
        for name, kind in zip(SUMS, ("bigint", "bigint", "numeric"), strict=True)
    )
    for level, key, where in (
        (BY_PERSON, "day, owner, unit", of_days + of_people),
        (BY_DAY, f"day, {_NOBODY}, {_NOBODY}", of_days),
    ):
        values = {"cube": cube, "days": days, "owners": owners}
        work.execute(f"delete from {place} where cube = %(cube)s and level = {level}{where}", values)
        work.execute(
            f"insert into {place} (cube, level, day, owner, unit, dims, {', '.join(SUMS)}) "
            f"select %(cube)s, {level}, {key}, '{{}}', {sums} from {place} "
            f"where cube = %(cube)s and level = {level - 1}{where} "
            f"group by {'day, owner, unit' if level == BY_PERSON else 'day'}",
            values,
        )
