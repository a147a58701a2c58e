"""Grouped measures in the caller's scope: the one way numbers are made from records."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Numeric,
    Select,
    Text,
    case,
    cast,
    distinct,
    func,
    literal,
    literal_column,
    select,
)

from prooftrail.platform.fields import Field
from prooftrail.platform.fields.reference import target
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.records.filters import FilterReader, Parsed, condition, find_field
from prooftrail.platform.records.projection import reference
from prooftrail.platform.records.reading import Query, prepared, scoped
from prooftrail.platform.records.spans import Span, read_span
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PERIODS = ("day", "week", "month", "quarter", "year")
NUMERIC = ("integer", "decimal", "percent", "money")
BOUNDED = (*NUMERIC, "date", "time")
SPANNED = ("sum", "avg", "min", "max", "stddev", "median")
MEANS = ("avg", "stddev", "median")
MOST_GROUPS, MOST_MEASURES, MOST_ROWS = 4, 20, 5_000
APART = 1_000
"""Between the numbers of two filters' parameters; a filter has far fewer."""


@dataclass(frozen=True, slots=True)
class Group:
    """One field to group by, in periods where `by` is set."""

    field: Field
    by: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One number: `count`, or `sum avg min max stddev median distinct` of a field, or of how long it took."""

    name: str
    how: str
    field: Field | None
    span: Span | None = None

    @property
    def shape(self) -> tuple[Any, ...]:
        """What of it changes SQL."""
        return (self.name, self.how, self.field and self.field.name, self.span and self.span.shape)


@dataclass(frozen=True, slots=True)
class Where:
    """A filter of some measures alone."""

    names: tuple[str, ...]
    parsed: Parsed

    @property
    def label(self) -> str:
        """What its column is called."""
        return f"w_{self.names[0]}"

    def column(self, work: "Work", object: ObjectType, table: FromClause) -> ColumnElement[Any]:
        """Whether a row is held."""
        return condition(work.schema, work.access, object, table, self.parsed.shape).label(self.label)


def aggregate(
    work: "Work", object: ObjectType, filter: Any, group: Sequence[Any], measures: Mapping[str, Any],
    wheres: Mapping[str, Any] | None = None,
) -> str:  # fmt: skip
    """`{"rows":[{group…, measure…}]}` as JSON text. Refuses unreadable fields and unknown measures.

    `wheres` are filters of single measures, beside the one that holds for all of them.
    """
    groups = [_read_group(work, object, said) for said in _limited(group, MOST_GROUPS, "group")]
    wanted = [read_measure(work, object, name, said) for name, said in measures.items()]
    taken = [each.field.name for each in groups] + [each.name for each in wanted]
    if not wanted or len(wanted) > MOST_MEASURES or len(set(taken)) != len(taken):
        raise _bad("measures")
    query = Query(filter=filter)
    parsed, bound = prepared(work, object, query)
    only = _read_wheres(work, object, wheres or {})
    shape = ("aggregate", object.name, work.access.shape, parsed.shape, work.currency, str(work.zone),
             tuple((each.field.name, each.by) for each in groups), tuple(each.shape for each in wanted),
             tuple((each.names, each.parsed.shape) for each in only))  # fmt: skip

    def build() -> Select[Any]:
        def columns(table: FromClause) -> list[ColumnElement[Any]]:
            needed = {each.field.name: each.field for each in groups}
            needed |= {each.field.name: each.field for each in wanted if each.field}
            spans = [each.span.column(work, table).label(f"s_{each.name}") for each in wanted if each.span]
            held = [f.type.operand(f, table).label(f"c_{name}") for name, f in needed.items()]
            kept = [each.column(work, object, table) for each in only]
            return [*held, *spans, *kept] or [table.c.id]

        return _statement(work, scoped(work, object, query, parsed, columns), groups, wanted, only)

    statement = compiled(work.schema, shape, build)
    for each in only:
        bound |= each.parsed.bound
    rows = work.execute(statement.text, statement.values(bound | {"moment": work.now})).fetchall()
    if len(rows) > MOST_ROWS:
        raise Refusal(
            "too_many_groups", "invalid", facts={"most": MOST_ROWS}, fields={"group": "too_many_groups"}
        )
    return f'{{"rows":[{",".join(row[0] for row in rows)}]}}'


def _read_wheres(work: "Work", object: ObjectType, wheres: Mapping[str, Any]) -> list[Where]:
    """Each different filter once, its parameters apart from all others'."""
    names: dict[str, list[str]] = {}
    for name, said in wheres.items():
        names.setdefault(json.dumps(said), []).append(name)
    return [
        Where(tuple(found), FilterReader(work.schema, work.access, object, work.parsing,
                                         first=(at + 1) * APART, lengths=True).read(json.loads(said)))
        for at, (said, found) in enumerate(names.items())
    ]  # fmt: skip


def _statement(
    work: "Work", rows: FromClause, groups: list[Group], wanted: list[Measure], only: Sequence[Where]
) -> Select[Any]:
    numbers = []
    for measure in wanted:
        where = next((found.label for found in only if measure.name in found.names), None)
        held = None if where is None else rows.c[where]
        if measure.how == "median":
            numbers.append((measure, _median(_measured(rows, measure), held)))
            continue
        number = _number(rows, measure)
        numbers.append((measure, number if held is None else number.filter(held)))
    return presented(work, rows, groups, numbers)


def presented(
    work: "Work", rows: FromClause, groups: Sequence[Group], numbers: Sequence[tuple[Measure, Any]]
) -> Select[Any]:
    """One JSON text a row: `rows`, whose columns are `c_` and a field's name, grouped, with these numbers."""
    keys = [_bucket(work, rows, each).label(f"g_{each.field.name}") for each in groups]
    named = [number.label(f"m_{each.name}") for each, number in numbers]
    grouped = select(*keys, *named).select_from(rows)
    if keys:
        grouped = grouped.group_by(*(literal_column(str(at + 1)) for at in range(len(keys))))
        grouped = grouped.order_by(*(literal_column(str(at + 1)) for at in range(len(keys))))
    inner = grouped.limit(MOST_ROWS + 1).subquery("a")
    shown: list[ColumnElement[Any]] = []
    for each in groups:
        column: ColumnElement[Any] = inner.c[f"g_{each.field.name}"]
        if each.field.type.key in ("reference", "person", "department") and each.field.name != "id":
            column = reference(work.schema, work.access, column, target(each.field))
        elif each.field.type.key == "money":
            column = _money(work, column)
        elif each.field.type.key in ("decimal", "percent"):
            column = cast(func.trim_scale(column), Text)
        shown.append(column.label(each.field.name))
    shown += [_shown(work, inner.c[f"m_{each.name}"], each).label(each.name) for each, _ in numbers]
    return select(literal_column("to_json(q)::text")).select_from(select(*shown).subquery("q"))


def _bucket(work: "Work", rows: FromClause, each: Group) -> ColumnElement[Any]:
    column: ColumnElement[Any] = rows.c[f"c_{each.field.name}"]
    if each.field.type.key == "time" and each.by:
        column = func.timezone(literal(str(work.zone)), column)
    if not each.by:
        return column
    return cast(func.date_trunc(literal_column(f"'{each.by}'"), column), Date)


def _number(rows: FromClause, each: Measure) -> Any:
    if each.span is None and each.field is None:
        return func.count()
    column = _measured(rows, each)
    if each.how == "distinct":
        return func.count(distinct(column))
    if each.how == "count":
        return func.count(column)
    return getattr(func, each.how)(column)


def _measured(rows: FromClause, each: Measure) -> ColumnElement[Any]:
    return rows.c[f"c_{each.field.name}" if each.field else f"s_{each.name}"]


def _median(column: ColumnElement[Any], held: ColumnElement[Any] | None) -> ColumnElement[Any]:
    """The middle one, or the mean of the two in the middle; blanks are not in the row."""
    only = column if held is None else case((held, column))
    return cast(func.percentile_cont(0.5).within_group(only), Numeric)


def _shown(work: "Work", column: ColumnElement[Any], each: Measure) -> ColumnElement[Any]:
    if each.how in ("count", "distinct"):
        return column
    kind = each.field.type.key if each.field else "decimal"
    if kind == "money":
        return _money(work, column)
    if each.how in MEANS or kind in ("decimal", "percent"):
        return cast(func.trim_scale(func.round(column, 10)), Text)
    return column


def _money(work: "Work", column: ColumnElement[Any]) -> ColumnElement[Any]:
    amount = func.prooftrail.money_json(column, literal(work.currency))
    return case((column.is_not(None), amount), else_=literal_column("null::json"))


def _read_group(work: "Work", object: ObjectType, said: Any) -> Group:
    name = said.get("field") if isinstance(said, dict) else said
    by = said.get("by") if isinstance(said, dict) else None
    if isinstance(said, dict) and said.keys() - {"field", "by"}:
        raise _bad("group")
    if not isinstance(name, str) or "." in name:
        raise _bad("group")
    each = find_field(work.schema, work.access, object, name)
    if by is not None and (by not in PERIODS or each.type.key not in ("date", "time")):
        raise _bad("group")
    if not each.type.sortable:
        raise _bad("group")
    return Group(each, by or ("day" if each.type.key == "time" else None))


def read_measure(work: "Work", object: ObjectType, name: str, said: Any) -> Measure:
    """A measure from what was asked for. Refuses what cannot be measured so, and unreadable fields."""
    if (
        not isinstance(said, list)
        or not said
        or not name.isidentifier()
        or len(name) > 40
        or not name.isascii()
    ):
        raise _bad("measures")
    how = said[0]
    if said == ["count"]:
        return Measure(name, "count", None)
    if len(said) == 2 and how in (*SPANNED, "count") and (span := read_span(work, object, said[1])):
        return Measure(name, how, None, span)
    if len(said) != 2 or not isinstance(said[1], str) or not isinstance(how, str):
        raise _bad("measures")
    each = find_field(work.schema, work.access, object, said[1])
    allowed = dict.fromkeys(("sum", *MEANS), NUMERIC) | dict.fromkeys(("min", "max"), BOUNDED)
    if how in ("distinct", "count") and each.type.sortable:
        return Measure(name, how, each)
    if each.type.key not in allowed.get(how, ()):
        raise _bad("measures")
    return Measure(name, how, each)


def _limited(said: Any, most: int, where: str) -> Sequence[Any]:
    if not isinstance(said, list) or len(said) > most:
        raise _bad(where)
    return said


def _bad(where: str) -> Refusal:
    return Refusal("bad_aggregate", "invalid", facts={"part": where}, fields={where: "bad_aggregate"})
