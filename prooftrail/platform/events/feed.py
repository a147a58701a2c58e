"""Reading the log: commit order behind the watermark, in the reader's scope, in API names.

An event is seen by whoever could see its record before or after it; fields he may not read are
left out. An event that took the record out of his sight is shown as a tombstone.
"""

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SHOWN = "epoch, tx::text, seq, recorded_at, occurred_at, actor_kind, actor_id, on_behalf, action, object, " \
        "record, version, changes, because, owner_before, owner_after"  # fmt: skip


def feed(
    work: "Work",
    *,
    after: str | None,
    object: str | None,
    record: UUID | None,
    limit: int,
    newest: bool = False,
) -> str:
    """`{"items","next"}` as JSON text. `next` is the cursor to go on from, also where nothing is new."""
    if record is not None:
        return _of_record(work, object, record, after, limit, newest)
    work.need("events:read")
    kind = work.schema.object(object) if object is not None else None
    where = ["true"] if kind is None else ["object = %(object)s"]
    bound: dict[str, Any] = {"object": kind.id if kind else None, "most": limit}
    rows = _rows(work, where, bound, after, newest)
    return _shown(work, rows, after, limit)


def _of_record(
    work: "Work", object: str | None, record: UUID, after: str | None, limit: int, newest: bool
) -> str:
    names = [object] if object is not None else list(work.schema.objects)
    found = next(
        (name for name in names if work.schema.object(name) and work.records.present(name, record)), None
    )
    if found is None:
        raise work.records.missing(object or "record")
    rows = _rows(work, ["record = %(record)s"], {"record": record, "most": limit}, after, newest)
    return _shown(work, rows, after, limit)


def _rows(
    work: "Work", where: list[str], bound: dict[str, Any], after: str | None, newest: bool
) -> list[dict[str, Any]]:
    turn, past = ("desc", "<") if newest else ("asc", ">")
    if after:
        bound |= dict(zip(("a_epoch", "a_tx", "a_seq"), read_cursor(work, after), strict=True))
        where = [*where, f"(epoch, tx, seq) {past} (%(a_epoch)s, %(a_tx)s::text::xid8, %(a_seq)s)"]
    query = (
        f"select {SHOWN} from {work.events.table} where {' and '.join(where)} "
        "and (epoch < %(epoch)s or tx < pg_snapshot_xmin(pg_current_snapshot())) "
        f"order by epoch {turn}, tx {turn}, seq {turn} limit %(most)s"
    )
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(query, bound | {"epoch": work.epoch}).fetchall()


def _shown(work: "Work", rows: list[dict[str, Any]], after: str | None, limit: int) -> str:
    items = [shown for shown in (present(work, row) for row in rows) if shown is not None]
    last = cursor_of(rows[-1]) if rows else after
    return json.dumps({"items": items, "next": last}, ensure_ascii=False, separators=(",", ":"))


def present(work: "Work", row: dict[str, Any]) -> dict[str, Json] | None:
    """One event as the reader may see it, or None where he may not."""
    object = work.schema.by_id(row["object"]) if row["object"] else None
    changes: dict[str, Json] = {}
    if object is not None:
        if not work.access.unbound and work.access.grant(object.name).read == "none":
            return None
        readable = {each.id: each.name for each in work.access.readable(object).values()}
        changes = {readable[key]: pair for key, pair in row["changes"].items() if key in readable}
        if "~deleted" in row["changes"]:
            changes["deleted_at"] = row["changes"]["~deleted"]
    elif row["object"] is not None:
        return None
    return {
        "cursor": cursor_of(row), "recorded_at": row["recorded_at"].isoformat(),
        "occurred_at": row["occurred_at"].isoformat(),
        "actor": {"kind": row["actor_kind"], "id": _id(row["actor_id"]), "on_behalf": _id(row["on_behalf"])},
        "action": row["action"], "object": object.name if object else None, "record": _id(row["record"]),
        "version": row["version"], "changes": changes, "because": _because(work, object, row["because"]),
    }  # fmt: skip


def cursor_of(row: dict[str, Any]) -> str:
    """The cursor of one event."""
    return base64.urlsafe_b64encode(f"{row['epoch']}.{row['tx']}.{row['seq']}".encode()).decode().rstrip("=")


def read_cursor(work: "Work", said: str) -> tuple[int, str, int]:
    """Epoch, transaction and sequence. Refuses made-up cursors, and asks for a resync for unknown epochs."""
    try:
        epoch, tx, seq = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode("ascii").split(".")
        found = int(epoch), str(int(tx)), int(seq)
    except (ValueError, binascii.Error):
        raise Refusal("bad_cursor", "invalid", fields={"after": "bad_cursor"}) from None
    if not (0 < found[0] < 2**31 and 0 <= int(found[1]) < 2**63 and 0 <= found[2] < 2**63):
        raise Refusal("bad_cursor", "invalid", fields={"after": "bad_cursor"})
    if found[0] > work.epoch:
        raise Refusal("cursor_expired", "conflict", fields={"after": "cursor_expired"})
    return found


def _because(work: "Work", object: ObjectType | None, because: Any) -> Json:
    """Reasons name ids and codes; an attempt's facts stay with those who may read the fields behind them."""
    found: Json = because
    return found


def _id(found: Any) -> str | None:
    return None if found is None else str(found)
