"""Asking a source about a customer, and taking or declining what it offers."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.origins.store import (
    ACCEPTED,
    DECLINED,
    FILLED,
    OFFERED,
    Origin,
    keep_origins,
)
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.enrichment import asking
from prooftrail.sales.enrichment.enriching import Said, fill_in, offered
from prooftrail.sales.enrichment.papers import keep_papers
from prooftrail.sales.enrichment.shaping import OBJECT, facts_json, facts_of, values_of
from prooftrail.sales.enrichment.sources import Heard, Trouble

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class EnrichCustomer(Input):
    """`afresh` asks though an answer is kept."""

    afresh: bool = False


class OfFields(Input):
    """Fields of the action's record for which something is offered."""

    fields: list[str] = Field(min_length=1, max_length=40)


def _asks(work: "Work", record: UUID | None, given: EnrichCustomer) -> asking.Question | None:
    if work.actor.read_only or record is None:
        return None
    [pending] = work.records.check([Change("update", OBJECT, record, {})])
    if pending.refusal is not None:  # nothing is paid for whoever may not write
        raise pending.refusal
    return asking.facts_question(work, _name(work, record), afresh=given.afresh)


@action("enrich_customer", "补全企业资料", "Enrich customer", asks=_asks)
def enrich_customer(work: "Work", record: UUID | None, given: EnrichCustomer) -> Done:
    """Ask the source about the customer: `{"filled","offered","papers","unread","source","fetched_at",
    "cached"}`. Blanks are filled, what differs from what is typed is offered.
    """
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    id = _needed(record)
    name, found = _name(work, id), asking.must_be_open(work)
    heard = work.heard
    fresh = isinstance(heard, Heard) and heard.facts is not None
    if isinstance(heard, Heard) and heard.facts is not None:
        answer = asking.keep_facts(work, found.kind, name, facts_json(heard.facts), heard.calls)
    else:
        kept = None if isinstance(heard, Trouble) else asking.known_facts(work, found.kind, name)
        if kept is None or (given.afresh and heard is None):
            raise asking.refused(work, found, heard if isinstance(heard, Trouble) else None)
        answer = kept
    facts = facts_of(answer.said)
    said = Said(values_of(work, facts), found.kind, answer.asked_at)
    states, written = fill_in(work, id, said)
    papers = keep_papers(work, id, facts.papers, said)
    return Done({
        "filled": [name for name, each in states.items() if each == FILLED],
        "offered": [name for name, each in states.items() if each == OFFERED],
        "papers": len(papers), "unread": list(facts.unread), "source": found.source.label.json(),
        "fetched_at": answer.asked_at.isoformat(), "cached": not fresh,
    }, [*written, *papers])  # fmt: skip


@action("accept_enrichment", "采用补全", "Accept enrichment")
def accept_enrichment(work: "Work", record: UUID | None, given: OfFields) -> Done:
    """Take what is offered instead of what stands; each field must be the caller's to write."""
    id = _needed(record)
    found = offered(work, id, given.fields)
    values: dict[str, Json] = {name: each.value for name, each in found.items()}
    because: dict[str, Json] = {"sources": {name: each.source for name, each in found.items()}}
    written = work.records.update(OBJECT, id, values, action="customer.enrichment_accepted", because=because)
    _keep(work, id, found, ACCEPTED)
    return Done({"accepted": [*sorted(found)]}, [written])


@action("decline_enrichment", "不采用补全", "Decline enrichment")
def decline_enrichment(work: "Work", record: UUID | None, given: OfFields) -> Done:
    """Keep what stands; the same value is not offered again."""
    id = _needed(record)
    found = offered(work, id, given.fields)
    [pending] = work.records.check([Change("update", OBJECT, id, {})])
    if pending.refusal is not None:
        raise pending.refusal
    _keep(work, id, found, DECLINED)
    return Done({"declined": [*sorted(found)]})


def _keep(work: "Work", record: UUID, found: dict[str, Origin], state: str) -> None:
    keep_origins(work, work.schema.object(OBJECT), record, [
        Origin(name, each.source, each.value, each.fetched_at, state, work.now, work.actor.person)
        for name, each in found.items()
    ])  # fmt: skip


def _needed(record: UUID | None) -> UUID:
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    return record


def _name(work: "Work", record: UUID | None) -> str:
    """The name it is asked by. Refuses a record out of sight, and one whose name the caller may not read."""
    name = json.loads(work.records.get(OBJECT, _needed(record))).get("name")
    if not isinstance(name, str) or not asking.spelled(name):
        raise Refusal("enrichment_no_name", "conflict", facts={})
    return name
