"""Somebody's own inbox, and how each message went outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.notify.readers import ROLES, own_choices, readers
from prooftrail.platform.notify.rules.wishes import LEVELS, OUTSIDE
from prooftrail.platform.records.cursor import decode, encode
from prooftrail.platform.refusal import Refusal, reason
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PLACE = "notifications"
DELIVERED = {"waiting": "queued", "sending": "queued", "sent": "sent", "dead": "failed", "dropped": "failed"}


def count_unread(work: "Work") -> int:
    """How many the caller has not read."""
    row = work.execute(
        f"select count(*) from {work.place.schema}._notification where person = %s and read_at is null",
        [work.actor.person],
    ).fetchone()
    return int(row[0]) if row else 0


def told_since(work: "Work", below: int) -> frozenset[UUID]:
    """Whose notifications changed in transactions from this one on: to wake who shows a count."""
    rows = work.execute(
        f"select distinct person from {work.place.schema}._notification "
        "where tx >= %s::text::xid8 limit 5000",
        [str(below)],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def show_inbox(work: "Work", unread: bool, cursor: str | None, limit: int) -> dict[str, Json]:
    """One page, the newest first."""
    at, last = _read(cursor)
    rows = work.execute(
        "select id, level, title, body, object, record, source, at, read_at "
        f"from {work.place.schema}._notification where person = %(person)s "
        "and (not %(unread)s or read_at is null) "
        "and (%(at)s::timestamptz is null or (at, id) < (%(at)s, %(last)s)) "
        "order by at desc, id desc limit %(limit)s",
        {"person": work.actor.person, "unread": unread, "at": at, "last": last, "limit": limit + 1},
    ).fetchall()
    page = rows[:limit]
    names, ways = _names(work, page), _ways(work, [row[0] for row in page])
    items: list[Json] = [
        {
            "id": str(id), "level": level, "title": title, "text": body,
            "about": names.get((object, record)), "source": source, "at": stamp.isoformat(),
            "read_at": read_at.isoformat() if read_at else None, "deliveries": ways.get(id, []),
        }
        for id, level, title, body, object, record, source, stamp, read_at in page
    ]  # fmt: skip
    following = encode(PLACE, [page[-1][7].isoformat(), str(page[-1][0])]) if len(rows) > limit else None
    return {"items": items, "next": following, "unread": count_unread(work)}


def mark_read(work: "Work", ids: Sequence[UUID] | None) -> int:
    """Mark some of the caller's, or all; answers how many are left unread."""
    work.execute(
        f"update {work.place.schema}._notification set read_at = %s, tx = pg_current_xact_id() "
        "where person = %s and read_at is null and (%s::uuid[] is null or id = any(%s))",
        [work.now, work.actor.person, ids, ids],
    )
    work.events.grown = True
    return count_unread(work)


def show_settings(work: "Work") -> dict[str, Json]:
    """The caller's ways: what his roles allow, what he turned down, and what comes of it."""
    person = work.actor.person
    assert person is not None
    own = own_choices(work, person)
    mine = readers(work, [person]).get(person)
    roles = work.settings.value(ROLES)
    held: list[Json] = [{"role": key, **said} for key, said in roles.items() if key in work.actor.roles]
    outcome: dict[str, Json] = {level: list(mine.wishes.channels[level]) if mine else [] for level in LEVELS}
    return {
        "channels": list(OUTSIDE), "levels": list(LEVELS),
        "roles": held or [{"role": "*", **roles.get("*", {})}],
        "own": {"off": own.get("off") or [], "quiet": own.get("quiet"), "digest": own.get("digest") or ""},
        "outcome": outcome,
        "reached": {"mail": bool(mine and mine.email), "sms": bool(mine and mine.phone)},
    }  # fmt: skip


def _names(work: "Work", rows: Sequence[tuple[Any, ...]]) -> dict[tuple[str, UUID], Json]:
    """Object, id and title of the records the reader may see; of others nothing."""
    asked: dict[str, set[UUID]] = {}
    for row in rows:
        if row[4] in work.schema.objects:
            asked.setdefault(row[4], set()).add(row[5])
    found: dict[tuple[str, UUID], Json] = {}
    for name, ids in asked.items():
        for id, label in labels(work, name, list(ids)).items():
            found[name, id] = {"object": name, "id": str(id), "label": label}
    return found


def labels(work: "Work", name: str, ids: Sequence[UUID]) -> dict[UUID, str | None]:
    """Titles of the records the caller can see; None where he may not read the title."""
    object = work.schema.object(name)
    seen = list(work.records.in_sight(name, list(ids)))
    if not seen:
        return {}
    field = work.access.readable(object).get(object.title)
    column = field.column if field is not None and not field.derived else "null::text"
    rows = work.execute(
        f"select id, {column}::text from {work.place.schema}.{object.table.name} where id = any(%s)", [seen]
    ).fetchall()
    return dict(rows)


def _ways(work: "Work", ids: Sequence[UUID]) -> dict[UUID, list[Json]]:
    schema = work.place.schema
    rows = work.execute(
        "select d.notification, d.channel, d.state, d.due_at, d.error, e.state, e.error, e.sent_at "
        f"from {schema}._delivery d left join {schema}._effect e on e.key = d.effect "
        "where d.notification = any(%s) order by d.channel, d.id",
        [list(ids)],
    ).fetchall()
    found: dict[UUID, list[Json]] = {}
    for id, channel, state, due, error, effect, trouble, sent in rows:
        said = state if state != "queued" else DELIVERED.get(effect, "sent")
        code = error or (trouble or {}).get("code")
        why = reason(code, trouble or {}, work.locale) if code and said in ("failed", "queued") else None
        at = sent if said == "sent" and sent else due
        found.setdefault(id, []).append({"channel": channel, "state": said, "at": at.isoformat(), "why": why})
    return found


def _read(cursor: str | None) -> tuple[datetime | None, UUID | None]:
    if cursor is None:
        return None, None
    try:
        at, id = decode(PLACE, cursor)
        return datetime.fromisoformat(at), UUID(id)
    except (ValueError, TypeError):
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"}) from None
