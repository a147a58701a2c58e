"""Learning from closed cases, in a process of its own: no database, no clock, only what it is handed."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import mean
from typing import Any

from prooftrail.sales.scoring.rules.columns import Kind, kind_of
from prooftrail.sales.scoring.rules.drifting import said, shape_of
from prooftrail.sales.scoring.rules.features import Value
from prooftrail.sales.scoring.rules.figures import BINS
from prooftrail.sales.scoring.rules.leaking import leaking
from prooftrail.sales.scoring.rules.trees import contributions, points_of, read_ensemble, row_of

SAMPLE = 2_000
"""Cases the features' weights are measured on."""
SEED = 0
DIGITS = 4


@dataclass(frozen=True)
class Cases:
    """Closed cases in the order they came in: values by feature, which are choices, how they ended, when they
    came in as texts; no times where their order is not known."""

    columns: Mapping[str, Sequence[Value]]
    choices: frozenset[str]
    truth: Sequence[bool]
    times: Sequence[str] | None


def learn_apart(cases: Cases) -> dict[str, Any]:
    """`learn` in a process that ends with it: its packages' memory goes with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(learn, cases).result()


def learn(cases: Cases) -> dict[str, Any]:
    """`{"figures": {…}, "parameters": {…} | None}`; no parameters where there is nothing to learn."""
    from prooftrail.sales.scoring.evaluating import tried

    texts = {name: [_text(each) for each in values] for name, values in cases.columns.items()}
    held = {name: kind_of(values) for name, values in texts.items()}
    kinds = {name: Kind.CHOICE if name in cases.choices else Kind.NUMBER for name in texts}
    blank = [name for name in texts if held[name] is Kind.BLANK]
    known = {name: texts[name] for name in sorted(texts, key=lambda each: each not in cases.choices)
             if name not in blank}  # fmt: skip
    leaks = leaking(known, kinds, cases.truth)
    used = {name: values for name, values in known.items() if name not in leaks}
    good = sum(cases.truth)
    figures: dict[str, Any] = {
        "rows": len(cases.truth), "won": good, "lost": len(cases.truth) - good,
        "split": "stratified" if cases.times is None else "time",
        "leaking": leaks, "blank": blank, "features": list(used), "signal": False,
    }  # fmt: skip
    if not used:
        return {"figures": figures, "parameters": None}
    found, seen = tried(used, kinds, cases.truth, cases.times, SEED)
    figures |= found | {"reliability": reliability(seen), "tried_on": len(seen)}
    if not found["signal"]:
        return {"figures": figures, "parameters": None}
    parameters = _parameters(cases, used, kinds)
    figures["weights"] = _weights(cases, parameters)
    parameters["shapes"] = {
        name: said(shape_of(cases.columns[name], choice=name in cases.choices)) for name in used
    }
    parameters["spread"] = said(shape_of([100 * promised for _, promised in seen], choice=False))
    return {"figures": figures, "parameters": parameters}


def reliability(seen: Sequence[tuple[bool, float]]) -> list[dict[str, float]]:
    """Of each tenth of what was promised: `{"promised","came","cases"}` in percent; empty ones left out."""
    bins: list[list[tuple[bool, float]]] = [[] for _ in range(BINS)]
    for came, promised in seen:
        bins[min(BINS - 1, int(promised * BINS))].append((came, promised))
    return [
        {"promised": round(100 * mean(each for _, each in found), 1),
         "came": round(100 * mean(came for came, _ in found), 1), "cases": len(found)}
        for found in bins if found
    ]  # fmt: skip


def _parameters(cases: Cases, used: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> dict[str, Any]:
    import numpy as np

    from prooftrail.sales.scoring.model import cases_of, codes_of, learned

    codes = {name: codes_of(used[name]) for name in used if kinds[name] is Kind.CHOICE}
    made = learned(cases_of(used, kinds), np.array(cases.truth), SEED)
    return {"features": list(used), "codes": codes, **made}


def _weights(cases: Cases, parameters: Mapping[str, Any]) -> dict[str, float]:
    """By feature, how many points it moves a case on average, up or down."""
    model = read_ensemble(parameters)
    step = max(1, len(cases.truth) // SAMPLE)
    sums = [0.0] * len(model.features)
    count = 0
    for at in range(0, len(cases.truth), step):
        values = {name: cases.columns[name][at] for name in model.features}
        _, points = points_of(model, *contributions(model, row_of(model, values)))
        sums = [before + abs(each) for before, each in zip(sums, points, strict=True)]
        count += 1
    return {name: round(each / count, DIGITS) for name, each in zip(model.features, sums, strict=True)}


def _text(value: Value) -> str:
    return "" if value is None else str(value)
