"""Asking another team for something: by whoever is with the customer, or as a rule's step."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.calendar.rules.working import add_working_time
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.platform.workitems.lengths import end_of
from prooftrail.sales.parties import Parties, faulty, id_of, parties
from prooftrail.sales.requests.model import RAISED, REQUEST, Kind
from prooftrail.sales.requests.queries import held, kinds, open_of, raised_under, team_of
from prooftrail.sales.requests.rules.weighing import least_asked
from prooftrail.sales.requests.telling import ask_for
from prooftrail.sales.requests.weeks import keep_weeks, week_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


FURTHEST = timedelta(days=366)
"""Nothing is wanted later than that."""


class RaiseRequest(Input):
    """`kind` as `requests.kinds` has it; for whom by ids, or by `object` and the action's record. What was
    raised for a customer under a `dedupe` key is not raised for him under it again."""

    kind: str = Field(max_length=60)
    id: UUID | None = None
    object: Literal["activity", "deal", "customer"] | None = None
    customer: UUID | None = None
    deal: UUID | None = None
    note: str = Field(default="", max_length=2_000)
    wanted_on: date | None = None
    hours: Decimal | None = Field(default=None, ge=0, le=1_000)
    dedupe: str | None = Field(default=None, max_length=200)


@action("raise_request", "提协同请求", "Raise request")
def raise_request(work: "Work", record: UUID | None, given: RaiseRequest) -> Done:
    """Ask once; the team's person with the fewest open requests has it, with his times by the calendar."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    kind = kinds(work).get(given.kind)
    if kind is None or given.kind not in _known(work):
        raise faulty(kind="bad_value")
    if given.wanted_on is not None and not work.today <= given.wanted_on <= work.today + FURTHEST:
        raise faulty(wanted_on="bad_value")
    about = _parties(work, record, given)
    work.execute(f"select 1 from {work.place.schema}.customer where id = %s for update", [about.customer])
    if given.dedupe and (before := raised_under(work, about.customer, given.dedupe)) is not None:
        return Done({"team_request": str(before), "again": True})
    asker = work.actor.person or about.keeper
    team = team_of(work, kind, asker)
    owner = least_asked(team, open_of(work, team))
    if owner is None:
        raise Refusal("request_without_team", "conflict", facts={"kind": given.kind, "role": kind.role})
    values = _values(work, given, kind, about) | {
        "owner": str(owner),
        "asked_by": str(asker) if asker else None,
    }
    with work.acting(work.actor.with_all_rights()):
        change = Change("create", REQUEST, given.id or uuid7(), values)
        written = work.records.apply([change], loose=True, action="request.raised")[0]
        row = held(work, written.id)
    ask_for(work, row, "respond", row.respond_by)
    keep_weeks(work, [week_of(work, row.due_at)], [each for each in [row.unit] if each])
    said: dict[str, Json] = {"team_request": str(row.id), "owner": str(owner), "again": False}
    said |= {"respond_by": row.respond_by.isoformat(), "due_at": row.due_at.isoformat()}
    return Done(said, [written])


def _known(work: "Work") -> set[str]:
    """The kinds there are words for."""
    choices: list[dict[str, Any]] = work.schema.object(REQUEST).fields["kind"].options["choices"]
    return {each["key"] for each in choices if not each.get("retired")}


def _values(work: "Work", given: RaiseRequest, kind: Kind, about: Parties) -> dict[str, Any]:
    calendar = calendar_of(work)
    respond_by, due_at = (
        add_working_time(calendar, work.now, timedelta(hours=each))
        for each in (kind.respond_hours, kind.due_hours)
    )
    if given.wanted_on is not None:
        due_at = _end_of(work, given.wanted_on)
    labels = {
        each["key"]: each["label"] for each in work.schema.object(REQUEST).fields["kind"].options["choices"]
    }
    return {
        "title": f"{about.deal_called or about.called} · {labels[given.kind][work.locale]}"[:200],
        "kind": given.kind, "state": RAISED,
        "customer": str(about.customer), "deal": str(about.deal) if about.deal else None,
        "note": given.note.strip() or None, "hours": str(kind.hours if given.hours is None else given.hours),
        "wanted_on": given.wanted_on.isoformat() if given.wanted_on else None,
        "raised_at": work.now.isoformat(), "respond_by": respond_by.isoformat(), "due_at": due_at.isoformat(),
        "reopened": 0, "overdue": False, "dedupe": given.dedupe or None,
        "cause": work.actor.reason[:120] if work.actor.reason else None,
    }  # fmt: skip


def _end_of(work: "Work", day: date) -> datetime:
    """The end of a day's hours, or of the next one that is worked."""
    before = datetime.combine(day - timedelta(days=1), datetime.min.time(), work.zone)
    return max(end_of(before, {"days": 1, "in": "working"}, calendar_of(work)), work.now)


def _parties(work: "Work", record: UUID | None, given: RaiseRequest) -> Parties:
    customer, deal = given.customer, given.deal
    if given.object == "customer":
        customer = customer or record
    elif given.object == "activity" and record is not None:
        row = json.loads(work.records.get("activity", record))
        customer, deal = customer or id_of(row.get("customer")), deal or id_of(row.get("deal"))
    else:
        deal = deal or record
    return parties(work, customer, deal)
