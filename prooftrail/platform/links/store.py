"""Links as rows: the text is shown once, kept is its digest; each opens one thing, until a day."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ADDRESS = "/l/"
BYTES = 24
"""Of chance in a link: 192 bits."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link opens: `object` says whose door it is, `about` which thing behind it."""

    object: str
    about: UUID
    person: UUID | None
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A new link: its text, to be shown once, where it leads, and its end."""

    text: str
    path: str
    url: str | None
    expires_at: datetime


def issue(work: "Work", object: str, about: UUID, person: UUID | None, expires_at: datetime) -> Issued:
    """A link to one thing; it ends by itself, when somebody ends it, and with `person` when he leaves."""
    text = f"{work.place.name}.{secrets.token_urlsafe(BYTES)}"
    work.execute(
        f"insert into {work.place.schema}._link (hash, object, about, person, made_at, expires_at) "
        "values (%s, %s, %s, %s, %s, %s)",
        [digest(text), object, about, person, work.now, expires_at],
    )
    base = str(work.settings.value("notify.address")).rstrip("/")
    path = f"{ADDRESS}{text}"
    return Issued(text, path, f"{base}{path}" if base else None, expires_at)


def find(work: "Work", text: str) -> Link:
    """What a link opens. Refuses one there is none of, and one that has ended."""
    row = work.execute(
        f"select object, about, person, made_at, expires_at, ended_at from {work.place.schema}._link "
        "where hash = %s",
        [digest(text)],
    ).fetchone()
    if row is None:
        raise unknown_link()
    link, ended = Link(*row[:5]), row[5]
    if ended is not None or link.expires_at <= work.now:
        raise Refusal("link_over", "missing")
    return link


def end(work: "Work", object: str, about: UUID) -> int:
    """Every link to a thing opens nothing from now on; answers how many did."""
    return work.execute(
        f"update {work.place.schema}._link set ended_at = %s "
        "where object = %s and about = %s and ended_at is null",
        [work.real_now, object, about],
    ).rowcount


def end_of(work: "Work", person: UUID) -> None:
    """The links somebody answers for end with him."""
    work.execute(
        f"update {work.place.schema}._link set ended_at = %s where person = %s and ended_at is null",
        [work.real_now, person],
    )


def unknown_link() -> Refusal:
    """The one answer for a text that was never given out."""
    return Refusal("unknown_link", "missing")


def workspace_of_link(text: str) -> str:
    """The workspace a link names."""
    return text.partition(".")[0][:48]


def digest(text: str) -> bytes:
    """What is kept of a link."""
    return sha256(text.encode("utf-8", "replace")).digest()
