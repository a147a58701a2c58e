"""Telling somebody something: one row a person and key, and what goes outside by his ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.effects.store import LONGEST_KEY
from prooftrail.platform.notify.outside import Parcel, hand_over
from prooftrail.platform.notify.readers import Reader, readers
from prooftrail.platform.notify.rules.timing import when
from prooftrail.platform.notify.rules.wishes import LEVELS
from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST_TITLE, LONGEST_TEXT = 200, 4_000
Words = Mapping[str, str] | str


@dataclass(frozen=True, slots=True)
class About:
    """The record something is about."""

    object: str
    record: UUID


def tell(
    work: "Work", people: Sequence[UUID], *, title: Words, text: Words = "", about: About | None = None,
    level: str = "info", key: str | None = None, source: str | None = None,
    channels: Sequence[str] | None = None,
) -> list[UUID]:  # fmt: skip
    """Tell each of the people who is here, once per `key`; answers who was told just now.

    `title` and `text` are `{"zh", "en"}` or one text for both; `level` is info, yellow or red. `source`
    says what told them, a rule's key for instance. `channels` leaves only some of those the roles allow.
    """
    if level not in LEVELS:
        raise ValueError(level)
    found = readers(work, list(dict.fromkeys(people)))
    told = [found[each] for each in dict.fromkeys(people) if each in found]
    said = (words(title, LONGEST_TITLE), words(text, LONGEST_TEXT))
    mark = (key or f"own:{uuid7()}")[:LONGEST_KEY]
    fresh = _store(work, told, mark, level, said, about, source)
    rows = [_way(work, each, fresh[each.person], level, channel, channels)
            for each in told if each.person in fresh for channel in each.wishes.channels[level]]  # fmt: skip
    work.events.grown = work.events.grown or bool(fresh)
    hand_over(work, [row for row in rows if row is not None])
    return [each.person for each in told if each.person in fresh]


@dataclass(frozen=True, slots=True)
class Message:
    """One of many that are told at once: to whom, what, about which record, under which key."""

    person: UUID
    title: Words
    text: Words
    about: About
    key: str


def tell_many(work: "Work", messages: Sequence[Message], *, level: str, source: str) -> None:
    """Messages that each say something else, by one statement and in the app alone: many come at once."""
    found = readers(work, list(dict.fromkeys(each.person for each in messages)))
    told = [each for each in messages if each.person in found]
    if not told:
        return
    fresh = work.execute(
        f"insert into {work.place.schema}._notification "
        "(id, person, key, level, title, body, object, record, source, at) "
        "select i, p, k, %s, t, b, o, r, %s, %s from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::jsonb[], "
        "%s::jsonb[], %s::text[], %s::uuid[]) as w (i, p, k, t, b, o, r) "
        "on conflict (person, key) do nothing",
        [level, source, work.now, [uuid7() for _ in told], [each.person for each in told],
         [each.key[:LONGEST_KEY] for each in told],
         [Jsonb(words(each.title, LONGEST_TITLE)) for each in told],
         [Jsonb(words(each.text, LONGEST_TEXT)) for each in told], [each.about.object for each in told],
         [each.about.record for each in told]],
    ).rowcount  # fmt: skip
    work.events.grown = work.events.grown or fresh > 0


def words(said: Words, longest: int) -> dict[str, str]:
    """A text in both languages, shortened where it is too long."""
    both = {"zh": said, "en": said} if isinstance(said, str) else dict(said)
    zh, en = both.get("zh") or both.get("en") or "", both.get("en") or both.get("zh") or ""
    return {"zh": _short(zh, longest), "en": _short(en, longest)}


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _store(
    work: "Work", told: Sequence[Reader], key: str, level: str, said: tuple[dict[str, str], dict[str, str]],
    about: About | None, source: str | None,
) -> dict[UUID, UUID]:  # fmt: skip
    """The id of each row that is new, by person."""
    if not told:
        return {}
    title, text = said
    rows = work.execute(
        f"insert into {work.place.schema}._notification "
        "(id, person, key, level, title, body, object, record, source, at) "
        "select i, p, %s, %s, %s, %s, %s, %s, %s, %s from unnest(%s::uuid[], %s::uuid[]) as w (i, p) "
        "on conflict (person, key) do nothing returning person, id",
        [key, level, Jsonb(title), Jsonb(text), about.object if about else None,
         about.record if about else None, source, work.now, [uuid7() for _ in told],
         [each.person for each in told]],
    ).fetchall()  # fmt: skip
    return dict(rows)


def _way(
    work: "Work", reader: Reader, notification: UUID, level: str, channel: str,
    only: Sequence[str] | None,
) -> Parcel | None:  # fmt: skip
    if only is not None and channel not in only:
        return None
    state, due = _when(work, reader, level)
    return Parcel(uuid7(), notification, reader, channel, state, due)


def _when(work: "Work", reader: Reader, level: str) -> tuple[Any, datetime]:
    return when(work.now, level, reader.wishes.hours, work.zone)
