"""The boxes of a person: what waits for him, what he asked for, what he decided, what was shown to him."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.flows import load
from prooftrail.platform.approvals.sheet import label_of_step
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

BOXES = ("todo", "started", "done", "copied")
MINE = {
    "todo": ("t.owner = %(me)s and t.state = 'waiting' and a.state = 'running'", "t.asked_at", True),
    "started": ("a.owner = %(me)s", "a.started_at", False),
    "done": ("t.owner = %(me)s and t.state in ('approved', 'rejected', 'returned', 'transferred', 'expired', "
             "'delegated')", "t.done_at", False),
    "copied": ("c.person = %(me)s", "c.at", False),
}  # fmt: skip
"""Of each box what belongs into it, by what it is sorted, and whether the oldest comes first."""


def show_box(work: "Work", box: str, cursor: str | None, limit: int) -> dict[str, Json]:
    """`{"items","next","count"}`; `count` is how many wait for the caller, whichever box he looks into."""
    if box not in BOXES:
        raise Refusal("unknown_box", "invalid", facts={"offered": list(BOXES)}, fields={"box": "unknown_box"})
    where, at, oldest = MINE[box]
    after, said = "", {"me": work.actor.person, "limit": limit + 1}
    if cursor:
        found = _read(cursor)
        sign = ">" if oldest else "<"
        after = f"and ({at}, {_key(box)}) {sign} (%(at)s::timestamptz, %(id)s)"
        said |= found
    way = "asc" if oldest else "desc"
    rows = work.execute(
        f"select {_key(box)}, {at}, a.id, a.number, a.title, a.flow, a.flow_version, a.about_object, "
        "a.about_record, a.about_label, a.state, a.step, a.started_at, a.ended_at, p.id, p.name, t.id, "
        f"t.state, t.step, t.asked_at, t.due_at, t.done_at, b.id, b.name {_from(work, box)} "
        f"where a.deleted_at is null and {where} {after} order by 2 {way}, 1 {way} limit %(limit)s",
        said,
    ).fetchall()
    items: list[Json] = [_line(work, row) for row in rows[:limit]]
    more = len(rows) > limit
    following = f"{rows[limit - 1][1].isoformat()}~{rows[limit - 1][0]}" if more else None
    return {"items": items, "next": following, "count": waiting(work)}


def waiting(work: "Work") -> int:
    """How many wait for the caller."""
    row = work.execute(
        f"select count(*) from {work.place.schema}.approval_task t join {work.place.schema}.approval a "
        "on a.id = t.approval where t.owner = %s and t.state = 'waiting' and a.state = 'running' "
        "and t.deleted_at is null and a.deleted_at is null",
        [work.actor.person],
    ).fetchone()
    return int(row[0]) if row else 0


def _key(box: str) -> str:
    return "t.id" if box in ("todo", "done") else "a.id"


def _from(work: "Work", box: str) -> str:
    place = work.place.schema
    people = f"join {place}.person p on p.id = a.owner left join {place}.person b on b.id = t.on_behalf"
    if box in ("todo", "done"):
        return f"from {place}.approval_task t join {place}.approval a on a.id = t.approval {people}"
    mine = (
        f"left join lateral (select * from {place}.approval_task x where x.approval = a.id "
        "and x.owner = %(me)s and x.state = 'waiting' limit 1) t on true"
    )
    if box == "copied":
        return f"from {place}._approval_copy c join {place}.approval a on a.id = c.approval {mine} {people}"
    return f"from {place}.approval a {mine} {people}"


def _line(work: "Work", row: Any) -> Json:
    (_, _, id, number, title, key, version, object, record, about, state, step, started, ended, starter, name,
     task, task_state, task_step, asked, due, done, behalf, behalf_name) = row  # fmt: skip
    flow = load(work, key, version)
    kind = work.schema.objects.get(object)
    drawn = flow.steps.get(task_step or "") or {}
    mine: Json = None
    if task is not None:
        mine = {
            "id": str(task), "state": task_state, "step": task_step,
            "step_label": label_of_step(flow, task_step),
            "asked_at": asked.isoformat() if asked else None, "due_at": due.isoformat() if due else None,
            "overdue": due is not None and task_state == "waiting" and due <= work.now,
            "done_at": done.isoformat() if done else None,
            "on_behalf": {"id": str(behalf), "label": behalf_name} if behalf else None,
            "edits": any(rule == "edit" for rule in (drawn.get("fields") or {}).values()),
        }  # fmt: skip
    return {
        "id": str(id), "number": number, "title": title, "flow": {"key": key, "label": flow.label},
        "about": {"object": object, "object_label": kind.label.json() if kind else None, "id": record,
                  "label": about},
        "state": state, "step": step, "step_label": label_of_step(flow, step),
        "starter": {"id": str(starter), "label": name},
        "started_at": started.isoformat() if started else None,
        "ended_at": ended.isoformat() if ended else None, "task": mine,
    }  # fmt: skip


def _read(cursor: str) -> dict[str, Any]:
    from datetime import datetime

    at, _, id = cursor.partition("~")
    try:
        return {"at": datetime.fromisoformat(at), "id": UUID(id)}
    except ValueError:
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"}) from None
