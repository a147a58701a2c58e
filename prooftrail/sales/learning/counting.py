"""Behaviours no metric tells, counted for everybody at once, of what the caller may see."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import Date, DateTime, Numeric, and_, bindparam, cast, extract, func, select

from prooftrail.platform.access.scope import visible
from prooftrail.platform.records.finding import run_shape

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DAY = 86_400
BEGIN, END = (bindparam(name, type_=DateTime(timezone=True)) for name in ("since", "until"))


class Span(NamedTuple):
    """From one moment to another, without the latter."""

    since: datetime
    until: datetime


class Counted(NamedTuple):
    """One person's mean days, and of how many cases."""

    person: UUID
    days: Decimal
    cases: int


def first_demos(work: "Work", span: Span) -> list[Counted]:
    """Days from a deal's opening to its first demo, by the deal's owner."""

    def build() -> Any:
        act, kind, deal, at = _acts(work)
        object = work.schema.object("deal")
        of = object.table.alias()
        first = (
            select(deal.label("deal"), func.min(at).label("at"))
            .where(kind == "demo", act.c.deleted_at.is_(None), _seen(work, "activity", act))
            .group_by(deal)
            .having(func.min(at) >= BEGIN, func.min(at) < END)
            .subquery("first")
        )
        opened = of.c[object.field("opened_on").column]
        zone: Any = bindparam("zone")
        days = cast(cast(func.timezone(zone, first.c.at), Date) - opened, Numeric)
        return (
            select(of.c.owner, func.round(func.avg(days), 2), func.count())
            .select_from(of.join(first, first.c.deal == of.c.id))
            .where(of.c.deleted_at.is_(None), of.c.owner.is_not(None), days >= 0, _seen(work, "deal", of))
            .group_by(of.c.owner)
        )

    return _counted(work, "first demos", build, span, zone=str(work.zone))


def action_gaps(work: "Work", span: Span) -> list[Counted]:
    """Days between an action and the one before it on the same deal, by who did it."""

    def build() -> Any:
        act, _, deal, at = _acts(work)
        before = func.lag(at).over(partition_by=deal, order_by=(at, act.c.id))
        each = (
            select(act.c.owner.label("owner"), at.label("at"), before.label("before"))
            .where(and_(deal.is_not(None), act.c.deleted_at.is_(None), at < END))
            .where(at >= BEGIN, _seen(work, "activity", act))
            .subquery("each")
        )
        days = cast(extract("epoch", each.c.at - each.c.before), Numeric) / DAY
        return (
            select(each.c.owner, func.round(func.avg(days), 2), func.count())
            .where(each.c.before.is_not(None), each.c.owner.is_not(None))
            .group_by(each.c.owner)
        )

    return _counted(work, "action gaps", build, span)


def _acts(work: "Work") -> tuple[Any, Any, Any, Any]:
    object = work.schema.object("activity")
    table = object.table.alias()
    kind, deal, at = (table.c[object.field(name).column] for name in ("type", "deal", "occurred_at"))
    return table, kind, deal, at


def _seen(work: "Work", name: str, table: Any) -> Any:
    return visible(work.schema, work.access, "read", work.schema.object(name), table)


def _counted(
    work: "Work", what: str, build: Callable[[], Any], span: Span, **more: Any
) -> list[Counted]:  # fmt: skip
    shape = ("learning", what, work.access.shape)
    return [Counted(*row) for row in run_shape(work, shape, build, {**span._asdict(), **more})]
