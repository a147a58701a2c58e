"""A pack read off what the best did on the deals they won. Nobody's name goes into it."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.learning.actions.save_pack import create_pack
from prooftrail.sales.learning.comparing import ranking, window_of
from prooftrail.sales.learning.packs import MOST_STEPS, Step
from prooftrail.sales.learning.paths import met_on_the_way
from prooftrail.sales.learning.rules.distilling import usual_path
from prooftrail.sales.learning.scripts import most_used

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class DistilPack(Input):
    """Company dates, both included; won deals of one product, or of all."""

    title: str = Field(min_length=1, max_length=200)
    since: date | None = None
    until: date | None = None
    measure: str | None = Field(default=None, max_length=80)
    product: UUID | None = None


@action("distil_pack", "提炼动作包", "Distil an action pack")
def distil_pack(work: "Work", record: UUID | None, given: DistilPack) -> Done:
    """Make a draft of the steps most of the best's won deals have. Refuses where there are too few."""
    window, settings = window_of(work, given.since, given.until), work.settings
    ranked = ranking(
        work, given.measure or settings.value("learning.measure"), window,
        settings.value("learning.best_percent"), settings.value("learning.least_cases"),
    )  # fmt: skip
    best = [UUID(each) for each in ranked.best]
    deals, met = met_on_the_way(work, window.span(work), best, given.product)
    least = settings.value("learning.least_won")
    if len(ranked.placed) < settings.value("learning.least_people") or deals < least:
        facts: dict[str, Json] = {
            "people": len(ranked.placed), "least_people": settings.value("learning.least_people"),
            "won": deals, "least": least,
        }  # fmt: skip
        raise Refusal("pack_too_few", "conflict", facts=facts)
    path = usual_path(met, deals, settings.value("learning.step_percent"), MOST_STEPS)
    says: dict[str, Any] = settings.value("playbook.actions")
    scripts = most_used(work, window.span(work), best)
    steps = [
        Step(
            type=each.type, say=says.get(each.type, {}).get("script", {}).get(work.locale, ""),
            script=scripts.get(each.type), after_days=each.after_days, support=each.support,
            evidence=says.get(each.type, {}).get("evidence", []),
        )
        for each in path
    ]  # fmt: skip
    source = {
        "from": window.first.isoformat(), "until": window.last.isoformat(), "won": deals,
        "best": len(best), "people": len(ranked.placed), "measure": ranked.metric.of.label.model_dump(),
    }  # fmt: skip
    return create_pack(work, given.title, steps, json.dumps(source, ensure_ascii=False), given.product)
