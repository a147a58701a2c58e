"""Asking a customer how content he is, after a visit or a delivery: by a person, or as a rule's step."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.care.mailing import address_of, mail
from prooftrail.sales.care.model import ASKED, SATISFACTION, SOURCE
from prooftrail.sales.care.occasions import Occasion, occasion_of
from prooftrail.sales.care.queries import asked_under, hold_customer, last_asked
from prooftrail.sales.parties import faulty

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_DAYS = 3_650
WHERE = {"activity": "activity", "order": "order_delivered"}
"""The field of a question that names what it is about."""


class AskSatisfaction(Input):
    """After which: an activity or an order, which is the action's record; of a customer, after the last of
    either."""

    object: Literal["activity", "order", "customer"]


@action("ask_satisfaction", "问满意度", "Ask for satisfaction")
def ask_satisfaction(work: "Work", record: UUID | None, given: AskSatisfaction) -> Done:
    """One question an occasion, and none to a customer who was asked lately. A person shares the link; one
    asked for by a rule goes by mail where that is possible, else the rep hears that it is his to share."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if record is None:
        raise faulty(record="required")
    by_rule = work.actor.person is None
    try:
        found = occasion_of(work, given.object, record)
    except Refusal as refusal:
        if by_rule and refusal.code == "not_to_be_asked":
            return Done(_said(None))
        raise
    if by_rule and found.kind not in work.settings.value("care.asks"):
        return Done(_said(None))
    hold_customer(work, found.customer)
    if (before := asked_under(work, found.mark)) is not None:
        return Done(_said(before, again=True))
    gap = timedelta(days=min(work.settings.value("care.gap_days"), MOST_DAYS))
    last = last_asked(work, found.customer)
    if last is not None and work.now - last < gap:
        if by_rule:
            return Done(_said(None, lately=True))
        facts: dict[str, Json] = {"asked": last.isoformat(), "until": (last + gap).isoformat()}
        raise Refusal("asked_lately", "conflict", facts=facts)
    to = address_of(work, found) if by_rule else None
    written = _write(work, found, to[0] if to else None)
    if to is not None:
        mail(work, written.id, found, to[1], written.after["expires_at"])
    if by_rule and found.owner is not None:
        _tell(work, found.owner, found, written.id, mailed=to is not None)
    return Done(_said(written.id, mailed=to is not None), [written])


def _write(work: "Work", found: Occasion, contact: UUID | None) -> Written:
    days = timedelta(days=min(work.settings.value("care.link_days"), MOST_DAYS))
    values: dict[str, Any] = {
        "title": found.title[:200], "mark": found.mark, "customer": str(found.customer),
        "occasion": found.kind, "deal": str(found.deal) if found.deal else None,
        WHERE[found.object]: str(found.record), "state": ASKED,
        "asked_by": str(work.actor.person) if work.actor.person else None,
        "happened_on": found.on.isoformat(), "asked_at": work.now.isoformat(),
        "expires_at": (work.now + days).isoformat(), "contact": str(contact) if contact else None,
        "asked_how": "mail" if contact else "link",
        "owner": str(found.owner) if found.owner else None,
    }  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        change = Change("create", SATISFACTION, uuid7(), values)
        return work.records.apply([change], loose=True, action="satisfaction.asked")[0]


def _tell(work: "Work", owner: UUID, found: Occasion, question: UUID, *, mailed: bool) -> None:
    title = {"zh": f"可以问满意度了：{found.title}", "en": f"Ready to ask how content: {found.title}"}
    text = {
        "zh": "打开这条，点「分享链接」发给客户。",
        "en": "Open this and share the link with the customer.",
    }
    if mailed:
        title = {"zh": f"已发邮件问满意度：{found.title}", "en": f"Asked by mail how content: {found.title}"}
        text = {"zh": "客户答了会告诉你。", "en": "You hear of the answer."}
    tell(work, [owner], title=title, text=text, about=About(SATISFACTION, question), source=SOURCE,
         key=f"satisfaction:{question}:asked")  # fmt: skip


def _said(
    question: UUID | None, *, again: bool = False, lately: bool = False, mailed: bool = False
) -> dict[str, Json]:
    return {"satisfaction": str(question) if question else None, "again": again, "lately": lately,
            "mailed": mailed}  # fmt: skip
