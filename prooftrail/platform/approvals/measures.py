"""The figures over approvals that are shipped; nothing but definitions."""

from typing import Any

DECIDED = ["state", "in", ["approved", "rejected", "returned"]]
WAITING = ["state", "=", "waiting"]
BY = ("flow", "step", "owner", "unit")


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _metric(
    key: str, label: dict[str, str], about: dict[str, str], terms: list[dict[str, Any]], formula: str,
    *, unit: str, time: str | None, by: tuple[str, ...] = BY,
) -> dict[str, Any]:  # fmt: skip
    return {"key": key, "label": label, "description": about, "unit": unit, "object": "approval_task",
            "time": time, "terms": terms, "formula": formula, "direction": "less",
            "dimensions": list(by)}  # fmt: skip


def _term(name: str, zh: str, en: str, measure: list[Any], filter: list[Any]) -> dict[str, Any]:
    return {"name": name, "label": _both(zh, en), "measure": measure, "filter": filter}


METRICS: tuple[dict[str, Any], ...] = (
    _metric("approval_step_hours", _both("审批节点用时", "Hours per approval step"),
            _both("期间内处理的审批任务从送审到处理的平均小时数（日历时间）",
                  "Mean hours from asking to the word given, in calendar time"),
            [_term("hours", "平均小时", "Mean hours", ["avg", ["hours", "done_at", "asked_at"]], DECIDED)],
            "hours", unit="hours", time="done_at"),
    _metric("approvals_waiting", _both("待审批数", "Approvals waiting"),
            _both("此刻等待处理的审批任务数，按审批人看", "How many tasks wait now, by approver"),
            [_term("waiting", "待审批", "Waiting", ["count"], WAITING)],
            "waiting", unit="count", time=None),
    _metric("approval_waiting_hours", _both("待审批等待时长", "Hours waiting"),
            _both("此刻等待处理的审批任务平均已等了多少小时（日历时间）",
                  "Mean hours that tasks waiting now have waited, in calendar time"),
            [_term("hours", "平均小时", "Mean hours", ["avg", ["hours", "$now", "asked_at"]], WAITING)],
            "hours", unit="hours", time=None),
    _metric("approval_return_rate", _both("审批退回率", "Approvals returned"),
            _both("期间内处理的审批任务里退回的比例；按原因分组看退回原因",
                  "Of the tasks decided in the period, the share sent back; by reason, why"),
            [_term("returned", "退回", "Returned", ["count"], ["state", "=", "returned"]),
             _term("decided", "已处理", "Decided", ["count"], DECIDED)],
            "returned / decided", unit="percent", time="done_at", by=(*BY, "reason")),
)  # fmt: skip
