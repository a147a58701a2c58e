"""The funnel as what was won went through it: cycle, dwell, actions, and the limits that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from prooftrail.platform.processes.store import Node, Process
from prooftrail.platform.values import Json
from prooftrail.sales.funnel.queries import ACTIONS, DEAL, Span, Spread, actions, cycles, stays
from prooftrail.sales.funnel.rules.proposing import limit_for

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WON, LOST = "won", "lost"
PERCENT = Decimal(100)


@dataclass(frozen=True)
class Model:
    """What was mined of one process. `least` is how many won it takes to propose anything."""

    process: Process
    since: date
    until: date
    cycle: Spread | None
    dwell: dict[str, Spread]
    least: int
    share: Decimal
    lost: int

    @property
    def won(self) -> int:
        """How many were won."""
        return self.cycle.times if self.cycle else 0

    @property
    def enough(self) -> bool:
        """Whether a limit may be read off it."""
        return self.won >= self.least

    def limit(self, node: Node) -> int | None:
        """The days proposed for a node; None where nothing is known, or nothing waits there."""
        stay = self.dwell.get(node.key)
        return limit_for(stay.long) if self.enough and stay is not None and node.end is None else None


def mine(work: "Work", process: Process, since: date | None, until: date | None) -> Model:
    """Mine a process from one company date to another, both included; the last months where none is said."""
    last = until or work.today
    first = since or last - timedelta(days=round(work.settings.value("funnel.months") * 365 / 12))
    share = Decimal(work.settings.value("funnel.long_percent")) / PERCENT
    span = _span(work, process, first, last, share)
    lost = cycles(work, span, LOST)
    return Model(
        process, first, last, cycles(work, span, WON), stays(work, span, WON),
        work.settings.value("funnel.least_won"), share, lost.times if lost else 0,
    )  # fmt: skip


def _span(work: "Work", process: Process, first: date, last: date, share: Decimal) -> Span:
    begin, end = (datetime.combine(each, time(), work.zone) for each in (first, last + timedelta(days=1)))
    return Span(process.key, begin, end, share)


def show(work: "Work", model: Model) -> dict[str, Json]:
    """The model for people; hours and days as decimals in text, `touches` those of a record on average."""
    nodes: list[Json] = [_node(model, each) for each in model.process.nodes if each.end is None]
    cycle = model.cycle
    return {
        "process": model.process.key, "object": model.process.object, "from": model.since.isoformat(),
        "until": model.until.isoformat(), "won": model.won, "lost": model.lost, "least": model.least,
        "enough": model.enough, "long_percent": int(model.share * PERCENT),
        "cycle": None if cycle is None else {
            "mean_days": str(cycle.mean), "median_days": str(cycle.median), "long_days": str(cycle.long),
        },
        "nodes": nodes, "touches": _touches(work, model),
    }  # fmt: skip


def _node(model: Model, node: Node) -> dict[str, Json]:
    stay = model.dwell.get(node.key)
    figures: dict[str, Json] = {
        "times": stay.times if stay else 0, "mean_hours": str(stay.mean) if stay else None,
        "median_hours": str(stay.median) if stay else None, "long_hours": str(stay.long) if stay else None,
    }  # fmt: skip
    return {"key": node.key, "label": node.label.json(), "limit_days": node.limit_days, **figures,
            "proposed_days": model.limit(node)}  # fmt: skip


def _touches(work: "Work", model: Model) -> list[Json]:
    """Actions by type, what sets the won most apart from the lost first; none where it is not about deals."""
    if model.process.object != DEAL or ACTIONS not in work.schema.objects:
        return []
    span = _span(work, model.process, model.since, model.until, model.share)
    won, lost = actions(work, span, WON), actions(work, span, LOST)
    labels = {each["key"]: each["label"] for each in _choices(work)}
    found = [
        (kind, _mean(won.get(kind, 0), model.won), _mean(lost.get(kind, 0), model.lost))
        for kind in {*won, *lost}
    ]
    found.sort(key=lambda each: (-((each[1] or 0) - (each[2] or 0)), each[0]))
    return [
        {"type": kind, "label": labels.get(kind), "won": _text(more), "lost": _text(less)}
        for kind, more, less in found
    ]


def _choices(work: "Work") -> Sequence[dict[str, Json]]:
    found: Sequence[dict[str, Json]] = work.schema.object(ACTIONS).field("type").options["choices"]
    return found


def _mean(times: int, records: int) -> Decimal | None:
    return round(Decimal(times) / records, 2) if records else None


def _text(mean: Decimal | None) -> str | None:
    return None if mean is None else str(mean)
