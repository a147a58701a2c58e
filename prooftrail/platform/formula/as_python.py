"""The tree read by Python: compiled to a closure over one record's values.

Numbers inside are whole numbers of 10⁻¹⁰; blank is None; a blank text is no text.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from prooftrail.platform.formula.exact import SCALE, half_away, rounded, scaled, spell, truncated, unscaled
from prooftrail.platform.formula.tree import NUMERIC, TEXTUAL, Kind, Node

FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)
MOST_SIGNS = 1_000_000
DAY_MICROS = 86_400_000_000
LIMITS: Mapping[str, int] = {"number": 10**18, "money": 10**15}
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Clock:
    """The time a formula is read at: the company's date, the moment, the company's zone."""

    today: date
    now: datetime
    zone: tzinfo


Row = Mapping[str, Any]
Reader = Callable[[Row, Clock], Any]
Values = Sequence[Any]


def reader(node: Node) -> Callable[[Row, Clock], Any]:
    """A function from a record's values by field key to the formula's own."""
    inner = compiled(node)

    def read(row: Row, clock: Clock) -> Any:
        return outward(inner(row, clock), node.kind)

    return read


def outward(value: Any, kind: Kind) -> Any:
    """An inner value as others know it."""
    return unscaled(value) if kind in NUMERIC and value is not None else value


def compiled(node: Node) -> Reader:
    """The node as a closure over inner values."""
    if node.op == "field":
        return _field(str(node.value), node.kind)
    if node.op in ("number", "text", "boolean", "blank"):
        constant = scaled(str(node.value)) if node.op == "number" else node.value
        return lambda row, clock: constant
    if node.op in ("today", "now"):
        return lambda row, clock: clock.today if node.op == "today" else clock.now
    args = [compiled(each) for each in node.args]
    if node.op == "case":
        return _case(args)
    if node.op == "company_date":
        return lambda row, clock: _company_date(args[0](row, clock), clock)
    act = _with_value(node) or OPERATIONS[node.op]
    return lambda row, clock: act([each(row, clock) for each in args])


def _field(key: str, kind: Kind) -> Reader:
    def read(row: Row, clock: Clock) -> Any:
        value = row[key]
        if value is None:
            return None
        if kind in NUMERIC:
            return scaled(value)
        return (value or None) if kind in TEXTUAL else value

    return read


def _case(args: Sequence[Reader]) -> Reader:
    pairs = [(args[at], args[at + 1]) for at in range(0, len(args) - 1, 2)]

    def read(row: Row, clock: Clock) -> Any:
        for test, then in pairs:
            if test(row, clock):
                return then(row, clock)
        return args[-1](row, clock)

    return read


def _company_date(value: datetime | None, clock: Clock) -> date | None:
    return None if value is None else value.astimezone(clock.zone).date()


def _with_value(node: Node) -> Callable[[Values], Any] | None:
    """Operations that carry a parameter of their own."""
    places = int(node.value or 0)
    if node.op == "round":
        return lambda v: None if v[0] is None else rounded(v[0], places)
    if node.op == "held":
        limit = LIMITS[node.kind] * SCALE
        return lambda v: _held(v[0], places, limit)
    if node.op == "spell":
        return (lambda v: None if v[0] is None else spell(v[0])) if node.args[0].kind in NUMERIC else _iso
    return None


def _held(value: int | None, places: int, limit: int) -> int | None:
    if value is None:
        return None
    found = rounded(value, places)
    return found if abs(found) < limit else None


def _iso(v: Values) -> str | None:
    return None if v[0] is None else v[0].isoformat()


def _whole(act: Callable[..., Any]) -> Callable[[Values], Any]:
    """An operation that is blank where any argument is."""
    return lambda v: None if any(each is None for each in v) else act(*v)


def _compare(test: Callable[[Any, Any], bool]) -> Callable[[Values], bool]:
    """False where a side is blank."""
    return lambda v: v[0] is not None and v[1] is not None and test(v[0], v[1])


def _bound(pick: Callable[[list[Any]], Any]) -> Callable[[Values], Any]:
    def act(v: Values) -> Any:
        there = [each for each in v if each is not None]
        return pick(there) if there else None

    return act


def _count(units: int) -> int:
    return min(max(truncated(units), 0), MOST_SIGNS)


def _mid(text: str, start: int, signs: int) -> str | None:
    begin = max(min(truncated(start), MOST_SIGNS), 1) - 1
    return text[begin : begin + _count(signs)] or None


def _right(text: str, signs: int) -> str | None:
    return text[max(len(text) - _count(signs), 0) :] or None if _count(signs) else None


def _add_days(day: date, units: int) -> date | None:
    found = day.toordinal() + truncated(units)
    return date.fromordinal(found) if FIRST.toordinal() <= found <= LAST.toordinal() else None


def _add_months(day: date, units: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + truncated(units), 12)
    if not FIRST.year <= year <= LAST.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _make_date(year: int, month: int, day: int) -> date | None:
    parts = truncated(year), truncated(month), truncated(day)
    if not (FIRST.year <= parts[0] <= LAST.year and 1 <= parts[1] <= 12 and parts[2] >= 1):
        return None
    return date(*parts) if parts[2] <= monthrange(parts[0], parts[1])[1] else None


def _elapsed(until: datetime, since: datetime) -> int:
    gone = until - since
    return half_away((gone.days * DAY_MICROS + gone.seconds * 10**6 + gone.microseconds) * SCALE, DAY_MICROS)


OPERATIONS: dict[str, Callable[[Values], Any]] = {
    "add": _whole(lambda a, b: a + b),
    "sub": _whole(lambda a, b: a - b),
    "mul": _whole(lambda a, b: half_away(a * b, SCALE)),
    "div": _whole(lambda a, b: half_away(a * SCALE, b) if b else None),
    "neg": _whole(lambda a: -a),
    "abs": _whole(abs),
    "eq": _compare(lambda a, b: bool(a == b)),
    "ne": _compare(lambda a, b: bool(a != b)),
    "lt": _compare(lambda a, b: bool(a < b)),
    "le": _compare(lambda a, b: bool(a <= b)),
    "gt": _compare(lambda a, b: bool(a > b)),
    "ge": _compare(lambda a, b: bool(a >= b)),
    "and": lambda v: all(v),
    "or": lambda v: any(v),
    "not": lambda v: not v[0],
    "min": _bound(min),
    "max": _bound(max),
    "sum": _bound(sum),
    "first": lambda v: next((each for each in v if each is not None), None),
    "isblank": lambda v: v[0] is None,
    "len": lambda v: len(v[0] or "") * SCALE,
    "left": _whole(lambda text, signs: text[: _count(signs)] or None),
    "right": _whole(_right),
    "mid": _whole(_mid),
    "concat": lambda v: "".join(each for each in v if each) or None,
    "contains": _compare(lambda text, part: part in text),
    "starts": _compare(lambda text, part: text.startswith(part)),
    "cut": lambda v: v[0] and v[0][:LONGEST],
    "days": _whole(lambda until, since: (until - since).days * SCALE),
    "elapsed": _whole(_elapsed),
    "year": _whole(lambda day: day.year * SCALE),
    "month": _whole(lambda day: day.month * SCALE),
    "day": _whole(lambda day: day.day * SCALE),
    "make_date": _whole(_make_date),
    "add_days": _whole(_add_days),
    "add_months": _whole(_add_months),
}
