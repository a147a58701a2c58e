"""Figures over the tasks in the caller's scope: time per step, waiting per person, what came back and why."""

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.platform.approvals.flows import in_force
from prooftrail.platform.approvals.model import REASONS
from prooftrail.platform.approvals.sheet import label_of_step
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DECIDED = ["approved", "rejected", "returned"]


def show_figures(work: "Work", since: date | None, until: date | None) -> dict[str, Json]:
    """`{"steps","waiting","returns","decided","returned","return_rate"}`; both days included."""
    if not work.access.unbound and work.access.grant("approval_task").read == "none":
        return {"steps": [], "waiting": [], "returns": [], "decided": 0, "returned": 0, "return_rate": None}
    span: list[Any] = [["state", "in", DECIDED]]
    span += [["done_at", ">=", _start(work, since)]] if since else []
    span += [["done_at", "<", _start(work, until + timedelta(days=1))]] if until else []
    done = ["and", *span]
    reasons = _ask(work, ["and", *span, ["state", "=", "returned"]], ["reason"], {"n": ["count"]})
    decided = sum(int(row["n"]) for row in _ask(work, done, ["state"], {"n": ["count"]}))
    returned = sum(int(row["n"]) for row in reasons)
    labels = {each["key"]: each["label"] for each in REASONS["choices"]}
    return {
        "steps": _steps(work, done), "waiting": _waiting(work),
        "returns": [{"reason": row["reason"], "label": labels.get(row["reason"]), "count": row["n"]}
                    for row in reasons],
        "decided": decided, "returned": returned,
        "return_rate": f"{100 * returned / decided:.1f}" if decided else None,
    }  # fmt: skip


def _steps(work: "Work", done: list[Any]) -> list[Json]:
    flows = {each.key: each for each in in_force(work)}
    took = {"n": ["count"], "hours": ["avg", ["hours", "done_at", "asked_at"]]}
    found: list[Json] = []
    for row in _ask(work, done, ["flow", "step"], took):
        flow = flows.get(row["flow"])
        found.append({
            "flow": row["flow"], "flow_label": flow.label if flow else None, "step": row["step"],
            "step_label": label_of_step(flow, row["step"]) if flow else None, "count": row["n"],
            "hours": row["hours"],
        })  # fmt: skip
    return found


def _waiting(work: "Work") -> list[Json]:
    open_now = {
        "n": ["count"],
        "hours": ["avg", ["hours", "$now", "asked_at"]],
        "oldest": ["min", "asked_at"],
    }
    late = {row["owner"]["id"]: row["n"] for row in
            _ask(work, ["and", ["state", "=", "waiting"], ["due_at", "<=", work.now.isoformat()]],
                 ["owner"], {"n": ["count"]}) if row["owner"]}  # fmt: skip
    return [
        {"person": row["owner"], "count": row["n"], "hours": row["hours"], "oldest_at": row["oldest"],
         "overdue": late.get((row["owner"] or {}).get("id"), 0)}
        for row in _ask(work, ["state", "=", "waiting"], ["owner"], open_now)
    ]  # fmt: skip


def _ask(work: "Work", filter: list[Any], group: list[Any], measures: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(work.records.aggregate("approval_task", filter, group, measures))[
        "rows"
    ]
    return rows


def _start(work: "Work", day: date) -> str:
    return datetime.combine(day, time.min, work.zone).isoformat()
