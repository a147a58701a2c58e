"""Parameters of a learned model: they say what the packages say, and every point is some feature's."""

import random
from functools import cache
from typing import Any

import pytest

from prooftrail.sales.scoring.learning import Cases, learn
from prooftrail.sales.scoring.rules.trees import contributions, points_of, probability, read_ensemble, row_of

ROWS = 480
SPARSE = 6
"""Only the last few cases know it: there are parts in which nobody does."""


@cache
def cases() -> Cases:
    dice = random.Random(1)
    source = [dice.choice(["web", "referral", None, "fair"]) for _ in range(ROWS)]
    worth = [dice.choice([None, float(dice.randint(1, 99))]) for _ in range(ROWS)]
    late = [float(dice.randint(1, 5)) if at >= ROWS - SPARSE else None for at in range(ROWS)]
    truth = [
        dice.random() < 0.1 + 0.5 * (one == "referral") + 0.3 * ((two or 0) > 60)
        for one, two in zip(source, worth, strict=True)
    ]
    same = [1.0] * ROWS
    told = [dice.random() if won else -dice.random() for won in truth]
    times = [f"2026-{1 + at * 12 // ROWS:02}-01T00:00:00+00:00" for at in range(ROWS)]
    columns: dict[str, Any] = {"worth": worth, "source": source, "late": late, "same": same, "told": told}
    return Cases(columns, frozenset({"source"}), truth, times)


@cache
def found() -> dict[str, Any]:
    return learn(cases())


def test_what_tells_the_end_and_what_is_always_the_same_is_left_out() -> None:
    figures = found()["figures"]
    assert figures["leaking"] == {"told": "tells"} and figures["blank"] == ["same"]
    assert figures["signal"] is True and figures["split"] == "time" and figures["lift_30"] > 1.4
    assert sum(each["cases"] for each in figures["reliability"]) == figures["tried_on"]


def test_plain_sums_say_what_the_packages_say() -> None:
    import numpy as np

    from prooftrail.sales.scoring.model import _known, _made, cases_of
    from prooftrail.sales.scoring.rules.columns import Kind

    parameters, given = found()["parameters"], cases()
    model = read_ensemble(parameters)
    texts = {name: ["" if each is None else str(each) for each in given.columns[name]]
             for name in model.features}  # fmt: skip
    kinds = {name: Kind.CHOICE if name in given.choices else Kind.NUMBER for name in texts}
    table, truth = cases_of(texts, kinds), np.array(given.truth)
    fitted = _made(table, ROWS, 0)
    fitted.fit(_known(table.values, truth), truth)
    expected = fitted.predict_proba(_known(table.values, truth))[:, 1]
    for at in range(ROWS):
        values = {name: given.columns[name][at] for name in model.features}
        start, added = contributions(model, row_of(model, values))
        said, points = points_of(model, start, added)
        assert said == pytest.approx(100 * float(expected[at]))
        assert 100 * probability(model, start) + sum(points) == pytest.approx(said)


def test_a_choice_nobody_has_met_and_nothing_known_still_have_a_score() -> None:
    model = read_ensemble(found()["parameters"])
    for values in ({}, {"source": "moon", "worth": 5.0}):
        said, _ = points_of(model, *contributions(model, row_of(model, values)))
        assert 0 < said < 100
