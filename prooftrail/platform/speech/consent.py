"""Consent to be recorded: given once by each person for himself, and taken back whenever he likes."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.people.accounts import note
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Consent:
    """Since when, and whether recording may begin as soon as an entry is opened."""

    at: datetime
    at_once: bool


class Given(Input):
    """Whether recording begins with each entry, or only when it is asked for."""

    at_once: bool = False


class Nothing(Input):
    """There is nothing to say."""


def consent_of(work: "Work", person: UUID | None) -> Consent | None:
    """A person's consent, as it stands."""
    row = work.execute(
        f"select at, at_once from {work.place.schema}._consent where person = %s", [person]
    ).fetchone()
    return Consent(*row) if row else None


@action("consent_to_recording", "同意录音", "Consent to recording")
def consent_to_recording(work: "Work", record: UUID | None, given: Given) -> Done:
    """Consent for oneself, to the words in force; said again, only whether it begins at once changes."""
    person = _self(work)
    fresh = consent_of(work, person) is None
    work.execute(
        f"insert into {work.place.schema}._consent (person, at, words, at_once) values (%s, %s, %s, %s) "
        "on conflict (person) do update set at_once = excluded.at_once",
        [person, work.now, Jsonb(work.settings.value("speech.consent")), given.at_once],
    )
    if fresh:
        note(work, "recording.consented", person)
    return Done({"at_once": given.at_once})


@action("withdraw_recording_consent", "撤回录音同意", "Withdraw consent to recording")
def withdraw_recording_consent(work: "Work", record: UUID | None, given: Nothing) -> Done:
    """Take it back: nothing more is recorded or transcribed; what was handed in stays for its days."""
    person = _self(work)
    gone = work.execute(
        f"delete from {work.place.schema}._consent where person = %s returning 1", [person]
    ).fetchone()
    if gone is not None:
        note(work, "recording.withdrawn", person)
    return Done({})


def _self(work: "Work") -> UUID:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if work.actor.person is None:
        raise Refusal("not_signed_in", "unsigned")
    return work.actor.person


ACTIONS: tuple[Action, ...] = (consent_to_recording, withdraw_recording_consent)
