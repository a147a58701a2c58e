"""Questions answered out of cubes: where all that is asked is kept, for readers whose scope goes by owner.

What the log has past a cube's cursor is measured from the records in the same statement, in place of the
cells it touches. So an answer is what the records say, however far the cube has come.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import values
from prooftrail.platform.fields import Field
from prooftrail.platform.metrics.cubes.cells import (
    BY_DAY,
    BY_PERSON,
    FULL,
    KEY,
    NO_DAY,
    NOBODY,
    SUMS,
    bound_of,
    cell_table,
    measured_cells,
)
from prooftrail.platform.metrics.cubes.plan import WHO, Plan, Slot
from prooftrail.platform.metrics.cubes.spots import Spots, of_spots, spots_of, within
from prooftrail.platform.metrics.cubes.store import MOST_TAIL, Cube, events_after
from prooftrail.platform.metrics.footing import Footing
from prooftrail.platform.metrics.periods import Period
from prooftrail.platform.records.aggregate import MOST_ROWS, Group, Measure, presented, read_measure
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.records.filters import FilterReader, Join, Parsed, Test, condition
from prooftrail.platform.records.lengths import fields_of, is_length
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ALL = "all"


@dataclass(frozen=True)
class Wish:
    """What is asked of cubes: terms over the same records, grouped alike. `named` are the terms by name."""

    object: ObjectType
    time: str | None
    filter: Any
    group: Sequence[str]
    period: Period
    named: Mapping[str, tuple[Slot, list[Any]]]


@dataclass
class Kept:
    """The cubes of one question, and what the log has past them as far as it was asked for."""

    footing: Footing
    _spots: dict[int, Spots | None] = field(default_factory=dict)

    def serving(self, wish: Wish) -> tuple[Cube, Plan, list[str]] | None:
        """The cube that holds most of what is asked, and the names of that."""
        plans = self.footing.plans if self.footing.cubes else {}
        asked, best = {*wish.group, *_fields(wish.filter)}, None
        for cube in self.footing.cubes:
            plan = plans.get(cube.stamp)
            if plan is None or (plan.object, plan.time) != (wish.object.name, wish.time):
                continue
            known = {slot.said for slot in plan.slots}
            names = [name for name, (slot, _) in wish.named.items() if slot.said in known]
            whole = asked <= {*plan.dimensions, *WHO}
            if whole and names and (best is None or len(names) > len(best[2])):
                best = (cube, plan, names)
        return best

    def spots(self, cube: Cube, plan: Plan) -> Spots | None:
        """What the log has past the cube's cursor; None where that is too much."""
        if cube.id not in self.footing.late:
            return Spots()
        if cube.id not in self._spots:
            work = self.footing.work
            rows = events_after(work, plan, cube.place, MOST_TAIL + 1)
            late = sum(row["n"] is not None for row in rows) > MOST_TAIL
            self._spots[cube.id] = None if late else spots_of(work, plan, rows)
        return self._spots[cube.id]


def answered(kept: Kept, wish: Wish) -> tuple[list[dict[str, Any]], list[str]] | None:
    """Rows as the aggregate has them, with `h_`, `t_` and `n_` of each name that a cube holds, and these
    names; None where no cube can say."""
    work = kept.footing.work
    reach = reach_of(work, wish.object)
    found = None if reach is None else kept.serving(wish)
    if found is None or reach is None:
        return None
    cube, plan, names = found
    wish = replace(wish, named={name: wish.named[name] for name in names})
    spots = kept.spots(cube, plan)
    if spots is None:
        return None
    reader = FilterReader(work.schema, work.access, wish.object, work.parsing, lengths=True)
    parsed = reader.read(wish.filter)
    asked = Asked(work, wish, plan, parsed, reach, level_of(wish, reach, spots), bool(spots))
    statement = compiled(work.schema, asked.shape, asked.statement)
    bound = parsed.bound | bound_of(work, plan) | spots.bound() | asked.bound()
    bound |= {"spot_nobody": NOBODY in spots.everybody, "cube": cube.id}
    rows = work.execute(statement.text, statement.values(bound)).fetchall()
    return None if len(rows) > MOST_ROWS else ([json.loads(row[0]) for row in rows], names)


def reach_of(work: "Work", object: ObjectType) -> str | None:
    """Whose records the caller sees: `all`, or a reach by owner; None where it is not by owner alone."""
    access = work.access
    if access.unbound:
        return ALL
    grant = access.grant(object.name)
    if grant.read == "none" or object.name in access.shared:
        return None
    if grant.read == "all" or not (object.owned or object.through):
        return ALL
    if not object.owned or (grant.through and object.through) or object.apart is not None:
        return None
    return grant.read


def level_of(wish: Wish, reach: str, spots: Spots) -> int:
    """The coarsest cells that say it."""
    asked = {*wish.group, *_fields(wish.filter)}
    if not asked <= set(WHO):
        return FULL
    return BY_DAY if not asked and reach == ALL and not spots else BY_PERSON


@dataclass(frozen=True)
class Asked:
    """One question to one cube, as a statement."""

    work: "Work"
    wish: Wish
    plan: Plan
    parsed: Parsed
    reach: str
    level: int
    late: bool

    @property
    def shape(self) -> tuple[Any, ...]:
        """What of it changes SQL."""
        period, work = self.wish.period, self.work
        slots = tuple((name, slot.said, json.dumps(said)) for name, (slot, said) in self.wish.named.items())
        return ("cube", self.plan.stamp, self.level, self.late, self.reach, work.access.shape, slots,
                tuple(self.wish.group), period.by, period.since is None, period.until is None,
                self.parsed.shape, work.currency, str(work.zone))  # fmt: skip

    def bound(self) -> dict[str, Any]:
        """What its parameters are."""
        period = self.wish.period
        found = values(self.work.access, self.work.actor.person)
        return found | {"owners": found.get(f"owners_{self.reach}", []), "level": self.level,
                        "since": period.since, "until": period.until}  # fmt: skip

    def statement(self) -> Select[Any]:
        """Cells kept, with those that are late measured in their place; filtered, grouped, shown."""
        rows = self._columns(self._cells())
        numbers: list[tuple[Measure, Any]] = []
        for name, (slot, said) in self.wish.named.items():
            at = self.plan.slots.index(slot) + 1
            held, counts, sums = (func.sum(rows.c[each][at]) for each in SUMS)
            count, measure = Measure("n", "count", None), read_measure(self.work, self.wish.object, "t", said)
            for each, number in (("h", _whole(held)), ("n", _whole(counts))):
                numbers.append((Measure(f"{each}_{name}", count.how, None), number))
            value = {"count": _whole(counts), "sum": sums}.get(measure.how)
            if value is None:
                value = sums / func.nullif(func.sum(rows.c["counts"][at]), 0)
            if measure.how == "sum" and measure.field is not None and measure.field.type.key == "integer":
                value = cast(sums, BigInteger)
            numbers.append((Measure(f"t_{name}", measure.how, measure.field, measure.span), value))
        return presented(self.work, rows, self._groups(), numbers)

    def _groups(self) -> list[Group]:
        fields = self.wish.object.fields
        found = [Group(fields[name], None) for name in self.wish.group]
        if self.wish.period.by and self.wish.time:
            found.append(Group(fields[self.wish.time], self.wish.period.by))
        return found

    def _cells(self) -> FromClause:
        table = cell_table(self.work.place.schema).alias("k")
        kept = [table.c.cube == bindparam("cube", type_=BigInteger), table.c.level == bindparam("level")]
        names = [table.c[name] for name in KEY + SUMS]
        if not self.late:
            return select(*names).where(and_(*kept, *self._bounds(table))).subquery("c")
        kept.append(not_(within(table.c.day, table.c.owner)))
        stored = select(*names).where(and_(*kept, *self._bounds(table)))
        owned = self.wish.object.owned
        made = measured_cells(self.work, self.plan, of_spots(owned)).subquery("m")
        now = select(*(made.c[name] for name in KEY + SUMS)).where(and_(*self._bounds(made)))
        return union_all(stored, now).subquery("c")

    def _bounds(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The period's days, and the people in scope."""
        period, found = self.wish.period, list[ColumnElement[bool]]()
        if period.since is not None:
            found.append(table.c.day >= bindparam("since", type_=Date))
        if period.until is not None:
            found.append(table.c.day <= bindparam("until", type_=Date))
        if period.until is not None or period.by:
            found.append(table.c.day > literal_column("date '0001-01-01'"))
        if self.reach != ALL:
            found.append(table.c.owner == bindparam("owners", type_=ARRAY(Uuid)).any_())
        held = [table.c.held[self.plan.slots.index(slot) + 1] > 0 for slot, _ in self.wish.named.values()]
        return [*found, or_(*held)]

    def _columns(self, cells: FromClause) -> FromClause:
        """Cells as rows with fields: what a filter compares under its column, what groups under its name."""
        object = self.wish.object
        needed = {*self.wish.group, *_fields(self.wish.filter)}
        held: list[ColumnElement[Any]] = [cells.c[name] for name in SUMS]
        seen: list[ColumnElement[Any]] = []
        for name in sorted(needed):
            each, value = object.fields[name], self._value(cells, object.fields[name])
            seen += [value.label(each.column), value.label(f"c_{name}")]
        if self.wish.time is not None:
            seen.append(self._day(cells, object.fields[self.wish.time]))
        rows = select(*held, *seen).subquery("d")
        shape: Test | Join | None = self.parsed.shape
        if shape is None:
            return rows
        where = condition(self.work.schema, self.work.access, object, rows, shape)
        return select(*rows.c).where(where).subquery("e")

    def _value(self, cells: FromClause, each: Field) -> ColumnElement[Any]:
        if each.name in WHO:
            return func.nullif(cells.c[each.name], literal_column(f"'{NOBODY}'::uuid"), type_=Uuid)
        kinds: dict[str, Any] = {"boolean": Boolean, "integer": BigInteger, "reference": Uuid, "person": Uuid,
                                 "department": Uuid}  # fmt: skip
        said = cells.c.dims[self.plan.dimensions.index(each.name) + 1]
        return cast(said, kinds.get(each.type.key, Text))

    def _day(self, cells: FromClause, each: Field) -> ColumnElement[Any]:
        """The day, as the field has it: as its first moment where it is a time."""
        day: ColumnElement[Any] = func.nullif(
            cells.c.day, literal_column(f"date '{NO_DAY.isoformat()}'"), type_=Date
        )
        if each.type.key == "time":
            zoned = func.timezone(literal(str(self.work.zone)), cast(day, DateTime()))
            day = cast(zoned, DateTime(timezone=True))
        return day.label(f"c_{each.name}")


def _whole(number: Any) -> Any:
    """A count is a whole number, and nought where there is nothing."""
    return cast(func.coalesce(number, 0), BigInteger)


def _fields(filter: Any) -> set[str]:
    """The fields a filter names; of a dotted one the reference it goes through."""
    if isinstance(filter, list) and filter and filter[0] in ("and", "or", "not"):
        return {name for part in filter[1:] for name in _fields(part)}
    if isinstance(filter, list) and filter:
        names = fields_of(filter[0]) if is_length(filter[0]) else [filter[0]]
        return {name.partition(".")[0] for name in names}
    return set()
