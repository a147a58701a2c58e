"""The rules as versions: one draft, one that waits for its time, one in force; past ones stay."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.routing.model import DRAFT, LIVE, PAST, SET, TIMED, WITHDRAWN

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "id, version, name, about, number, state, definition, published_at, published_by, goes_live_at, timed_by"
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
    """The draft is in force from now on; what was before is past. Refuses while a version waits."""
    draft = drafted(work, about)
    rows = versions(work, about)
    _no_other_timed(work, rows, about)
    _put(work, rows, draft, by=str(work.actor.person) if work.actor.person else None)


def _put(work: "Work", rows: list[dict[str, Any]], row: Mapping[str, Any], *, by: Json) -> None:
    live = one(rows, LIVE)
    changes = [Change("update", SET, live["id"], {"state": PAST})] if live else []
    now: Json = work.now.isoformat()
    changes.append(Change("update", SET, row["id"], {"state": LIVE, "published_at": now, "published_by": by}))
    with work.acting(work.actor.with_all_rights()):
        work.records.apply(changes, loose=True, action="distribution.published")


def set_time(work: "Work", about: str, at: datetime) -> None:
    """The draft goes into force at that moment; until then it stays as it is, and what is in force, too."""
    draft = drafted(work, about)
    _no_other_timed(work, versions(work, about), about)
    by: Json = str(work.actor.person) if work.actor.person else None
    values: dict[str, Json] = {"state": TIMED, "goes_live_at": at.isoformat(), "timed_by": by}
    _write(work, Change("update", SET, draft["id"], values), "timed")


def withdraw(work: "Work", about: str, *, action: str = "withdrawn") -> None:
    """What waits for its time waits no more: it is the draft again, or, where another is begun, kept as a
    version that never was in force. Refuses where nothing waits.
    """
    rows = versions(work, about, hold=True)
    timed = one(rows, TIMED)
    if timed is None:
        raise Refusal("no_timed_distribution", "conflict", facts={"about": about})
    values: dict[str, Json] = {"state": WITHDRAWN}  # it still says for when it was, and whose
    if one(rows, DRAFT) is None:
        values = {"state": DRAFT, "goes_live_at": None, "timed_by": None}
    _write(work, Change("update", SET, timed["id"], values), action)


def due_now(work: "Work", about: str) -> dict[str, Any] | None:
    """What waits and whose time has come, held: nobody else publishes, withdraws or retires meanwhile."""
    if not work.execute(
        f"select 1 from {work.place.schema}.{SET} where about = %s and state = %s and goes_live_at <= %s "
        "and deleted_at is null", [about, TIMED, work.now],
    ).fetchone():  # fmt: skip
        return None
    timed = one(versions(work, about, hold=True), TIMED)
    return timed if timed is not None and timed["goes_live_at"] <= work.now else None


def go_live(work: "Work", about: str, timed: Mapping[str, Any]) -> None:
    """It is in force from now on, in the name of who said when."""
    _put(work, versions(work, about), timed, by=str(timed["timed_by"]) if timed["timed_by"] else None)


def next_time(work: "Work") -> datetime | None:
    """When the next version goes into force."""
    row = work.execute(
        f"select min(goes_live_at) from {work.place.schema}.{SET} where state = %s and deleted_at is null",
        [TIMED],
    ).fetchone()
    return row[0] if row else None


def _no_other_timed(work: "Work", rows: list[dict[str, Any]], about: str) -> None:
    timed = one(rows, TIMED)
    if timed is not None:
        at = timed["goes_live_at"].astimezone(work.zone).strftime("%Y-%m-%d %H:%M")
        facts: dict[str, Json] = {"about": about, "number": timed["number"], "at": at}
        raise Refusal("distribution_timed", "conflict", facts=facts)


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
    live, draft, timed = one(rows, LIVE), one(rows, DRAFT), one(rows, TIMED)
    past: list[Json] = [_head(row) for row in rows if row["state"] not in (DRAFT, TIMED)]
    return {
        "about": about, "live": _whole(live), "draft": _whole(draft), "timed": _whole(timed),
        "versions": past,
        "version": draft["version"] if draft else 0,
    }  # fmt: skip


def _head(row: Mapping[str, Any]) -> dict[str, Json]:
    at, goes = row["published_at"], row["goes_live_at"]
    return {
        "id": str(row["id"]), "number": row["number"], "state": row["state"], "name": row["name"],
        "published_at": at.isoformat() if at else None,
        "published_by": str(row["published_by"]) if row["published_by"] else None,
        "goes_live_at": goes.isoformat() if goes else None,
        "timed_by": str(row["timed_by"]) if row["timed_by"] else None,
    }  # fmt: skip


def _whole(row: Mapping[str, Any] | None) -> Json:
    return None if row is None else {**_head(row), "rules": json.loads(row["definition"])}


def _write(work: "Work", change: Change, what: str) -> Written:
    with work.acting(work.actor.with_all_rights()):
        return work.records.apply([change], loose=True, action=f"distribution.{what}")[0]
