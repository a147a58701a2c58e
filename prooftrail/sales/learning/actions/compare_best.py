"""What sets the best apart: read, never written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.values import Json
from prooftrail.sales.learning.comparing import (
    Behaviour,
    Ranking,
    behaviours,
    cases,
    places_of,
    ranking,
    window_of,
)
from prooftrail.sales.learning.rules.differing import Difference, adjusted, differ, median, verdict

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SEED = 20
"""Of the choices that differences are compared with: the same people get the same answer."""


class CompareBest(Input):
    """Company dates, both included; `measure` is a metric that can be divided by person. What is left out
    is taken from the settings."""

    since: date | None = None
    until: date | None = None
    measure: str | None = Field(default=None, max_length=80)


@action("compare_best", "看前列差在哪", "Compare with the best")
def compare_best(work: "Work", record: UUID | None, given: CompareBest) -> Done:
    """People by what they achieved, and every behaviour of the best beside the others'."""
    window = window_of(work, given.since, given.until)
    percent = work.settings.value("learning.best_percent")
    least = work.settings.value("learning.least_cases")
    key = given.measure or work.settings.value("learning.measure")
    ranked = ranking(work, key, window, percent, least)
    enough = len(ranked.placed) >= work.settings.value("learning.least_people")
    found = behaviours(work, window)
    people = sorted({*ranked.rows, *(who for each in found for who in each.rows)})
    places = places_of(work, people)
    of = ranked.metric.of
    rows: list[Json] = [_person(ranked, who, places, least) for who in _ordered(ranked)]
    return Done({
        "from": window.first.isoformat(), "until": window.last.isoformat(), "percent": percent,
        "measure": {"key": of.key, "label": of.label.model_dump(), "unit": of.unit},
        "enough": enough, "placed": len(ranked.placed), "least_cases": least,
        "least_people": work.settings.value("learning.least_people"), "people": rows,
        "behaviours": _behaviours(work, ranked, found, places, least, enough=enough),
    })  # fmt: skip


def _ordered(ranked: Ranking) -> list[str]:
    """Those with a place in their order, then the others."""
    return [*ranked.placed, *sorted(set(ranked.rows) - set(ranked.placed))]


def _person(ranked: Ranking, who: str, places: dict[str, Any], least: int) -> Json:
    row = ranked.rows[who]
    return {
        "id": who, "label": row["group"]["owner"]["label"], "value": row["value"], "cases": cases(row),
        "best": who in ranked.best, "placed": cases(row) >= least, "records": row["records"],
        "arithmetic": row["arithmetic"], "terms": row["terms"],
        **places.get(who, {"team": None, "region": None}),
    }  # fmt: skip


def _behaviours(
    work: "Work", ranked: Ranking, found: Sequence[Behaviour], places: dict[str, Any], least: int, *,
    enough: bool,
) -> list[Json]:  # fmt: skip
    """Only people with a place are compared: of the others nobody knows whether they are good."""
    values = [_of(each.values(least), ranked.placed) for each in found]
    told = [differ(each, ranked.best, Random(SEED)) for each in values]
    chances = adjusted([each.chance if enough else None for each in told])
    within = float(work.settings.value("learning.chance_percent")) / 100
    said = [
        _said(each, difference, chance, verdict(chance, within), places, least)
        for each, difference, chance in zip(found, told, chances, strict=True)
    ]
    order = {"clear": 0, "unclear": 1, "few": 2}
    ranks = sorted(range(len(said)), key=lambda at: (order[said[at]["verdict"]], chances[at] or 1, at))
    return [said[at] for at in ranks]


def _said(
    each: Behaviour, difference: Difference, chance: float | None, what: str, places: dict[str, Any],
    least: int,
) -> dict[str, Any]:  # fmt: skip
    return {
        "key": each.key, "label": each.label, "about": each.about, "unit": each.unit,
        "direction": each.direction, "kept": each.kept, "offered": each.offered, "terms": list(each.terms),
        "best": _side(difference.best, difference.best_people),
        "rest": _side(difference.rest, difference.rest_people),
        "ratio": None if difference.ratio is None else str(difference.ratio),
        "chance": None if chance is None else f"{chance:.4f}", "verdict": what,
        "teams": _medians(each, places, "team", least), "regions": _medians(each, places, "region", least),
        "rows": [{**row, "cases": cases(row), "enough": cases(row) >= least} for row in each.rows.values()],
    }  # fmt: skip


def _side(mean: Decimal | None, people: int) -> Json:
    return {"mean": None if mean is None else str(round(mean, 2)), "people": people}


def _medians(each: Behaviour, places: dict[str, Any], of: str, least: int) -> list[Json]:
    """The median of the people of each team or region who have enough cases."""
    groups: dict[str, list[Decimal]] = {}
    labels: dict[str, str] = {}
    for who, value in each.values(least).items():
        if at := places.get(who, {}).get(of):
            groups.setdefault(at["id"], []).append(value)
            labels[at["id"]] = at["label"]
    rows: list[Json] = [
        {"id": id, "label": labels[id], "people": len(values), "median": str(round(middle, 2))}
        for id, values in groups.items()
        if (middle := median(values)) is not None
    ]
    return rows


def _of(values: dict[str, Decimal], people: Sequence[str]) -> dict[str, Decimal]:
    return {who: values[who] for who in people if who in values}
