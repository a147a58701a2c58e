"""Signing in and out, sessions and keys. Tokens are 256 bits, stored hashed, shown once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from prooftrail.platform.access.grants import covers
from prooftrail.platform.events.log import Entry
from prooftrail.platform.people.actor import ActorKind, load_actor
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")
KEY_LASTS = timedelta(days=365 * 2)
"""The longest a key lasts, and how long it does where nothing is said."""


def token_hash(token: str) -> bytes:
    """What is stored of a token."""
    return sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token: its text, to be shown once, its id, the person it is for, and its end."""

    text: str
    id: UUID
    person: UUID
    expires_at: datetime


def set_account(work: "Work", person: UUID, login: str, password: str | None) -> None:
    """Give a person a login and a password, or a new one."""
    hashed = None if password is None else HASHER.hash(password)
    work.execute(
        f"insert into {work.place.schema}._account (person, login, password) values (%s, %s, %s) "
        "on conflict (person) do update set login = excluded.login, password = excluded.password",
        [person, login, hashed],
    )


def make_administrator(work: "Work", login: str, name: str) -> str:
    """Let a login administer the workspace, with a new password; answers the password, to be shown once.

    The person is made unless there is one with that login.
    """
    row = work.execute(
        f"select id, roles from {work.place.schema}.person where login = %s and deleted_at is null", [login]
    ).fetchone()
    if row is None:
        work.records.create("person", {"name": name, "login": login, "roles": ["admin"]})
    else:
        person, roles = row
        work.records.update("person", person, {"roles": list(dict.fromkeys([*(roles or []), "admin"]))})
    return open_account(work, login)


def open_account(work: "Work", login: str) -> str:
    """Let the person with this login sign in, with a new password; answers it, to be shown once."""
    row = work.execute(
        f"select id from {work.place.schema}.person where login = %s and deleted_at is null", [login]
    ).fetchone()
    if row is None:
        raise Refusal("unknown_login", "missing", facts={"login": login[:80]})
    password = secrets.token_urlsafe(12)
    set_account(work, row[0], login, password)
    note(work, "account.opened", row[0])
    return password


def sign_in(work: "Work", login: str, password: str) -> Issued:
    """A session for the right password. The same refusal, after the same time, for everything else."""
    row = _account(work, login)
    right = verified(row[1] if row else None, password)
    if not right or row is None:
        raise Refusal("wrong_password", "unsigned")
    lasts = timedelta(days=work.settings.value("session.absolute_days"))
    issued = _insert(work, session_text(work), "session", row[0], None, None, work.real_now + lasts)
    note(work, "session.started", row[0], by="person")  # whoever knows the password is that person
    return issued


def verified(hashed: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed. As slow where nobody has one."""
    try:
        HASHER.verify(hashed or NOBODY, password)
    except (Argon2Error, InvalidHashError):
        return False
    return hashed is not None


def session_text(work: "Work") -> str:
    """A new session's token."""
    return f"{work.place.name}.{secrets.token_urlsafe(32)}"


def _account(work: "Work", login: str) -> tuple[UUID, str | None] | None:
    """Person and password hash of a login in use; those who left have none."""
    schema = work.place.schema
    found = work.execute(
        f"select a.person, a.password from {schema}._account a join {schema}.person p on p.id = a.person "
        "where a.login = %s and a.ended_at is null and p.deleted_at is null "
        "and (p.left_on is null or p.left_on > %s)",
        [login, work.today],
    ).fetchone()
    return None if found is None else (found[0], found[1])


def create_key(work: "Work", login: str, scopes: Sequence[str] | None, label: str) -> Issued:
    """An API key for a login; no scopes means all its person may do."""
    row = _account(work, login)
    if row is None:
        raise Refusal("unknown_login", "missing", facts={"login": login[:80]})
    return issue_key(work, row[0], scopes, label, work.real_now + KEY_LASTS)


def issue_key(
    work: "Work", person: UUID, scopes: Sequence[str] | None, label: str, expires_at: datetime
) -> Issued:
    """An API key for a person, good until `expires_at`."""
    text = f"pt_{work.place.name}_{secrets.token_urlsafe(32)}"
    issued = _insert(work, text, "key", person, None if scopes is None else list(scopes), label, expires_at)
    note(work, "key.created", person)
    return issued


def end_token(work: "Work", hashed: bytes) -> None:
    """Sign out: the token is worth nothing from now on."""
    ended = work.execute(
        f"update {work.place.schema}._token set ended_at = %s "
        "where (hash = %s or previous = %s) and ended_at is null returning person",
        [work.real_now, hashed, hashed],
    ).fetchone()
    if ended is not None:
        note(work, "session.ended", ended[0])


def look_as(work: "Work", hashed: bytes, login: str | None) -> None:
    """See through somebody's eyes, or one's own again; recorded under both names.

    Refuses a look at more than the viewer may see himself.
    """
    schema, person = work.place.schema, None
    if login is not None:
        row = _account(work, login)
        if row is None:
            raise Refusal("unknown_login", "missing", facts={"login": login[:80]})
        person = row[0]
        seen = load_actor(work.connection, schema, person, work.today)
        if not covers(work.access, seen.access, work.schema.objects.values()):
            raise Refusal("sees_more", "forbidden", facts={"login": login[:80]})
    work.execute(
        f"update {schema}._token set view_as = %s where hash = %s or previous = %s", [person, hashed, hashed]
    )
    note(
        work,
        "view_as.started" if person else "view_as.ended",
        work.actor.on_behalf or work.actor.person,
        {"as": str(person)} if person else None,
    )


def live_tokens(work: "Work", hashes: Sequence[bytes]) -> set[bytes]:
    """Which of these sessions and keys still open the door, by one query."""
    schema = work.place.schema
    rows = work.execute(
        f"select t.hash, t.previous, t.previous_until > %(now)s from {schema}._token t "
        f"join {schema}._account a on a.person = t.person join {schema}.person p on p.id = t.person "
        "where (t.hash = any(%(hashes)s) or t.previous = any(%(hashes)s)) and t.ended_at is null "
        "and t.expires_at > %(now)s and (t.idle_until is null or t.idle_until > %(now)s) "
        "and a.ended_at is null and p.deleted_at is null and (p.left_on is null or p.left_on > %(day)s)",
        {"hashes": list(hashes), "now": work.real_now, "day": work.today},
    ).fetchall()
    live = {bytes(row[0]) for row in rows} | {bytes(row[1]) for row in rows if row[2]}
    return live & set(hashes)


def workspace_of(token: str) -> str | None:
    """The workspace a token names, or None where it has not the shape of one."""
    if token.startswith("pt_"):
        name, divider, _ = token[3:].rpartition("_" + token[-43:]) if len(token) > 46 else ("", "", "")
        return name if divider else None
    name, divider, _ = token.partition(".")
    return name if divider else None


def note(
    work: "Work", action: str, person: UUID | None, more: Mapping[str, Json] | None = None,
    by: ActorKind | None = None,
) -> None:  # fmt: skip
    """An entry in the history that is about no record; `by` where it is not of the actor's kind."""
    because: dict[str, Json] = {"person": str(person), **(more or {})}
    work.events.write(
        [Entry(work.epoch, work.real_now, work.now, by or work.actor.kind, person, action, because=because)]
    )


def _insert(
    work: "Work",
    text: str,
    kind: str,
    person: UUID,
    scopes: list[str] | None,
    label: str | None,
    until: datetime,
) -> Issued:
    row = work.execute(
        f"insert into {work.place.schema}._token "
        "(hash, kind, person, scopes, label, created_at, seen_at, idle_until, expires_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        [token_hash(text), kind, person, scopes, label, work.real_now, work.real_now,
         idle_until(work) if kind == "session" else None, until],
    ).fetchone()  # fmt: skip
    assert row is not None
    return Issued(text, row[0], person, until)


def idle_until(work: "Work") -> datetime:
    """When a session used now ends, if nobody uses it again."""
    return work.real_now + timedelta(hours=work.settings.value("session.idle_hours"))
