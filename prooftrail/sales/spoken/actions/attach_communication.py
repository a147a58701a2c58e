"""A chat, a call, a mail or a file attached to its customer: by one click, or by who is recognised in it."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Change, Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.spoken.rules.pasted import Pasted, marks_of, number_of, read_pasted

OBJECT, LONGEST, MOST_PEOPLE = "communication", 400_000, 500
CHANNELS = ("chat", "call", "mail", "file")


class Attach(Input):
    """`text` as pasted, or the whole of a mail's file; without a customer it is recognised."""

    text: str = Field(default="", max_length=LONGEST)
    channel: str | None = None
    customer: UUID | None = None
    deal: UUID | None = None
    file: UUID | None = None
    name: str | None = Field(default=None, max_length=200)


@action("attach_communication", "挂上往来", "Attach communication")
def attach_communication(work: Work, record: UUID | None, given: Attach) -> Done:
    """Attach it to the customer named, else to the one whose contact is recognised by address or number.

    Refuses where nobody is recognised, or people of several customers are.
    """
    said = read_pasted(given.text)
    if not said.text and given.file is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"text": "required"})
    if given.channel is not None and given.channel not in CHANNELS:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"channel": "bad_value"})
    known = _known(work, said, given.customer)
    customers = {each["customer"]["id"] for each in known if each.get("customer")}
    customer = str(given.customer) if given.customer else next(iter(customers), None)
    if customer is None or (given.customer is None and len(customers) > 1):
        raise Refusal("nobody_recognised", "invalid", facts={"count": len(customers)},
                      fields={"customer": "required"})  # fmt: skip
    values = _values(work, given, said) | {"customer": customer}
    if len(known) == 1:
        values["contact"] = known[0]["id"]
    values["source"] = "by_hand" if given.customer else "recognised"
    written = work.records.apply([Change("create", OBJECT, None, values)])
    result: dict[str, Json] = {
        "communication": str(written[0].id), "customer": customer, "contact": values.get("contact"),
    }  # fmt: skip
    return Done(result, written)


def _values(work: Work, given: Attach, said: Pasted) -> dict[str, Json]:
    at: datetime = said.said_at if said.said_at and said.said_at <= work.now else work.now
    channel = given.channel or ("file" if given.file and not said.text else said.channel)
    values: dict[str, Json] = {
        "subject": said.subject or given.name or channel, "channel": channel, "said_at": at.isoformat(),
        "said_by": said.said_by or None, "summary": said.text or None,
        "deal": str(given.deal) if given.deal else None, "file": [str(given.file)] if given.file else None,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def _known(work: Work, said: Pasted, customer: UUID | None) -> list[dict[str, Any]]:
    """The contacts in sight that are known by an address or number in it."""
    kind = work.schema.object("contact")
    readable = work.access.readable(kind)
    by = [name for name, field in readable.items() if name == "phone" or field.type.key in ("email", "phone")]
    if not by or not said.marks or "customer" not in readable:
        return []
    found: dict[str, dict[str, Any]] = {}
    for each in _rows(work, by, said, customer):
        mine = {mark for name in by for mark in _marks(each.get(name))}
        if mine & said.marks:
            found[each["id"]] = each
    return list(found.values())


def _rows(work: Work, by: list[str], said: Pasted, customer: UUID | None) -> Iterator[dict[str, Any]]:
    asked = ("id", "customer", *by)
    if customer is not None:
        query = Query(filter=["customer", "=", str(customer)], limit=MOST_PEOPLE, fields=asked)
        yield from json.loads(work.records.page("contact", query).items)
        return
    for mark in sorted(said.marks)[:20]:
        for name in by:
            part = mark[-4:] if mark.isdigit() else mark
            query = Query(filter=[name, "contains", part], limit=MOST_PEOPLE, fields=asked)
            yield from json.loads(work.records.page("contact", query).items)


def _marks(value: object) -> set[str]:
    text = value if isinstance(value, str) else ""
    return set(marks_of(text)) | ({number_of(text)} if number_of(text) else set())
