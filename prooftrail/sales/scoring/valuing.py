"""What leads are worth by what is in force: a learned model, or the scorecard."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.learned import store
from prooftrail.platform.learned.store import Model, Value
from prooftrail.sales.scoring.known.asking import present
from prooftrail.sales.scoring.known.gathering import gather
from prooftrail.sales.scoring.rules.card import Line, points, read_card, total
from prooftrail.sales.scoring.rules.features import Values
from prooftrail.sales.scoring.rules.trees import Ensemble, contributions, points_of, read_ensemble, row_of
from prooftrail.sales.scoring.shapes import LEAD

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

KEPT = 16
"""Reasons kept with a score, the weightiest; more than are shown, because not everybody may read all."""


@dataclass(frozen=True)
class Judge:
    """What values leads; `mark` changes whenever it does. `model` is None while the scorecard serves."""

    mark: str
    number: int
    card: Sequence[Line]
    ensemble: Ensemble | None
    model: Model | None

    def value(self, values: Values) -> tuple[float, list[tuple[str, float]]]:
        """The score, 0 to 100, and points by feature, the weightiest first; with a model it is a
        probability in percent."""
        if self.ensemble is None:
            given = points(self.card, values)
            score, pairs = total(given), list(given.items())
        else:
            row = row_of(self.ensemble, values)
            score, added = points_of(self.ensemble, *contributions(self.ensemble, row))
            pairs = list(zip(self.ensemble.features, added, strict=True))
        ranked = sorted(pairs, key=lambda each: (-abs(each[1]), each[0]))
        return score, [(name, round(each, 2)) for name, each in ranked[:KEPT] if abs(each) >= 0.005]


def judge_of(work: "Work") -> Judge:
    """The one in force."""
    model = store.in_force(work, LEAD)
    if model is not None and model.parameters is not None:
        return Judge(f"model:{model.number}", model.number, (), read_ensemble(model.parameters), model)
    said = work.settings.value("scoring.card")
    bands = work.settings.value("scoring.bands")
    digest = sha256(repr((said, bands)).encode()).hexdigest()[:12]
    return Judge(f"card:{digest}", 0, read_card(said), None, None)


def value_leads(work: "Work", judge: Judge, leads: Sequence[UUID]) -> list[Value]:
    """What leads are worth as they stand."""
    found = []
    for id, values in gather(work, present(work, leads)).items():
        score, reasons = judge.value(values)
        known = {name: each for name, each in values.items() if each is not None}
        found.append(Value(id, judge.mark, judge.number, score, reasons, known, work.now))
    return found
