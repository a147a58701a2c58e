"""Idempotency keys: a write runs once per key and person; its twin gets the first one's answer."""

from typing import TYPE_CHECKING, NamedTuple

from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST = 200


class Answer(NamedTuple):
    """The status and JSON bytes a write was answered with."""

    status: int
    reply: bytes


def first_answer(work: "Work", key: str, fingerprint: bytes) -> Answer | None:
    """None where the key is new and now taken by this transaction; else the answer it had before.

    A twin that runs at the same time waits in the insert until the first one has ended. Refuses keys
    of the wrong shape, and keys that were used for another write.
    """
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise Refusal("bad_idempotency_key", "invalid", fields={"Idempotency-Key": "bad_idempotency_key"})
    table, actor = f"{work.place.schema}._idempotency", work.actor.person
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
        [answer.status, answer.reply, work.actor.person, key],
    )
