"""Effects as rows: queued in the transaction that wants them, claimed by one sender at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LEASE = timedelta(seconds=90)
"""Longer than any one sending may take, in real time."""
LONGEST_KEY = 200
LARGEST = 256 * 1024
"""Bytes of a payload, as JSON."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One claimed effect; `tries` counts this one."""

    id: UUID
    key: str
    channel: str
    payload: Mapping[str, Any]
    tries: int


def queue(
    work: "Work", key: str, channel: str, payload: Mapping[str, Any],
    because: Mapping[str, Json] | None = None,
) -> bool:  # fmt: skip
    """Let something happen outside once this transaction is kept. False where the key is known already.

    `channel` is one of effects/channels. Refuses a payload of the wrong shape.
    """
    from prooftrail.platform.effects.channels import check

    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Refusal("bad_effect_key", "invalid", facts={"most": LONGEST_KEY}, fields={"key": "bad_value"})
    check(channel, payload)
    rows = work.execute(
        f"insert into {work.place.schema}._effect (id, key, channel, payload, next_at, created_at, because) "
        "values (%s, %s, %s, %s, %s, %s, %s) on conflict (key) do nothing returning id",
        [uuid7(), key, channel, Jsonb(payload), work.now, work.now, Jsonb(because) if because else None],
    ).fetchall()
    return bool(rows)


def claim(work: "Work", most: int, unsafe: Sequence[str]) -> list[Effect]:
    """Take what is due, at most so many, so that nobody else does; each with a lease.

    What a lost sender held is taken over, because its key goes along; on `unsafe` channels, where the
    other side does not know keys, it is left to a person.
    """
    table, now = f"{work.place.schema}._effect", work.real_now
    work.execute(
        f"update {table} set state = 'dead', lease_until = null, error = %s "
        "where state = 'sending' and lease_until < %s and channel = any(%s)",
        [Jsonb({"code": "outcome_unknown"}), now, list(unsafe)],
    )
    rows = work.execute(
        f"update {table} set state = 'sending', tries = tries + 1, lease_until = %s where id in ("
        f"select id from {table} where state in ('waiting', 'sending') and next_at <= %s "
        "and (state = 'waiting' or lease_until < %s) order by next_at, id limit %s for update skip locked) "
        "returning id, key, channel, payload, tries",
        [now + LEASE, work.now, now, most],
    ).fetchall()
    return sorted((Effect(*row) for row in rows), key=lambda each: each.id)


def settle_sent(work: "Work", effect: Effect) -> None:
    """It is done, and what it said is kept no longer than the row."""
    work.execute(
        f"update {work.place.schema}._effect set state = 'sent', sent_at = %s, lease_until = null, "
        "error = null where id = %s and state = 'sending'",
        [work.now, effect.id],
    )


def settle_failed(work: "Work", effect: Effect, error: Mapping[str, Json], again_at: datetime | None) -> None:
    """It failed: once more at a time, or, without one, not by itself."""
    work.execute(
        f"update {work.place.schema}._effect set state = %s, next_at = coalesce(%s, next_at), "
        "lease_until = null, error = %s where id = %s and state = 'sending'",
        ["waiting" if again_at else "dead", again_at, Jsonb(error), effect.id],
    )


def first_due(work: "Work") -> datetime | None:
    """When something is to be sent next."""
    row = work.execute(
        f"select min(next_at) from {work.place.schema}._effect "
        "where state = 'waiting' or (state = 'sending' and lease_until < %s)",
        [work.real_now],
    ).fetchone()
    return row[0] if row else None


def purge(work: "Work", days: int) -> None:
    """Forget what was sent or dropped so long ago."""
    work.execute(
        f"delete from {work.place.schema}._effect where state in ('sent', 'dropped') and created_at < %s",
        [work.now - timedelta(days=days)],
    )


def change_state(work: "Work", effect: UUID, to: str) -> Mapping[str, Any]:
    """Let a dead effect be sent again (`waiting`) or rest for good (`dropped`). Refuses one that is not."""
    table = f"{work.place.schema}._effect"
    row = work.execute(
        f"select key, channel, state from {table} where id = %s for update", [effect]
    ).fetchone()
    if row is None:
        raise Refusal("effect_missing", "missing", facts={})
    key, channel, state = row
    if state != "dead":
        raise Refusal("effect_not_dead", "conflict", facts={"state": state})
    work.execute(
        f"update {table} set state = %s, tries = 0, next_at = %s, lease_until = null where id = %s",
        [to, work.now, effect],
    )
    return {"key": key, "channel": channel}
