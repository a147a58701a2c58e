"""What speaks in a person's name: sessions and keys, kept alive, exchanged, listed and ended.

Real time alone rules here, wherever the workspace's clock stands.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.time import instant
from prooftrail.platform.people.accounts import (
    KEY_LASTS,
    Issued,
    idle_until,
    issue_key,
    note,
    session_text,
    token_hash,
)
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import NAME, Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SEEN_EVERY = timedelta(minutes=5)
"""How exactly a last use is known: a write for every request would be dear."""
OVERLAP = timedelta(seconds=60)
"""How long a token is still good after it was exchanged."""
MOST_SCOPES = 100


def keep(work: "Work", *, exchangeable: bool) -> str | None:
    """Note the token's use. A new text for it where its person's rights changed and it can be handed over."""
    token, table = work.token, f"{work.place.schema}._token"
    if token is None:
        return None
    if instant(token["seen_at"]) + SEEN_EVERY <= work.real_now:
        until = idle_until(work) if token["kind"] == "session" else None
        work.execute(
            f"update {table} set seen_at = %s, idle_until = %s where id = "
            f"(select id from {table} where id = %s and ended_at is null for update skip locked)",
            [work.real_now, until, token["id"]],
        )
    changed = token["rights"] != work.actor.rights
    if token["kind"] != "session" or token["view_as"] is not None or not changed:
        return None
    if token["rights"] is None or not exchangeable:
        work.execute(f"update {table} set rights = %s where id = %s", [work.actor.rights, token["id"]])
        return None
    return exchange(work, work.actor.rights)


def exchange(work: "Work", rights: str | None = None) -> str | None:
    """A new text for the caller's session; None where another request is at it.

    `rights` is what the session may do from now on; left open, the next request notes it.
    """
    assert work.token is not None
    table, text = f"{work.place.schema}._token", session_text(work)
    done = work.execute(
        f"update {table} set previous = hash, previous_until = %s, hash = %s, rights = %s "
        f"where id = (select id from {table} where id = %s and hash = %s for update skip locked) returning 1",
        [work.real_now + OVERLAP, token_hash(text), rights, work.token["id"], work.caller.token],
    ).fetchone()
    return text if done else None


def listed(work: "Work") -> list[dict[str, Json]]:
    """The caller's live sessions and keys, newest first; a key sees itself alone."""
    mine = (work.token or {}).get("id")
    return [
        {
            "id": str(row["id"]), "kind": row["kind"], "label": row["label"], "scopes": row["scopes"],
            "created_at": row["created_at"].isoformat(), "seen_at": row["seen_at"].isoformat(),
            "expires_at": row["expires_at"].isoformat(), "current": str(row["id"]) == mine,
        }
        for row in _own(work, None)
    ]  # fmt: skip


def make_key(work: "Work", label: str, scopes: Any, expires: Any) -> Issued:
    """A key for the caller. Refuses keys that make keys, unknown scopes, and an end past the limit."""
    person = _himself(work)
    if work.actor.kind != "person":
        raise Refusal("session_only", "forbidden")
    faults = {}
    if not _known(work, scopes):
        faults["scopes"] = "unknown_scope"
    try:
        until = work.real_now + KEY_LASTS if expires is None else instant(expires)
        if not work.real_now < until <= work.real_now + KEY_LASTS:
            faults["expires"] = "bad_expiry"
    except FieldFault as fault:
        faults["expires"] = fault.code
    if faults:
        facts = {"object": "key", "days": KEY_LASTS.days}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields=faults)
    return issue_key(work, person, scopes, label, until)


def end_own(work: "Work", token: UUID) -> None:
    """End one of the caller's sessions or keys. Refuses what is not his as missing."""
    person = _himself(work)
    found = _own(work, token)
    if not found:
        raise Refusal("record_missing", "missing", facts={"object": "key"})
    elsewhere = work.token is not None and str(token) != work.token["id"]
    work.execute(
        f"update {work.place.schema}._token set ended_at = %s, ended_because = %s where id = %s",
        [work.real_now, "revoked" if elsewhere else None, token],
    )
    note(work, f"{found[0]['kind']}.ended", person)


def _own(work: "Work", only: UUID | None) -> Sequence[dict[str, Any]]:
    person, mine = _himself(work), work.token
    wanted = only if work.actor.kind == "person" or mine is None else UUID(mine["id"])
    if only is not None and wanted != only:
        return []
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select id, kind, label, scopes, created_at, seen_at, expires_at from {work.place.schema}._token "
        "where person = %(person)s and ended_at is null and expires_at > %(now)s "
        "and (idle_until is null or idle_until > %(now)s) and (%(only)s::uuid is null or id = %(only)s) "
        "order by created_at desc, id limit 500",
        {"person": person, "now": work.real_now, "only": wanted},
    ).fetchall()


def _himself(work: "Work") -> UUID:
    """The person who really calls. Refuses who looks through another's eyes."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    assert work.actor.person is not None
    return work.actor.person


def _known(work: "Work", scopes: Any) -> bool:
    """None, or a list of `object:read`, `*:write`, `permission:…`."""
    if scopes is None:
        return True
    if not isinstance(scopes, list) or len(scopes) > MOST_SCOPES:
        return False
    return all(isinstance(each, str) and _scope(work, each) for each in scopes)


def _scope(work: "Work", said: str) -> bool:
    subject, _, right = said.partition(":")
    if subject == "permission":
        return all(NAME.fullmatch(part) for part in right.split(":", 1)) and right.count(":") == 1
    return right in ("read", "write") and (subject == "*" or subject in work.schema.objects)
