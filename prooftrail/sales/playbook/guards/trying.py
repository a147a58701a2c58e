"""Who is asked, and where the history keeps that somebody tried."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from prooftrail.platform.records import Pending
from prooftrail.platform.refusal import Attempt, Refusal
from prooftrail.platform.work import Work


def is_trusted(work: Work, each: Pending) -> bool:
    """Whether a write is history brought along, or the system's own; changing rows by a file never is."""
    return each.loose and (each.op == "create" or follows(work, each))


def follows(work: Work, each: Pending) -> bool:
    """Whether the system itself goes on from something else; a file somebody brings in is no such thing."""
    return work.access.unbound and "import" not in (each.because or {})


def attempt_at(work: Work, each: Pending) -> Attempt:
    """At the record; at what a new one is about, for it will never be there itself; else at who tried."""
    if each.op != "create":
        return Attempt(each.object.name, each.id)
    for name in ("deal", "customer"):
        if each.after.get(name) is not None:
            return Attempt(name, each.after[name])
    person = work.actor.person
    return Attempt(each.object.name, each.id) if person is None else Attempt("person", person)


def refuse(work: Work, each: Pending, code: str, facts: Mapping[str, Any], fields: Mapping[str, str]) -> None:
    """Refuse a write, and have the history keep it."""
    each.refuse(Refusal(code, "invalid", facts=facts, fields=fields, attempt=attempt_at(work, each)))


def said_time(work: Work, instant: datetime) -> str:
    """An instant as the company reads it."""
    return instant.astimezone(work.zone).strftime("%Y-%m-%d %H:%M")
