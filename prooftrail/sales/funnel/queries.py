"""What ended in a process: its cycle, its stays, its actions; of the records the caller may see."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Numeric,
    Select,
    String,
    and_,
    bindparam,
    cast,
    extract,
    func,
    select,
)

from prooftrail.platform.access.scope import visible
from prooftrail.platform.processes.stays import OBJECT
from prooftrail.platform.records.finding import run_shape
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DAY, HOUR = 86_400, 3_600
ACTIONS, DEAL = "activity", "deal"


class Spread(NamedTuple):
    """So many times; mean, median, and what the asked share does not exceed."""

    times: int
    mean: Decimal
    median: Decimal
    long: Decimal


class Span(NamedTuple):
    """Whose process, when records ended in it, and the share of stays that is not long, 0 to 1."""

    process: str
    since: datetime
    until: datetime
    share: Decimal

    def bound(self, outcome: str) -> dict[str, Any]:
        """The statement's values."""
        return {**self._asdict(), "outcome": outcome}


def cycles(work: "Work", span: Span, outcome: str) -> Spread | None:
    """Days from the first stay's begin to the last one's end; None where nothing ended so."""

    def build() -> Select[Any]:
        ended = _ended(work)
        return select(*_spread(_seconds(ended.c.begun, ended.c.closed) / DAY)).select_from(ended)

    row = _rows(work, "cycles", build, span, outcome)[0]
    return Spread(*row) if row[0] else None


def stays(work: "Work", span: Span, outcome: str) -> dict[str, Spread]:
    """Hours of each stay of what ended so, by stage."""

    def build() -> Select[Any]:
        ended, (stay, stage) = _ended(work), _stay(work, "stage")
        entered, left = (_column(work, stay, each) for each in ("entered_at", "left_at"))
        theirs = and_(_column(work, stay, "about") == ended.c.about, left <= ended.c.closed)
        hours = _seconds(entered, left) / HOUR
        return (
            select(stage, *_spread(hours))
            .select_from(stay.join(ended, theirs))
            .where(stay.c.deleted_at.is_(None))
            .group_by(stage)
        )

    return {stage: Spread(*row) for stage, *row in _rows(work, "stays", build, span, outcome)}


def actions(work: "Work", span: Span, outcome: str) -> dict[str, int]:
    """How many actions of each type belong to the deals that ended so."""

    def build() -> Select[Any]:
        ended, object = _ended(work), work.schema.object(ACTIONS)
        done = object.table.alias()
        kind, deal = (done.c[object.field(name).column] for name in ("type", DEAL))
        seen = visible(work.schema, work.access, "read", object, done)
        return (
            select(kind, func.count())
            .select_from(done.join(ended, deal == ended.c.about))
            .where(done.c.deleted_at.is_(None), seen)
            .group_by(kind)
        )

    return {str(kind): times for kind, times in _rows(work, "actions", build, span, outcome)}


def _rows(work: "Work", what: str, build: Callable[[], Any], span: Span, outcome: str) -> list[Any]:
    return run_shape(work, ("funnel", what, work.access.shape), build, span.bound(outcome))


def _ended(work: "Work") -> Any:
    """Records that ended so in the span, though some have a way to go after: `about`, `begun`, `closed`."""
    stay, about = _stay(work, "about")
    process, outcome, entered, left = (
        _column(work, stay, each) for each in ("process", "outcome", "entered_at", "left_at")
    )
    object: ObjectType = work.schema.object(OBJECT)
    closed = func.max(left).filter(outcome == bindparam("outcome", type_=String))
    return (
        select(about.label("about"), func.min(entered).label("begun"), closed.label("closed"))
        .where(
            process == bindparam("process", type_=String),
            stay.c.deleted_at.is_(None),
            visible(work.schema, work.access, "read", object, stay),
        )
        .group_by(about)
        .having(
            closed >= bindparam("since", type_=DateTime(timezone=True)),
            closed < bindparam("until", type_=DateTime(timezone=True)),
        )
        .subquery("ended")
    )


def _stay(work: "Work", name: str) -> tuple[FromClause, ColumnElement[Any]]:
    table = work.schema.object(OBJECT).table.alias()
    return table, _column(work, table, name)


def _column(work: "Work", table: FromClause, name: str) -> ColumnElement[Any]:
    return table.c[work.schema.object(OBJECT).field(name).column]


def _seconds(begun: ColumnElement[Any], ended: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(extract("epoch", ended - begun), Numeric)


def _spread(amount: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    def at(share: Any) -> ColumnElement[Any]:
        return func.round(cast(func.percentile_cont(share).within_group(amount), Numeric), 2)

    share = bindparam("share", type_=Numeric)
    return [func.count(), func.round(func.avg(amount), 2), at(0.5), at(share)]
