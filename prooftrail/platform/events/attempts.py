"""Attempts to go round a gate or lock: kept in the history though nothing was written."""

from typing import TYPE_CHECKING

from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ACTION = "attempt.refused"


def note_attempt(work: "Work", refusal: Refusal) -> None:
    """One entry for a refused attempt, unless this actor was noted at this record too often just now."""
    attempt = refusal.attempt
    if attempt is None:
        return
    most = work.settings.value("attempts.per_minute")
    table, object = work.events.table, work.schema.object(attempt.object)
    about = "record = %(record)s and version is null" if attempt.record else "record is null"
    recent = work.execute(
        f"select count(*) from {table} where {about} and object = %(object)s and action = %(action)s "
        "and actor_id = %(actor)s and recorded_at > %(now)s - interval '1 minute'",
        {"record": attempt.record, "object": object.id, "action": ACTION, "actor": work.actor.person,
         "now": work.real_now},
    ).fetchone()  # fmt: skip
    if recent is not None and recent[0] >= most:
        return
    row = work.execute(
        f"select to_jsonb(t) from {work.place.schema}.{object.table.name} t where id = %s", [attempt.record]
    ).fetchone()
    held = row[0] if row else {}
    because: dict[str, Json] = {"code": refusal.code, "kind": refusal.kind, "facts": _kept(refusal)}
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, ACTION,
              work.actor.on_behalf,
              object.id, attempt.record, None, {}, because, held.get("owner"), held.get("owner"),
              held.get("unit"), held.get("unit"))
    ])  # fmt: skip


def _kept(refusal: Refusal) -> dict[str, Json]:
    """Facts as canonical JSON: no floats, nothing personal, nothing long."""
    facts = {
        key: value for key, value in refusal.facts.items() if key in ("to", "from", "requirements", "missing")
    }
    return {key: _plain(value) for key, value in facts.items()}


def _plain(value: object) -> Json:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items() if key != "remedy"}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
