"""What an administrator sees of what goes outside: states, reasons, ways; no text, nobody's address."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from prooftrail.platform.effects.configured import CONFIG, KINDS, NEEDED, SECRETS, stored
from prooftrail.platform.records.cursor import decode, encode
from prooftrail.platform.refusal import Refusal, reason
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

STATES = ("waiting", "sending", "sent", "dead", "dropped")
PLACE = "effects"


def show_effects(
    work: "Work", state: str | None, channel: str | None, cursor: str | None, limit: int
) -> dict[str, Json]:
    """One page, the newest first, and how many there are of each state."""
    if state is not None and state not in STATES:
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"state": "bad_value"})
    after = _read(cursor)
    table = f"{work.place.schema}._effect"
    rows = work.execute(
        "select id, key, channel, state, tries, next_at, error, created_at, sent_at, because, "
        "payload ->> 'url', jsonb_array_length(coalesce(payload -> 'to', '[]')), payload ->> 'via' "
        f"from {table} "
        "where (%(state)s::text is null or state = %(state)s) "
        "and (%(channel)s::text is null or channel = %(channel)s) "
        "and (%(at)s::timestamptz is null or (created_at, id) < (%(at)s, %(id)s)) "
        "order by created_at desc, id desc limit %(limit)s",
        {"state": state, "channel": channel, "at": after[0], "id": after[1], "limit": limit + 1},
    ).fetchall()
    counted: dict[str, int] = dict(
        work.execute(f"select state, count(*) from {table} group by state").fetchall()
    )
    items: list[Json] = [_item(work, row) for row in rows[:limit]]
    more = len(rows) > limit
    following = encode(PLACE, [rows[limit - 1][7].isoformat(), str(rows[limit - 1][0])]) if more else None
    return {"items": items, "next": following, "counts": {name: counted.get(name, 0) for name in STATES}}


def show_channels(work: "Work") -> dict[str, Json]:
    """The ways there are, and what each kind takes; of secrets only that they are set."""
    items: list[Json] = [
        {
            "channel": key, "kind": each["kind"], "serves": KINDS[each["kind"]], "label": each["label"],
            "config": each["config"], "secrets": sorted(each["secrets"]), "enabled": each["enabled"],
            "changed_at": each["changed_at"].isoformat(),
        }
        for key, each in stored(work).items()
    ]  # fmt: skip
    kinds: list[Json] = [
        {
            "kind": kind, "serves": serves, "config": _sorted(CONFIG[kind]),
            "secrets": _sorted(SECRETS[kind]), "needed": _sorted(NEEDED[kind]),
        }
        for kind, serves in KINDS.items()
    ]  # fmt: skip
    return {"items": items, "kinds": kinds}


def _item(work: "Work", row: tuple[Any, ...]) -> dict[str, Json]:
    id, key, channel, state, tries, next_at, error, created_at, sent_at, because, url, people, via = row
    said = error and {**error, "message": reason(error["code"], error, work.locale)}
    return {
        "id": str(id), "key": key, "channel": channel, "via": via,
        "host": urlsplit(url).hostname if url else None, "people": people, "state": state, "tries": tries,
        "next_at": next_at.isoformat() if state == "waiting" else None, "error": said,
        "created_at": created_at.isoformat(), "sent_at": sent_at.isoformat() if sent_at else None,
        "because": because,
    }  # fmt: skip


def _sorted(names: frozenset[str]) -> list[Json]:
    return [*sorted(names)]


def _read(cursor: str | None) -> tuple[datetime | None, UUID | None]:
    if cursor is None:
        return None, None
    try:
        at, id = decode(PLACE, cursor)
        return datetime.fromisoformat(at), UUID(id)
    except (ValueError, TypeError):
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"}) from None
