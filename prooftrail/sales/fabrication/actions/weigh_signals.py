"""What the verdicts say of each signal, and the thresholds they speak for."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.values import Json
from prooftrail.sales.fabrication.rules.verdicts import Verdict, standing

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

THRESHOLDS = "fabrication.thresholds"


class WeighSignals(Input):
    """Nothing is asked."""


@action("weigh_signals", "衡量各迹象", "Weigh signals", permission="schema:design")
def weigh_signals(work: "Work", record: UUID | None, given: WeighSignals) -> Done:
    """Precision per signal, and the change of the setting it speaks for: a person applies it, or not."""
    thresholds: dict[str, int] = work.settings.value(THRESHOLDS)
    rows = work.execute(
        f"select kind, score, state from {work.place.schema}.suspicion "
        "where state in ('upheld', 'dismissed') and deleted_at is null order by judged_at desc limit 5000"
    ).fetchall()
    signals: list[Json] = []
    proposed = dict(thresholds)
    for kind, threshold in thresholds.items():
        verdicts = [Verdict(float(score), state == "upheld") for name, score, state in rows if name == kind]
        found = standing(
            verdicts, threshold / 100, wanted=work.settings.value("fabrication.wanted_precision") / 100,
            fewest=work.settings.value("fabrication.fewest_verdicts"),
        )  # fmt: skip
        proposed[kind] = threshold if found.proposed is None else round(found.proposed * 100)
        signals.append({
            "kind": kind, "judged": found.judged, "upheld": found.upheld, "precision": _text(found.precision),
            "threshold": _text(threshold / 100), "proposed": _text(found.proposed),
        })  # fmt: skip
    value: Any = proposed
    proposal: Json = {"key": THRESHOLDS, "value": value} if proposed != thresholds else None
    return Done({"signals": signals, "proposal": proposal})


def _text(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"
