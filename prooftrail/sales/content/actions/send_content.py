"""Sending contents, or a pack of them, to a customer: by a person, or as a rule's step."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.effects import queue
from prooftrail.platform.links.store import issue
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.platform.work import Work
from prooftrail.sales.content.model import CONTENT, MAIL, SENT, SENT_EVENT, Piece
from prooftrail.sales.content.queries import fitting, hold_customer, in_force, sent_under
from prooftrail.sales.content.wording import mail_of, prepared_for
from prooftrail.sales.parties import faulty, id_of, parties


class SendContent(Input):
    """Either contents by id or a pack by its key; to whom, by ids or by `object` and the action's record.

    What went to a customer under a `dedupe` key does not go to him under it again.
    """

    contents: list[UUID] = Field(default_factory=list)
    pack: str | None = None
    object: Literal["activity", "deal", "customer"] | None = None
    customer: UUID | None = None
    deal: UUID | None = None
    contact: UUID | None = None
    channel: Literal["link", "mail"] = "link"
    address: str | None = None
    dedupe: str | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets it; `owner` answers for him, and in his name it goes."""

    customer: UUID
    deal: UUID | None
    contact: UUID | None
    owner: UUID | None


@action("send_content", "发资料", "Send content")
def send_content(work: Work, record: UUID | None, given: SendContent) -> Done:
    """Let the versions in force go to a customer, once; the link itself is made by whoever shares it."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    receiver = _receiver(work, record, given)
    hold_customer(work, receiver.customer)
    if given.dedupe and (before := sent_under(work, receiver.customer, given.dedupe[:200])) is not None:
        return Done({"sending": before, "sent": [], "again": True})
    pieces = _pieces(work, given, receiver)
    address = _address(work, given, receiver) if given.channel == MAIL else None
    sending = uuid7()
    written = _write(work, given, receiver, pieces, sending)
    if address is not None:
        _mail(work, sending, receiver, pieces, address)
    elif work.actor.person is None and receiver.owner is not None:
        title, text = prepared_for(_name(work, "customer", receiver.customer), pieces)
        tell(work, [receiver.owner], title=title, text=text, about=About(SENT, written[0].id),
             key=f"content:{sending}:sent", source=work.actor.reason)  # fmt: skip
    sent: list[Json] = [each.reference() for each in written]
    return Done({"sending": str(sending), "sent": sent, "again": False}, written)


def _receiver(work: Work, record: UUID | None, given: SendContent) -> Receiver:
    """Customer, deal and contact, each checked in the caller's sight and against each other."""
    found: dict[str, UUID | None] = {
        "customer": given.customer, "deal": given.deal, "contact": given.contact
    }  # fmt: skip
    if record is not None:
        row = json.loads(work.records.get(given.object or "customer", record))
        if given.object in (None, "customer"):
            found["customer"] = record
        else:
            found["deal"] = found["deal"] or (record if given.object == "deal" else id_of(row.get("deal")))
            found["customer"] = found["customer"] or id_of(row.get("customer"))
            found["contact"] = found["contact"] or id_of(row.get("contact"))
    about = parties(work, found["customer"], found["deal"])
    if found["contact"]:
        contact = json.loads(work.records.get("contact", found["contact"]))
        if id_of(contact.get("customer")) not in (None, about.customer):
            raise faulty(contact="not_of_customer")
    return Receiver(about.customer, about.deal, found["contact"], work.actor.person or about.keeper)


def _pieces(work: Work, given: SendContent, receiver: Receiver) -> list[Piece]:
    """What goes out. Refuses a content that is not in force, and a pack of which nothing suits."""
    if bool(given.contents) == bool(given.pack):
        raise faulty(contents="content_or_pack")
    if given.pack:
        pieces = fitting(work, given.pack, receiver.customer, receiver.deal)
    else:
        for each in given.contents:
            if not work.records.present(CONTENT, each):
                raise work.records.missing(CONTENT)
        pieces = [piece for piece, _ in in_force(work, given.contents)]
    wanted = len(set(given.contents)) if given.contents else 1
    if len(pieces) < wanted:
        facts: dict[str, Json] = {"pack": (given.pack or "")[:60]}
        fields = {"pack" if given.pack else "contents": "nothing_to_send"}
        raise Refusal("nothing_to_send", "invalid", facts=facts, fields=fields)
    return pieces


def _write(
    work: Work, given: SendContent, receiver: Receiver, pieces: Sequence[Piece], sending: UUID
) -> list[Written]:
    days = timedelta(days=work.settings.value("content.link_days"))
    values: dict[str, Any] = {
        "customer": str(receiver.customer), "channel": given.channel, "sent_at": work.now.isoformat(),
        "deal": str(receiver.deal) if receiver.deal else None, "sending": str(sending),
        "contact": str(receiver.contact) if receiver.contact else None,
        "sent_by": str(work.actor.person) if work.actor.person else None,
        "owner": str(receiver.owner) if receiver.owner else None, "opened": 0, "fetched": 0,
        "cause": work.actor.reason and work.actor.reason[:120], "expires_at": (work.now + days).isoformat(),
        "dedupe": given.dedupe[:200] if given.dedupe else None,
    }  # fmt: skip
    rows = [
        Change("create", SENT, None, {
            **values, "title": f"{each.title} V{each.number}", "content": str(each.id),
            "content_version": str(each.version), "kind": each.kind,
        })
        for each in pieces
    ]  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        return work.records.apply(rows, loose=True, action=SENT_EVENT)


def _address(work: Work, given: SendContent, receiver: Receiver) -> str:
    """Where a mail goes: what was said, else the contact's first field of the kind."""
    if not str(work.settings.value("notify.address")):
        raise Refusal("no_public_address", "conflict", facts={"setting": "notify.address"})
    if given.address:
        return given.address
    if receiver.contact is not None:
        row = json.loads(work.records.get("contact", receiver.contact))
        for name, field in work.access.readable(work.schema.object("contact")).items():
            if field.type.key == "email" and row.get(name):
                return str(row[name])
    raise faulty(address="no_mail_address")


def _mail(work: Work, sending: UUID, receiver: Receiver, pieces: Sequence[Piece], address: str) -> None:
    days = timedelta(days=work.settings.value("content.link_days"))
    link = issue(work, SENT, sending, receiver.owner, work.now + days)
    sender = _name(work, "person", receiver.owner) if receiver.owner else ""
    subject, text = mail_of(sender, pieces, link.url or "", work.locale)
    payload = {"to": [address], "subject": subject, "text": text}
    queue(work, f"content:{sending}", MAIL, payload, {"sending": str(sending)})


def _name(work: Work, object: str, id: UUID) -> str:
    with work.acting(system("content")):
        return str(json.loads(work.records.get(object, id)).get("name") or "")
