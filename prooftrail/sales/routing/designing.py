"""The rules as versions: one draft, one in force, the past ones stay as they were."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.routing.model import DRAFT, LIVE, PAST, SET

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "id, version, name, about, number, state, definition, published_at, published_by, updated_at, updated_by"
)


def versions(work: "Work", about: str, *, hold: bool = False) -> list[dict[str, Any]]:
    """Every version and the draft, the newest first; with `hold` nobody else changes them."""
    if hold:
        work.execute("select pg_advisory_xact_lock(7353, hashtext(%s))", [f"{work.place.name}/{about}"])
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select {COLUMNS} from {work.place.schema}.{SET} where about = %s and deleted_at is null "
        "order by number desc, id desc",
        [about],
    ).fetchall()


def one(rows: list[dict[str, Any]], state: str) -> dict[str, Any] | None:
    """The draft, or what is in force."""
    return next((row for row in rows if row["state"] == state), None)


def keep_draft(work: "Work", said: Mapping[str, Any], seen: int | None) -> UUID:
    """The draft as it is now. Refuses where somebody changed it since it was seen."""
    rows = versions(work, said["about"], hold=True)
    draft = one(rows, DRAFT)
    if seen is not None and seen != (draft["version"] if draft else 0):
        facts = {"about": said["about"], "version": draft["version"] if draft else 0}
        raise Refusal(
            "distribution_changed", "conflict", facts=facts, fields={"version": "distribution_changed"}
        )
    definition = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    name = said["name"] or f"{said['about']} v{next_number(rows)}"
    if draft is not None:
        _write(work, Change("update", SET, draft["id"], {"definition": definition, "name": name}), "saved")
        return UUID(str(draft["id"]))
    id = uuid7()
    values = {"name": name, "about": said["about"], "number": next_number(rows), "state": DRAFT,
              "definition": definition}  # fmt: skip
    _write(work, Change("create", SET, id, values), "saved")
    return id


def drop_draft(work: "Work", about: str) -> None:
    """The draft is thrown away."""
    draft = drafted(work, about)
    _write(work, Change("delete", SET, draft["id"]), "discarded")


def put_in_force(work: "Work", about: str) -> None:
    """The draft is in force from now on; what was before is past."""
    rows, draft = versions(work, about), drafted(work, about)
    live = one(rows, LIVE)
    changes = [Change("update", SET, live["id"], {"state": PAST})] if live else []
    now: Json = work.now.isoformat()
    by: Json = str(work.actor.person) if work.actor.person else None
    changes.append(
        Change("update", SET, draft["id"], {"state": LIVE, "published_at": now, "published_by": by})
    )
    with work.acting(work.actor.with_all_rights()):
        work.records.apply(changes, loose=True, action="distribution.published")


def take_out(work: "Work", about: str) -> None:
    """Nothing is in force any more. Refuses where nothing was."""
    live = one(versions(work, about, hold=True), LIVE)
    if live is None:
        raise Refusal("no_distribution", "conflict", facts={"about": about})
    _write(work, Change("update", SET, live["id"], {"state": PAST}), "retired")


def drafted(work: "Work", about: str) -> dict[str, Any]:
    """The draft. Refuses where there is none."""
    draft = one(versions(work, about, hold=True), DRAFT)
    if draft is None:
        raise Refusal("no_distribution_draft", "conflict", facts={"about": about})
    return draft


def next_number(rows: list[dict[str, Any]]) -> int:
    """The number a new version gets."""
    return max((row["number"] or 0 for row in rows), default=0) + 1


def shown(work: "Work", about: str) -> dict[str, Json]:
    """What is in force, the draft, and every version."""
    rows = versions(work, about)
    live, draft = one(rows, LIVE), one(rows, DRAFT)
    past: list[Json] = [_head(row) for row in rows if row["state"] != DRAFT]
    return {
        "about": about, "live": _whole(live), "draft": _whole(draft), "versions": past,
        "version": draft["version"] if draft else 0,
    }  # fmt: skip


def _head(row: Mapping[str, Any]) -> dict[str, Json]:
    at = row["published_at"]
    return {
        "id": str(row["id"]), "number": row["number"], "state": row["state"], "name": row["name"],
        "published_at": at.isoformat() if at else None,
        "published_by": str(row["published_by"]) if row["published_by"] else None,
    }  # fmt: skip


def _whole(row: Mapping[str, Any] | None) -> Json:
    return None if row is None else {**_head(row), "rules": json.loads(row["definition"])}


def _write(work: "Work", change: Change, what: str) -> Written:
    with work.acting(work.actor.with_all_rights()):
        return work.records.apply([change], loose=True, action=f"distribution.{what}")[0]
