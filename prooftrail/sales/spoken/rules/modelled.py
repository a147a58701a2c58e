"""What a model says of a note, held against the note: only what the rules left blank, and only what can be
true. Pure.

A person is somebody of the directory or nobody; a day is one of the calendar and to come; words and numbers
stand in the note. What does not hold is left blank, as if nobody had said it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from prooftrail.sales.spoken.rules.people import Person, Sound, find_people, is_leading
from prooftrail.sales.spoken.rules.reading import LONGEST, Found

FURTHEST = timedelta(days=366)
"""A next step lies no further ahead."""
FROM_TEXT = 0.6
"""The share of a field's words that have to stand in the note: a summary leaves out, and adds little."""
CALLED = {"contact": "contact", "decider": "decision_maker"}
WORDS = ("topic", "objection", "next_step")
_PARTS = re.compile(r"[一-鿿]|[a-z]+|\d+(?:\.\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a model says: names as they were said, a date as YYYY-MM-DD; blank where it says nothing."""

    contact: str = ""
    decision_maker: str = ""
    topic: str = ""
    objection: str = ""
    next_step: str = ""
    next_on: str = ""


def blanks(found: Found) -> list[str]:
    """The fields the rules left blank."""
    told = {
        "contact": found.contact, "decision_maker": found.decider or found.leader,
        **{field: getattr(found, field) for field in (*WORDS, "next_on")},
    }  # fmt: skip
    return [field for field, value in told.items() if not value]


def fill_blanks(
    found: Found, said: Said, text: str, today: date, people: Sequence[Person], sound: Sound
) -> tuple[Found, list[str]]:
    """The note with what the model adds, and which fields those are."""
    blank, more = blanks(found), dict[str, Any]()
    for field in WORDS:
        value = " ".join(getattr(said, field).split())[: LONGEST[field]]
        if field in blank and is_from(value, text):
            more[field] = value
    day = day_of(said.next_on, today)
    if "next_on" in blank and day is not None and (found.next_step or "next_step" in more):
        more["next_on"] = day
    for field, name in (("contact", said.contact), ("decider", said.decision_maker)):
        known = person_of(name, people, sound)
        if known is not None and CALLED[field] in blank and (field == "contact" or decides(known)):
            more[field] = known
    return replace(found, **more), [CALLED.get(each, each) for each in more]


def is_from(value: str, text: str) -> bool:
    """Whether something is said of a note that stands in it: every number, and most of the words."""
    parts, known = _parts(value), set(_parts(text))
    if any(part[0].isdigit() and part not in known for part in parts):
        return False
    return len(parts) > 1 and sum(part in known for part in parts) >= FROM_TEXT * len(parts)


def day_of(said: str, today: date) -> date | None:
    """A day that is to come, and not too far off; None for everything else."""
    try:
        day = date.fromisoformat(said.strip())
    except ValueError:
        return None
    return day if today < day <= today + FURTHEST else None


def person_of(name: str, people: Sequence[Person], sound: Sound) -> Person | None:
    """Who of the directory is called so; nobody is made up."""
    found = find_people(name.strip()[:80], people, sound) if name.strip() else []
    return found[0].person if found else None


def decides(person: Person) -> bool:
    """Whether the directory lets him decide: by his part, or by his title where it says nothing of that."""
    return person.decides if person.decides is not None else is_leading(person.title)


def _parts(text: str) -> list[str]:
    return [part.lower() for part in _PARTS.findall(text)]
