"""Stays: how long records stood at the stages they have left, one row a move.

A row is made of the event of the move and bears its id. It is put there in the transaction that moves the
record; what was there before stays were kept is made of the log. A move that is taken back takes its row
with it, and a stage that was only passed at the same moment has none.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.platform.calendar.rules.working import Calendar, working_time
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.processes.rules.moves import outcome_of
from prooftrail.platform.processes.store import Process, load
from prooftrail.platform.records.change import Written
from prooftrail.platform.records.kept import drop, hide, put
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OBJECT = "stay"
HOUR = timedelta(hours=1)


def follow(work: "Work", written: Sequence[Written]) -> None:
    """Keep the stays that ended just now, and what became of the records they are about."""
    staged = [each for each in written if each.object.staged and each.event]
    if not staged or OBJECT not in work.schema.objects:
        return
    object = work.schema.objects[OBJECT]
    moved = [each for each in staged if each.op == "update" and _moved(each)]
    put(work, object, stays(work, [_said(each) for each in moved if _onward(each)]))
    for each in moved:
        if not _onward(each):
            bound = {"about": each.id, "since": each.after["stage_since"]}
            drop(work, object, "about = %(about)s and left_at > %(since)s", bound)
    for op, at in (("delete", work.now), ("restore", None)):
        if ids := [each.id for each in staged if each.op == op]:
            hide(work, object, "about = any(%(ids)s)", {"ids": ids, "at": at})
    if gone := [each.id for each in staged if each.op == "remove"]:
        drop(work, object, "about = any(%(ids)s)", {"ids": gone})


def stays(work: "Work", said: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of moves: each says `id`, `subject`, `about`, `process`, `process_version`, `stage`, `to_stage`,
    `entered_at`, `left_at`, `owner`, `unit` and `deleted_at`."""
    rows = [dict(each) for each in said]
    calendar = calendar_of(work) if rows else None
    for row in rows:
        assert calendar is not None
        row |= _measured(calendar, _process(work, row), row)
    return rows


def _measured(calendar: Calendar, process: Process | None, row: Mapping[str, Any]) -> dict[str, Any]:
    entered, left = row["entered_at"], row["left_at"]
    node = process.node(row["stage"]) if process else None
    limit = node.limit_days if node else None
    return {
        "about_object": row["subject"],
        "working_hours": f"{working_time(calendar, entered, left) / HOUR:.2f}",
        "over": None if limit is None else left - entered >= timedelta(days=limit),
        "outcome": outcome_of(_ends(process), row["stage"], row["to_stage"]),
    }


def _ends(process: Process | None) -> list[tuple[str, str | None]]:
    return [(node.key, node.end) for node in process.nodes] if process else []


def _process(work: "Work", row: Mapping[str, Any]) -> Process | None:
    if row["process"] is None or row["process_version"] is None:
        return None
    try:
        return load(work, row["process"], row["process_version"])
    except Refusal:  # it was taken out of the workspace
        return None


def _moved(each: Written) -> bool:
    before = each.before or {}
    times = (before.get("stage_since"), each.after["stage_since"])
    stages = (before.get("stage"), each.after["stage"])
    return None not in (*times, *stages) and times[0] != times[1] and stages[0] != stages[1]


def _onward(each: Written) -> bool:
    since: datetime = (each.before or {})["stage_since"]
    return bool(each.after["stage_since"] > since)


def _said(each: Written) -> dict[str, Any]:
    before = each.before or {}
    return {
        "id": each.event, "subject": each.object.name, "about": each.id, "process": before["process"],
        "process_version": before["process_version"], "stage": before["stage"],
        "to_stage": each.after["stage"], "entered_at": before["stage_since"],
        "left_at": each.after["stage_since"], "owner": before.get("owner"), "unit": before.get("unit"),
        "deleted_at": each.after["deleted_at"],
    }  # fmt: skip
