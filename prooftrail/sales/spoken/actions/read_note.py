"""A note read into the fields of an entry. Nothing is written: the form shows them, and a person confirms."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field
from pypinyin import lazy_pinyin

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.calendar.rules.working import NeverWorked, add_working_days
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.records import Query
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.spoken.rules.days import weekdays_on
from prooftrail.sales.spoken.rules.people import Person
from prooftrail.sales.spoken.rules.reading import read_note as read

LONGEST = 5_000
MOST_PEOPLE = 200
DECIDES = "decider"


class Note(Input):
    """What was said, and at which customer."""

    text: str = Field(max_length=LONGEST)
    customer: UUID | None = None


@action("read_note", "读一段话", "Read a note")
def read_note(work: Work, record: UUID | None, given: Note) -> Done:
    """The fields a note fills: `{"contact", "decision_maker": {"id", "label"}, "topic", "objection",
    "next_step", "next_on"}`; blank where it says nothing sure. A decision maker the directory does not know
    has no id.
    """
    people = _people(work, given.customer) if given.customer else []
    calendar = calendar_of(work)

    def worked(day: date, count: int) -> date:
        try:
            return add_working_days(calendar, day, count)
        except NeverWorked:
            return weekdays_on(day, count)

    found = read(given.text, work.today, people, sound, worked)
    decider: Json = _named(found.decider)
    if found.leader:
        decider = {"id": None, "label": found.leader}
    return Done({
        "contact": _named(found.contact), "decision_maker": decider, "topic": found.topic,
        "objection": found.objection, "next_step": found.next_step,
        "next_on": found.next_on.isoformat() if found.next_on else None,
    })  # fmt: skip


def sound(text: str) -> list[str]:
    """One syllable for each sign."""
    return [lazy_pinyin(sign)[0] for sign in text]


def _people(work: Work, customer: UUID) -> list[Person]:
    kind = work.schema.object("contact")
    readable = work.access.readable(kind)
    asked = [name for name in ("id", "name", "title", "decision_role") if name in readable]
    if not {"name", "customer"} <= set(readable):
        return []
    query = Query(filter=["customer", "=", str(customer)], limit=MOST_PEOPLE, fields=tuple(asked))
    rows: list[dict[str, Any]] = json.loads(work.records.page("contact", query).items)
    return [
        Person(each["id"], each["name"] or "", each.get("title") or "", _decides(each.get("decision_role")))
        for each in rows
    ]


def _decides(role: str | None) -> bool | None:
    return None if role is None else role == DECIDES


def _named(person: Person | None) -> Json:
    return None if person is None else {"id": person.id, "label": person.name}
