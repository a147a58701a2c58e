"""The library of objections: what is said against it, what was answered, and what became of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Interval, String, Uuid, bindparam, exists, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import visible
from prooftrail.platform.records.finding import run_shape
from prooftrail.sales.learning.counting import BEGIN, END, Span
from prooftrail.sales.learning.paths import ends_of, records

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class Used(NamedTuple):
    """How often a script was used in the span; of those whose outcome is known, how often the deal's stage
    went on within the days."""

    script: UUID
    uses: int
    known: int
    advanced: int


def uses(work: "Work", span: Span, days: int) -> list[Used]:
    """Of every script with a use in the caller's sight. The outcome of a use is known once the days are
    over or the stage went on; a use without a deal has none."""

    def build() -> Any:
        act = records(work, "activity")
        script, deal, at = (act.of[name] for name in ("script", "deal", "occurred_at"))
        until = at + bindparam("within", type_=Interval)
        went_on = _went_on(work, deal, at, until, act.table)
        past = until <= bindparam("now", type_=DateTime(timezone=True))
        over = went_on | (past & ~_untold(work, deal, until, act.table))
        each = (
            select(script.label("script"), went_on.label("went_on"), over.label("over"), deal.label("deal"))
            .where(script.is_not(None), act.table.c.deleted_at.is_(None), at >= BEGIN, at < END,
                   _seen(work, "activity", act.table))
            .subquery("each")
        )  # fmt: skip
        known = each.c.deal.is_not(None) & each.c.over
        return select(
            each.c.script, func.count(), func.count().filter(known),
            func.count().filter(known & each.c.went_on),
        ).group_by(each.c.script)  # fmt: skip

    bound = {**span._asdict(), "within": timedelta(days=days), "now": work.now,
             "lost": ends_of(work)["lost"]}  # fmt: skip
    return [
        Used(*row) for row in run_shape(work, ("learning", "uses", work.access.shape), build, bound)
    ]  # fmt: skip


def _went_on(work: "Work", deal: Any, at: Any, until: Any, act: Any) -> Any:
    """Whether the deal left a stage for the next one meanwhile. The move to where it stands now counts, too,
    where it is older than stays are kept."""
    stay, other, of = records(work, "stay"), records(work, "stay"), records(work, "deal")
    moved = exists(
        select(1)
        .where(stay.of["about"] == deal, stay.table.c.deleted_at.is_(None),
               or_(stay.of["outcome"] == "forward", stay.of["outcome"] == "won"), stay.of["left_at"] > at,
               stay.of["left_at"] <= until)
        .correlate(act)
    )  # fmt: skip
    since = of.table.c.stage_since
    told = exists(
        select(1).where(other.of["about"] == of.table.c.id, other.of["left_at"] == since).correlate(of.table)
    )
    lost = bindparam("lost", type_=ARRAY(String)).any_()
    stands = exists(
        select(1)
        .where(of.table.c.id == deal, since > at, since <= until, ~told, ~(of.table.c.stage == lost))
        .correlate(act)
    )
    return moved | stands


def _untold(work: "Work", deal: Any, until: Any, act: Any) -> Any:
    """Whether the deal moved since, and nobody kept how it got there: then the outcome is not known."""
    stay, of = records(work, "stay"), records(work, "deal")
    kept = exists(select(1).where(stay.of["about"] == of.table.c.id).correlate(of.table))
    return exists(
        select(1).where(of.table.c.id == deal, of.table.c.stage_since > until, ~kept).correlate(act)
    )


def most_used(work: "Work", span: Span, owners: Sequence[UUID]) -> dict[str, UUID]:
    """By type of action, the script in force somebody of them used most often in the span."""

    def build() -> Any:
        act, script = records(work, "activity"), records(work, "script")
        many = func.count()
        return (
            select(act.of["type"], act.of["script"], many)
            .select_from(act.table.join(script.table, script.table.c.id == act.of["script"]))
            .where(act.of["occurred_at"] >= BEGIN, act.of["occurred_at"] < END,
                   act.table.c.deleted_at.is_(None), script.table.c.deleted_at.is_(None),
                   script.of["state"] == "in_force",
                   act.table.c.owner == bindparam("among", type_=ARRAY(Uuid)).any_(),
                   _seen(work, "activity", act.table))
            .group_by(act.of["type"], act.of["script"])
            .order_by(many, act.of["script"])
        )  # fmt: skip

    bound = {**span._asdict(), "among": list(owners)}
    rows = run_shape(work, ("learning", "most used", work.access.shape), build, bound)
    return {kind: script for kind, script, _ in rows}


def _seen(work: "Work", name: str, table: Any) -> Any:
    return visible(work.schema, work.access, "read", work.schema.object(name), table)
