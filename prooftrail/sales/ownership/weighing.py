"""Claiming asked of the rules: for one customer or a page of them, with refusals as people read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.regions import divisions
from prooftrail.sales.ownership.model import CUSTOMER, PROFILE
from prooftrail.sales.ownership.queries import claimant, terms, wanted
from prooftrail.sales.ownership.rules.claiming import Objection, objections

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CODES = (
    "claim_level", "claim_region", "claim_skill", "claim_held_full", "claim_day_full", "claim_week_full",
    "claim_cooling",
)  # fmt: skip
"""Everything that may stand against a claim."""


def against(work: "Work", person: UUID, rows: Sequence[Mapping[str, Any]]) -> list[list[Refusal]]:
    """What stands against somebody's claiming each of the customers, each with its remedy."""
    who, asked = claimant(work, person), terms(work)
    return [
        [_refusal(work, said) for said in objections(who, each, asked, work.now)]
        for each in wanted(work, person, rows)
    ]


def _refusal(work: "Work", said: Objection) -> Refusal:
    facts: dict[str, Any] = dict(said.facts)
    if "grade" in facts:
        facts["grade"] = _label(work, CUSTOMER, "grade", facts["grade"])
    if "region" in facts:
        facts["region"] = _place(facts["region"])
        facts["yours"] = [_place(each) for each in facts["yours"]]
    if "skill" in facts:
        facts["skill"] = _label(work, PROFILE, "skills", facts["skill"])
        facts["yours"] = [_label(work, PROFILE, "skills", each) for each in facts["yours"]]
    if isinstance(facts.get("until"), datetime):
        facts["until"] = facts["until"].astimezone(work.zone).strftime("%Y-%m-%d %H:%M")
    if said.code in ("claim_day_full", "claim_week_full"):
        days = 1 if said.code == "claim_day_full" else 7 - work.today.weekday()
        opens = datetime.combine(work.today + timedelta(days=days), time(), work.zone)
        facts["until"] = opens.strftime("%Y-%m-%d %H:%M")
    return Refusal(said.code, "conflict", facts=facts)


def _label(work: "Work", object: str, field: str, key: Any) -> Any:
    for each in work.schema.object(object).fields[field].options.get("choices") or ():
        if each["key"] == key:
            return each["label"]
    return key


def _place(code: Any) -> Any:
    """A division by name; a beginning of a code by the name of what it begins."""
    if not code:
        return None
    found = divisions().get(str(code).ljust(6, "0"))
    return found.json() if found else str(code)
