"""Logging what was done, with the evidence that shows it, in one transaction."""

import json
from typing import Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.processes.telling import Telling
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work

MOST_MS, MOST_FIELDS = 3_600_000, 50
"""An hour and more is a form that was left lying."""


class EvidenceInput(Input):
    """One piece of evidence; time and place come from the file unless they are said here."""

    kind: str
    slot: str | None = None
    file: UUID | None = None
    captured_at: str | None = None
    place: dict[str, Any] | None = None


class LogActivity(Input):
    """The activity's fields as the API writes them, and its evidence.

    How long it took from the opening tap, and how its fields were filled, is what the phone says.
    """

    id: UUID | None = None
    type: str
    customer: Any = None
    deal: Any = None
    contact: Any = None
    topic: str | None = None
    objection: str | None = None
    script: Any = None
    next_step: str | None = None
    next_on: str | None = None
    decision_maker: str | None = None
    corrects: Any = None
    occurred_at: str | None = None
    place: dict[str, Any] | None = None
    tap_to_saved_ms: int | None = Field(default=None, ge=0, le=MOST_MS)
    fields_spoken: int | None = Field(default=None, ge=0, le=MOST_FIELDS)
    fields_typed: int | None = Field(default=None, ge=0, le=MOST_FIELDS)
    evidence: list[EvidenceInput] = Field(default_factory=list)


@action("log_activity", "记动作", "Log activity")
def log_activity(work: Work, record: UUID | None, given: LogActivity) -> Done:
    """Write an activity and its evidence; the evidence may open the deal's next stage at once."""
    fields = given.model_dump(exclude={"id", "evidence"}, exclude_none=True)
    if given.deal is not None and given.customer is None:
        fields["customer"] = _customer_of(work, given.deal)
    activity = work.records.apply([Change("create", "activity", given.id, fields)])[0]
    deal = activity.after["deal"]
    about = {"object": "deal", "id": str(deal)} if deal else {"object": "activity", "id": str(activity.id)}
    if given.evidence and not deal:
        raise Refusal("invalid_fields", "invalid", facts={"object": "activity"}, fields={"deal": "required"})
    shown, moved = _prove(work, deal, [_evidence(each, about, activity.id) for each in given.evidence])
    evidence: list[Json] = [
        {
            "id": str(each.id),
            "kind": each.after["kind"],
            "state": each.after["state"],
            "why": _why(work, each.event),
        }
        for each in shown
    ]
    said: dict[str, Json] = {"late": activity.after["late"], "flags": activity.after["flags"] or []}
    result = {"activity": str(activity.id), "evidence": evidence, "advanced": moved, **said}
    return Done(result, [activity, *shown])


def _prove(work: Work, deal: UUID | None, evidence: list[Change]) -> tuple[list[Written], Json]:
    """What was shown, and how far that moved the deal; an entry without evidence moves nothing."""
    if not evidence:
        return [], None
    before = _said(work, deal, "stage")
    shown = work.records.apply(evidence)
    after = _said(work, deal, "stage")
    return shown, {"record": str(deal), "from": before, "to": after} if after != before else None


def _evidence(given: EvidenceInput, about: dict[str, Any], activity: UUID) -> Change:
    values = given.model_dump(exclude_none=True) | {
        "about": about,
        "via": {"object": "activity", "id": str(activity)},
    }
    return Change("create", "evidence", None, values)


def _customer_of(work: Work, deal: Any) -> Any:
    found = deal.get("id") if isinstance(deal, dict) else deal
    try:
        return _said(work, UUID(str(found)), "customer")
    except ValueError:
        return None


def _said(work: Work, deal: UUID | None, field: str) -> Any:
    """One field of the deal, or None where the caller sees none: what is written next says why."""
    try:
        return json.loads(work.records.get("deal", deal, field))[field] if deal else None
    except Refusal:
        return None


def _why(work: Work, event: UUID | None) -> Json:
    row = work.execute(f"select because from {work.events.table} where id = %s", [event]).fetchone()
    return Telling(work).reasons((row[0] or {}).get("why", []) if row else ())
