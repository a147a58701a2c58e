"""The tree read by PostgreSQL: one expression over whatever the fields are said to be.

The functions under `prooftrail.` are in `database/formula.sql`; each argument stands in the text once, so
that it grows no faster than the formula.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Numeric,
    Text,
    and_,
    bindparam,
    case,
    cast,
    collate,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    values,
)
from sqlalchemy import column as named
from sqlalchemy.types import TypeEngine

from prooftrail.platform.formula.as_python import LIMITS, LONGEST, Clock
from prooftrail.platform.formula.tree import NUMERIC, TEXTUAL, Kind, Node

Sql = ColumnElement[Any]
Fields = Callable[[str, Kind], Sql]
"""What a field's key stands for."""
TYPES: dict[str, TypeEngine[Any]] = {
    "number": Numeric(), "money": Numeric(), "text": Text(), "choice": Text(), "date": Date(),
    "time": DateTime(timezone=True), "boolean": Boolean(), "blank": Text(),
}  # fmt: skip


def bound(clock: Clock) -> dict[str, Any]:
    """What `:today`, `:now` and `:zone` are bound to."""
    return {"today": clock.today, "now": clock.now, "zone": str(clock.zone)}


def expression(node: Node, fields: Fields) -> Sql:
    """The formula over a row; blank is null."""
    return _Compiler(fields).of(node, node.kind)


class _Compiler:
    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def of(self, node: Node, kind: Kind) -> Sql:
        """A node; a blank takes the kind asked of it."""
        if node.op == "blank":
            return cast(null(), TYPES[kind])
        if node.op == "field":
            found = self._fields(str(node.value), node.kind)
            return cast(found, Numeric) if node.kind in NUMERIC else found
        if node.op in LEAVES:
            return LEAVES[node.op](node)
        if node.op in ("eq", "ne", "lt", "le", "gt", "ge"):
            return self._compare(node)
        if node.op == "case":
            return self._case(node)
        wanted = WANTED.get(node.op)
        kinds = [
            each.kind if each.kind != "blank" else (wanted[at] if wanted else node.kind)
            for at, each in enumerate(node.args)
        ]
        args = [self.of(each, kind) for each, kind in zip(node.args, kinds, strict=True)]
        return OPERATIONS[node.op](node, args)

    def _compare(self, node: Node) -> Sql:
        kind: Kind = next((each.kind for each in node.args if each.kind != "blank"), "text")
        left, right = (self.of(each, kind) for each in node.args)
        if kind in TEXTUAL:
            left = collate(left, "C")
        tests: dict[str, Any] = {
            "eq": lambda: left == right, "ne": lambda: left != right, "lt": lambda: left < right,
            "le": lambda: left <= right, "gt": lambda: left > right, "ge": lambda: left >= right,
        }  # fmt: skip
        return func.coalesce(tests[node.op](), false(), type_=Boolean())

    def _case(self, node: Node) -> Sql:
        *pairs, rest = node.args
        found = [
            (_sure(self.of(test, "boolean")), self.of(then, node.kind))
            for test, then in zip(pairs[::2], pairs[1::2], strict=True)
        ]
        return case(*found, else_=self.of(rest, node.kind))


def _sure(test: Sql) -> Sql:
    return func.coalesce(test, false(), type_=Boolean())


def _whole_number(number: Sql, least: int, most: int) -> Sql:
    return func.prooftrail.bounded(number, least, most, type_=Integer())


def _total(args: Sequence[Sql]) -> Sql:
    rows = values(named("v", Numeric), name="t").data([(each,) for each in args])
    return select(func.sum(rows.c.v)).scalar_subquery()


def _spell(node: Node, args: Sequence[Sql]) -> Sql:
    if node.args[0].kind in NUMERIC:
        return cast(func.trim_scale(args[0]), Text)
    return func.to_char(args[0], "YYYY-MM-DD")


def _text(found: Sql) -> Sql:
    return func.nullif(found, literal("", Text()), type_=Text())


def _signs(number: Sql) -> Sql:
    return _whole_number(number, 0, 1_000_000)


def _extract(part: str) -> Callable[[Node, Sequence[Sql]], Sql]:
    return lambda node, a: cast(func.date_part(part, a[0]), Numeric)


def _ours(name: str, kind: str) -> Callable[[Node, Sequence[Sql]], Sql]:
    return lambda node, a: getattr(func.prooftrail, name)(*a, type_=TYPES[kind])


LEAVES: dict[str, Callable[[Node], Sql]] = {
    "number": lambda node: literal(Decimal(str(node.value)), Numeric()),
    "text": lambda node: literal(node.value, Text()),
    "boolean": lambda node: literal(node.value, Boolean()),
    "today": lambda node: bindparam("today", type_=Date()),
    "now": lambda node: bindparam("now", type_=DateTime(timezone=True)),
}
WANTED: dict[str, Sequence[Kind]] = {
    "and": ["boolean"] * 500, "or": ["boolean"] * 500, "not": ["boolean"], "isblank": ["text"],
    "len": ["text"], "left": ["text", "number"], "right": ["text", "number"],
    "mid": ["text", "number", "number"], "contains": ["text", "text"], "starts": ["text", "text"],
    "concat": ["text"] * 500, "spell": ["number"], "days": ["date", "date"], "elapsed": ["time", "time"],
    "year": ["date"], "month": ["date"], "day": ["date"], "make_date": ["number"] * 3,
    "company_date": ["time"], "add_days": ["date", "number"], "add_months": ["date", "number"],
}  # fmt: skip
"""The kinds blanks take; elsewhere they take the operation's own."""
OPERATIONS: dict[str, Callable[[Node, Sequence[Sql]], Sql]] = {
    "add": lambda node, a: a[0] + a[1],
    "sub": lambda node, a: a[0] - a[1],
    "mul": lambda node, a: func.round(a[0] * a[1], 10, type_=Numeric()),
    "div": _ours("divided", "number"),
    "neg": lambda node, a: -a[0],
    "abs": lambda node, a: func.abs(a[0], type_=Numeric()),
    "round": lambda node, a: func.round(a[0], int(node.value or 0), type_=Numeric()),
    "held": lambda node, a: func.prooftrail.held(
        a[0], int(node.value or 0), Decimal(LIMITS[node.kind]), type_=Numeric()
    ),
    "and": lambda node, a: and_(*map(_sure, a)),
    "or": lambda node, a: or_(*map(_sure, a)),
    "not": lambda node, a: not_(_sure(a[0])),
    "min": lambda node, a: func.least(*a, type_=TYPES[node.kind]),
    "max": lambda node, a: func.greatest(*a, type_=TYPES[node.kind]),
    "sum": lambda node, a: _total(a),
    "first": lambda node, a: func.coalesce(*a, type_=TYPES[node.kind]),
    "isblank": lambda node, a: a[0].is_(None),
    "len": lambda node, a: cast(func.coalesce(func.length(a[0]), 0), Numeric),
    "left": lambda node, a: _text(func.left(a[0], _signs(a[1]))),
    "right": lambda node, a: _text(func.right(a[0], _signs(a[1]))),
    "mid": lambda node, a: _text(
        func.substr(a[0], _whole_number(a[1], 1, 1_000_000), _signs(a[2]), type_=Text())
    ),
    "concat": lambda node, a: _text(func.concat(*a)),
    "contains": lambda node, a: func.coalesce(func.strpos(a[0], a[1]) > 0, false(), type_=Boolean()),
    "starts": lambda node, a: func.coalesce(func.starts_with(a[0], a[1]), false(), type_=Boolean()),
    "spell": _spell,
    "cut": lambda node, a: func.left(a[0], LONGEST, type_=Text()),
    "days": lambda node, a: cast(a[0] - a[1], Numeric),
    "elapsed": _ours("days_between", "number"),
    "year": _extract("year"),
    "month": _extract("month"),
    "day": _extract("day"),
    "company_date": lambda node, a: cast(
        func.timezone(bindparam("zone", type_=Text()), a[0], type_=DateTime()), Date
    ),
    "make_date": _ours("made_date", "date"),
    "add_days": _ours("days_later", "date"),
    "add_months": _ours("months_later", "date"),
}
