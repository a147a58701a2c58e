"""Idempotency keys: a write runs once per key and person; its twin gets the first one's answer."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

LONGEST = 200
KEPT = timedelta(days=90)
CHUNK = 5_000


class Answer(NamedTuple):
    """The status and JSON bytes a write was answered with."""

    status: int
    reply: bytes


def whose(work: "Work") -> UUID | None:
    """Whose answers a caller may be given again: his own."""
    return work.actor.person


def fingerprint_of(work: "Work", said: bytes) -> bytes:
    """What was asked, and with which part of the person's rights: a key that may do less than its person
    asks something else, so that it never gets an answer made for him."""
    scopes = (work.token or {}).get("scopes")
    limits = b"" if scopes is None else json.dumps(sorted(scopes)).encode()
    return sha256(said + limits).digest()


def first_answer(work: "Work", key: str, fingerprint: bytes) -> Answer | None:
    """None where the key is new and now taken by this transaction; else the answer it had before.

    A twin that runs at the same time waits in the insert until the first one has ended. Refuses keys
    of the wrong shape, and keys that were used for another write.
    """
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise Refusal("bad_idempotency_key", "invalid", fields={"Idempotency-Key": "bad_idempotency_key"})
    table, actor = f"{work.place.schema}._idempotency", whose(work)
    inserted = work.execute(
        f"insert into {table} (actor, key, body) values (%s, %s, %s) on conflict do nothing returning 1",
        [actor, key, fingerprint],
    ).fetchone()
    if inserted is not None:
        return None
    row = work.execute(
        f"select body, status, reply from {table} where actor = %s and key = %s", [actor, key]
    ).fetchone()
    if row is None or row[1] is None:
        raise Refusal("key_in_progress", "conflict", facts={"retry_after": 1})
    if row[0] != fingerprint:
        raise Refusal("key_reused", "invalid", fields={"Idempotency-Key": "key_reused"})
    return Answer(row[1], row[2])


def keep_answer(work: "Work", key: str, answer: Answer) -> None:
    """Keep what the write was answered with; a refused write is undone with its key instead."""
    work.execute(
        f"update {work.place.schema}._idempotency set status = %s, reply = %s where actor = %s and key = %s",
        [answer.status, answer.reply, whose(work), key],
    )


def purge_answers(ground: "Ground", place: "Place") -> None:
    """The sweep: keys older than their 90 days, a chunk a transaction."""
    from prooftrail.platform.work import Caller

    full = True
    while full:
        with ground.workspaces.begin(place.name, Caller(reason="idempotency")) as work:
            table = f"{work.place.schema}._idempotency"
            gone = work.execute(
                f"delete from {table} where (actor, key) in "
                f"(select actor, key from {table} where created_at < %s limit %s)",
                [work.real_now - KEPT, CHUNK],
            )
            full = gone.rowcount == CHUNK
