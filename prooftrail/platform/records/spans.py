"""How long something took, as a number an aggregate may measure: `["days", until, since]`.

`until` may be `$now`. Between two dates it is whole days, between two times exact; where one is a date, the
other's company date counts. Blank where either is.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Numeric,
    bindparam,
    cast,
    extract,
    func,
    literal,
)

from prooftrail.platform.fields import Field
from prooftrail.platform.records.filters import find_field
from prooftrail.platform.records.lengths import MOMENTS, SECONDS

if TYPE_CHECKING:
    from prooftrail.platform.schema import ObjectType
    from prooftrail.platform.work import Work

NOW = "$now"


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to `until`, or to now where that is None, in `unit`."""

    unit: str
    until: Field | None
    since: Field

    @property
    def shape(self) -> tuple[str, str | None, str]:
        """What of it changes SQL."""
        return (self.unit, self.until.name if self.until else None, self.since.name)

    def column(self, work: "Work", table: FromClause) -> ColumnElement[Any]:
        """Its length over a row."""
        since = self.since.type.operand(self.since, table)
        if self.until is None:
            until: ColumnElement[Any] = bindparam("moment", type_=DateTime(timezone=True))
        else:
            until = self.until.type.operand(self.until, table)
        times = (self.until is None or self.until.type.key == "time", self.since.type.key == "time")
        if all(times):
            seconds = extract("epoch", until - since)
            return cast(seconds, Numeric) / SECONDS[self.unit]
        days = _day(work, until, times[0]) - _day(work, since, times[1])
        return cast(days, Numeric) * (SECONDS["days"] // SECONDS[self.unit])


def _day(work: "Work", moment: ColumnElement[Any], is_time: bool) -> ColumnElement[Any]:
    return cast(func.timezone(literal(str(work.zone)), moment), Date) if is_time else moment


def read_span(work: "Work", object: "ObjectType", said: Any) -> Span | None:
    """The span somebody asks for, or None where it is none. Refuses unreadable fields."""
    if not isinstance(said, list) or len(said) != 3 or not all(isinstance(each, str) for each in said):
        return None
    unit, until, since = said
    if unit not in SECONDS:
        return None
    ends = [find_field(work.schema, work.access, object, name) for name in (until, since) if name != NOW]
    dotted = any("." in name for name in (until, since))
    if since == NOW or dotted or any(each.type.key not in MOMENTS for each in ends):
        return None
    return Span(unit, None if until == NOW else ends[0], ends[-1])
