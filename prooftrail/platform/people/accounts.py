"""Signing in and out, sessions and keys. Tokens are 256 bits, stored hashed, shown once."""

import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from prooftrail.platform.access.grants import covers
from prooftrail.platform.events.log import Entry
from prooftrail.platform.people.actor import load_actor
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")
KEY_YEARS = 2
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is known when a session was last used."""


def token_hash(token: str) -> bytes:
    """What is stored of a token."""
    return sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token's text, to be shown once, and the person it is for."""

    text: str
    person: UUID


def set_account(work: "Work", person: UUID, login: str, password: str | None) -> None:
    """Give a person a login and a password, or a new one."""
    hashed = None if password is None else HASHER.hash(password)
    work.execute(
        f"insert into {work.place.schema}._account (person, login, password) values (%s, %s, %s) "
        "on conflict (person) do update set login = excluded.login, password = excluded.password",
        [person, login, hashed],
    )


def sign_in(work: "Work", login: str, password: str) -> Issued:
    """A session for the right password. The same refusal, after the same time, for everything else."""
    schema = work.place.schema
    query = f"select person, password from {schema}._account where login = %s and {_here(schema)}"
    row = work.execute(query, [login, work.today]).fetchone()
    try:
        HASHER.verify(row[1] if row and row[1] else NOBODY, password)
        right = row is not None and row[1] is not None
    except (Argon2Error, InvalidHashError):
        right = False
    if not right or row is None:
        raise Refusal("wrong_password", "unsigned")
    text = f"{work.place.name}.{secrets.token_urlsafe(32)}"
    days = work.settings.value("session.absolute_days")
    _insert(work, text, "session", row[0], None, None, timedelta(days=days))
    note(work, "session.started", row[0])
    return Issued(text, row[0])


def create_key(work: "Work", login: str, scopes: Sequence[str] | None, label: str) -> Issued:
    """An API key for a login; no scopes means all its person may do."""
    schema = work.place.schema
    query = f"select person from {schema}._account where login = %s and {_here(schema)}"
    row = work.execute(query, [login, work.today]).fetchone()
    if row is None:
        raise Refusal("unknown_login", "missing", facts={"login": login[:80]})
    text = f"pt_{work.place.name}_{secrets.token_urlsafe(32)}"
    _insert(
        work,
        text,
        "key",
        row[0],
        list(scopes) if scopes is not None else None,
        label,
        timedelta(days=365 * KEY_YEARS),
    )
    note(work, "key.created", row[0])
    return Issued(text, row[0])


def end_token(work: "Work", hashed: bytes) -> None:
    """Sign out: the token is worth nothing from now on."""
    work.execute(
        f"update {work.place.schema}._token set ended_at = %s where hash = %s", [work.real_now, hashed]
    )
    note(work, "session.ended", work.actor.person)


def look_as(work: "Work", hashed: bytes, login: str | None) -> None:
    """See through somebody's eyes, or one's own again; recorded under both names.

    Refuses a look at more than the viewer may see himself.
    """
    schema, person = work.place.schema, None
    if login is not None:
        query = f"select person from {schema}._account where login = %s and {_here(schema)}"
        row = work.execute(query, [login, work.today]).fetchone()
        if row is None:
            raise Refusal("unknown_login", "missing", facts={"login": login[:80]})
        person = row[0]
        seen = load_actor(work.connection, schema, person, work.today)
        if not covers(work.access, seen.access, work.schema.objects.values()):
            raise Refusal("sees_more", "forbidden", facts={"login": login[:80]})
    work.execute(f"update {schema}._token set view_as = %s where hash = %s", [person, hashed])
    note(
        work,
        "view_as.started" if person else "view_as.ended",
        work.actor.on_behalf or work.actor.person,
        person,
    )


def keep_awake(work: "Work") -> None:
    """Note that a session is in use, at most every few minutes. Refuses one that slept too long."""
    token = work.token
    if token is None or token["kind"] != "session" or work.caller.reason is not None:
        return
    unseen = work.real_now - datetime.fromisoformat(token["seen_at"])
    if unseen < SEEN_EVERY:
        return
    if unseen >= timedelta(hours=work.settings.value("session.idle_hours")):
        raise Refusal("not_signed_in", "unsigned")
    if not work.caller.quiet:
        query = f"update {work.place.schema}._token set seen_at = %s where hash = %s"
        work.execute(query, [work.real_now, work.caller.token])


def live_tokens(work: "Work", hashes: Sequence[bytes]) -> set[bytes]:
    """Which of these sessions and keys still open the door, by one query."""
    schema, idle = work.place.schema, timedelta(hours=work.settings.value("session.idle_hours"))
    rows = work.execute(
        f"select t.hash from {schema}._token t join {schema}._account a on a.person = t.person "
        f"join {schema}.person p on p.id = t.person "
        "where t.hash = any(%s) and t.ended_at is null and t.expires_at > %s and a.ended_at is null "
        "and p.deleted_at is null and coalesce(p.left_on > %s, true) "
        "and (t.kind <> 'session' or t.seen_at > %s)",
        [list(hashes), work.real_now, work.today, work.real_now - idle],
    )
    return {bytes(row[0]) for row in rows.fetchall()}


def _here(schema: str) -> str:
    """SQL: the account is open and its person has not left by the day that is bound to it."""
    return (
        f"ended_at is null and exists (select from {schema}.person p where p.id = person "
        "and p.deleted_at is null and coalesce(p.left_on > %s, true))"
    )


def workspace_of(token: str) -> str | None:
    """The workspace a token names, or None where it has not the shape of one."""
    if token.startswith("pt_"):
        name, divider, _ = token[3:].rpartition("_" + token[-43:]) if len(token) > 46 else ("", "", "")
        return name if divider else None
    name, divider, _ = token.partition(".")
    return name if divider else None


def note(work: "Work", action: str, person: UUID | None, other: UUID | None = None) -> None:
    """An entry in the history that is about no record."""
    because = {"person": str(person)} | ({"as": str(other)} if other else {})
    work.events.write(
        [Entry(work.epoch, work.real_now, work.now, work.actor.kind, person, action, because=because)]
    )


def _insert(
    work: "Work",
    text: str,
    kind: str,
    person: UUID,
    scopes: list[str] | None,
    label: str | None,
    lasts: timedelta,
) -> None:
    work.execute(
        f"insert into {work.place.schema}._token (hash, kind, person, scopes, label, expires_at) "
        "values (%s, %s, %s, %s, %s, %s)",
        [token_hash(text), kind, person, scopes, label, work.real_now + lasts],
    )


class Throttle:
    """At most `most` tries a minute per key, in this process."""

    def __init__(self) -> None:
        self._tries: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def admit(self, key: str, most: int) -> None:
        """Count a try. Refuses one too many, saying how long to wait."""
        now = time.monotonic()
        with self._lock:
            tries = self._tries[key]
            while tries and tries[0] < now - 60:
                tries.popleft()
            if len(tries) >= most:
                wait = max(1, round(tries[0] + 60 - now))
                raise Refusal("too_many_tries", "busy", facts={"retry_after": wait})
            tries.append(now)
            if len(self._tries) > 50_000:
                self._tries.clear()
