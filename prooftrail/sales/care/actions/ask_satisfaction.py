"""Asking a customer how content he is, after a visit or a delivery: by a person, or as a rule's step."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.care.model import ASKED, SATISFACTION, SOURCE
from prooftrail.sales.care.queries import asked_under, hold_customer, last_asked

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_DAYS = 3_650
WHERE = {"activity": "activity", "order": "order_delivered"}
"""The field of a question that names what it is about."""


class AskSatisfaction(Input):
    """After which: an activity or an order, which is the action's record."""

    object: Literal["activity", "order"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What he is asked about."""

    kind: str
    customer: UUID
    deal: UUID | None
    title: str
    owner: UUID | None
    on: date


@action("ask_satisfaction", "问满意度", "Ask for satisfaction")
def ask_satisfaction(work: "Work", record: UUID | None, given: AskSatisfaction) -> Done:
    """One question an occasion, and none to a customer who was asked lately; the link is made by whoever
    shares it, and one asked for by a rule is announced to the rep."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if record is None:
        raise _faulty(record="required")
    found = _occasion(work, given.object, record)
    mark = f"{given.object}:{record}"
    hold_customer(work, found.customer)
    if (before := asked_under(work, mark)) is not None:
        return Done({"satisfaction": str(before), "again": True, "lately": False})
    gap = timedelta(days=min(work.settings.value("care.gap_days"), MOST_DAYS))
    last = last_asked(work, found.customer)
    if last is not None and work.now - last < gap:
        if work.actor.person is None:
            return Done({"satisfaction": None, "again": False, "lately": True})
        facts: dict[str, Json] = {"asked": last.isoformat(), "until": (last + gap).isoformat()}
        raise Refusal("asked_lately", "conflict", facts=facts)
    days = timedelta(days=min(work.settings.value("care.link_days"), MOST_DAYS))
    values: dict[str, Any] = {
        "title": found.title[:200], "mark": mark, "customer": str(found.customer), "occasion": found.kind,
        "deal": str(found.deal) if found.deal else None, WHERE[given.object]: str(record), "state": ASKED,
        "asked_by": str(work.actor.person) if work.actor.person else None,
        "happened_on": found.on.isoformat(), "asked_at": work.now.isoformat(),
        "expires_at": (work.now + days).isoformat(),
        "owner": str(found.owner) if found.owner else None,
    }  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        change = Change("create", SATISFACTION, uuid7(), values)
        written = work.records.apply([change], loose=True, action="satisfaction.asked")[0]
    if work.actor.person is None and found.owner is not None:
        title = {"zh": f"可以问满意度了：{found.title}", "en": f"Ready to ask how content: {found.title}"}
        text = {
            "zh": "打开这条，点「分享链接」发给客户。",
            "en": "Open this and share the link with the customer.",
        }
        tell(work, [found.owner], title=title, text=text, about=About(SATISFACTION, written.id),
             source=SOURCE, key=f"satisfaction:{written.id}:asked")  # fmt: skip
    return Done({"satisfaction": str(written.id), "again": False, "lately": False}, [written])


def _occasion(work: "Work", object: str, record: UUID) -> Occasion:
    """What there is to ask about, in the caller's sight. Refuses a call, and an order still to come."""
    row = json.loads(work.records.get(object, record))
    customer = _id(row.get("customer"))
    deal = _id(row.get("deal"))
    if customer is None and deal is not None:
        customer = _id(json.loads(work.records.get("deal", deal)).get("customer"))
    if customer is None:
        raise _faulty(customer="required")
    buyer = json.loads(work.records.get("customer", customer))
    name, owner = str(buyer.get("name") or ""), _id(row.get("owner")) or _id(buyer.get("owner"))
    if object == "activity":
        if row.get("type") not in work.settings.value("care.visit_types"):
            raise Refusal("not_to_be_asked", "conflict", facts={"setting": "care.visit_types"})
        title = f"{name} · {row.get('topic') or ''}".rstrip(" ·")
        at = datetime.fromisoformat(row["occurred_at"]) if row.get("occurred_at") else work.now
        return Occasion("visit", customer, deal, title, owner, at.astimezone(work.zone).date())
    if row.get("status") not in work.settings.value("care.order_states"):
        raise Refusal("not_to_be_asked", "conflict", facts={"setting": "care.order_states"})
    title = f"{name} · {row.get('name') or ''}".rstrip(" ·")
    return Occasion("delivery", customer, deal, title, owner, work.today)


def _id(said: Any) -> UUID | None:
    found = said.get("id") if isinstance(said, dict) else said
    return UUID(str(found)) if found else None


def _faulty(**fields: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
