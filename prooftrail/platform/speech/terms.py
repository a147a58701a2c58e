"""What a phone must know before it records: consent, hours, and who makes text of it."""

from typing import TYPE_CHECKING

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.effects.configured import is_open
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.speech.consent import consent_of
from prooftrail.platform.speech.endpoint import CHANNEL
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_terms(work: "Work") -> dict[str, Json]:
    """`{"transcribes", "browser", "language", "largest_mb", "open_now", "keep_days", "keep_text", "consent":
    {"words", "given_at", "at_once"}}`."""
    value, consent = work.settings.value, consent_of(work, work.actor.person)
    return {
        "transcribes": is_open(work, CHANNEL), "browser": value("speech.browser"),
        "language": value("speech.language"), "largest_mb": value("speech.largest_mb"),
        "open_now": in_hours(work), "keep_days": value("speech.keep_days"),
        "keep_text": value("speech.keep_text"),
        "consent": {
            "words": value("speech.consent"), "given_at": consent.at.isoformat() if consent else None,
            "at_once": consent.at_once if consent else False,
        },
    }  # fmt: skip


def in_hours(work: "Work") -> bool:
    """Whether it may be recorded now: at any hour, or in those that are worked."""
    if not work.settings.value("speech.working_hours_only"):
        return True
    return any(start <= work.now < end for start, end in calendar_of(work).spans(work.today))


def check_recorder(work: "Work") -> None:
    """Refuse to make text of what somebody says who did not consent, or outside the hours."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if consent_of(work, work.actor.person) is None:
        raise Refusal("consent_missing", "forbidden")
    if not in_hours(work):
        raise Refusal("outside_hours", "forbidden")
