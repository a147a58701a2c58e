"""Telling people by an action: rules do, and who may."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.notify.actions import bad, check_writes
from prooftrail.platform.notify.rules.wishes import LEVELS
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.choosing import check_who, choose
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SEND = "notifications:send"
Words = dict[str, str] | str


class Notify(Input):
    """`who` as people are chosen everywhere; `dedupe`: who was told under it already is not told again."""

    who: list[dict[str, Any]]
    title: Words
    text: Words = ""
    object: str | None = None
    record: UUID | None = None
    level: str = "info"
    channels: list[str] | None = None
    dedupe: str | None = None


@action("notify", "发通知", "Notify", permission=SEND)
def notify(work: "Work", record: UUID | None, given: Notify) -> Done:
    """Tell the people a list means. Refuses a list that names nobody there could be."""
    check_writes(work)
    if given.level not in LEVELS:
        raise bad(level="bad_value")
    about = about_record(work, given.object, record or given.record)
    checked_people(work, given.who, about.object if about else None, "who")
    title, text = said(given.title, "title"), said(given.text, "text", blank=True)
    people = choose(work, given.who, object=about.object if about else None,
                    record=about.record if about else None, starter=work.actor.person)  # fmt: skip
    told = tell(work, people, title=title, text=text, about=about, level=given.level, key=given.dedupe,
                source=work.actor.reason, channels=given.channels)  # fmt: skip
    return Done({"people": [str(each) for each in people], "told": [str(each) for each in told]})


def about_record(work: "Work", object: str | None, record: UUID | None) -> About | None:
    """The record something is about. Refuses one the caller cannot see."""
    if record is None or object is None:
        return None
    if not work.records.present(object, record):
        raise work.records.missing(object)
    return About(object, record)


def said(words: Words, name: str, *, blank: bool = False) -> dict[str, str]:
    """A text in both languages. Refuses one that says nothing."""
    both = {"zh": words, "en": words} if isinstance(words, str) else words
    if set(both) - {"zh", "en"} or (not blank and not any(each.strip() for each in both.values())):
        raise bad(**{name: "bad_value"})
    return both


def checked_people(
    work: "Work", who: list[dict[str, Any]], object: str | None, place: str, *, needed: bool = True
) -> None:
    """Refuse a list of ways to find people that is wrong, every fault at its place."""
    faults = check_who(work, who, object, place, needed=needed)
    if faults:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "input"},
            fields={each.place: each.code for each in faults},
            about={each.place: each.facts for each in faults},
        )  # fmt: skip
