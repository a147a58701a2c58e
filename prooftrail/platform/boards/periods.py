"""What a tile's period comes to today, and what it is compared with."""

from datetime import date
from typing import TYPE_CHECKING

from prooftrail.platform.boards.rules.spans import Part, Span, before, last, this, year_before
from prooftrail.platform.boards.shapes import PeriodOf
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_PARTS = 400
"""More points than that nobody reads."""
LENGTHS = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}


def span_of(work: "Work", said: PeriodOf) -> Span:
    """The days. Refuses a period that says nothing, or two things, or ends before it starts."""
    ways = [said.this is not None, said.last is not None, said.since is not None or said.until is not None]
    if sum(ways) != 1:
        raise _bad()
    if said.this is not None:
        found = this(said.this, work.today, said.by)
    elif said.last is not None:
        if said.by is None:
            raise _bad()
        found = last(said.last, said.by, work.today, said.by)
    else:
        found = Span(_day(said.since), _day(said.until), said.by)
    if found.since > found.until:
        raise _bad()
    if found.by and (found.until - found.since).days / LENGTHS[found.by] > MOST_PARTS:
        raise _bad()
    return found


def compared(work: "Work", said: PeriodOf, span: Span, how: str) -> Span:
    """The days it is compared with."""
    if how == "year":
        return year_before(span, work.today)
    part: Part | None = said.this or (said.by if said.last is not None else None)
    return before(span, part, said.last or 1, work.today)


def _day(said: str | None) -> date:
    try:
        found = date.fromisoformat(said) if said and len(said) == 10 else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 9000:
        raise _bad()
    return found


def _bad() -> Refusal:
    return Refusal("board_bad_period", "invalid", fields={"period": "board_bad_period"})
