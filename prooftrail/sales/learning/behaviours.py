"""What people do, as far as it can be counted: each a figure with its arithmetic.

Most are metrics. Those the workspace does not have are made one with a tap; two cannot be told in the
language of metrics and are counted here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.shapes import Definition
from prooftrail.platform.metrics.wording import both, metric, term
from prooftrail.sales.learning.counting import Counted, Span, action_gaps, first_demos

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MET = ["type", "in", ["visit", "survey", "demo"]]
OBJECTED = ["objection", "empty", False]
BY = ("owner", "unit", "type")

MADE: tuple[dict[str, Any], ...] = (
    metric("decider_met", both("见到决策人的拜访", "Visits with the decision maker"),
           both("期间内的拜访、勘测、演示里写明见到决策人的比例",
                "Of visits, surveys and demos of the period, the share that name the decision maker met"),
           [term("met", "见到决策人", "Met", ["count"], ["and", MET, ["decision_maker", "empty", False]]),
            term("visits", "拜访", "Visits", ["count"], MET)],
           "met / visits", unit="percent", object="activity", time="occurred_at", by=BY),
    metric("script_reuse", both("异议处理话术复用率", "Objections answered by a script"),
           both("期间内遇到异议的动作里，用了话术库里的话术的比例",
                "Of actions of the period that met an objection, the share that used a script"),
           [term("answered", "用了话术", "Answered by a script", ["count"],
                 ["and", OBJECTED, ["script", "empty", False]]),
            term("objected", "遇到异议", "Objected", ["count"], OBJECTED)],
           "answered / objected", unit="percent", object="activity", time="occurred_at", by=BY),
    metric("demos_per_deal", both("每商机演示次数", "Demos per deal"),
           both("期间内的演示次数除以有动作的商机数",
                "Demos of the period, divided by the deals there were actions for"),
           [term("demos", "演示", "Demos", ["count"], ["type", "=", "demo"]),
            term("deals", "有动作的商机", "Deals", ["distinct", "deal"])],
           "demos / deals", unit="count", object="activity", time="occurred_at", by=("owner", "unit")),
    metric("dated_next_steps", both("下一步有日期", "Dated next steps"),
           both("期间内写了下一步的动作里，连日期也写了的比例",
                "Of actions of the period that name a next step, the share that name its date"),
           [term("dated", "有日期", "Dated", ["count"],
                 ["and", ["next_step", "empty", False], ["next_on", "empty", False]]),
            term("named", "有下一步", "With a next step", ["count"], ["next_step", "empty", False])],
           "dated / named", unit="percent", object="activity", time="occurred_at", by=BY),
    metric("lead_answer_hours", both("线索响应用时", "Hours to answer a lead"),
           both("期间内建立的线索到有人跟进的平均小时数（日历时间）",
                "Mean hours from a lead's making to its being taken up, in calendar time"),
           [term("hours", "平均小时", "Mean hours", ["avg", ["hours", "answered_at", "created_at"]])],
           "hours", unit="hours", object="lead", time="created_at", direction="less",
           by=("owner", "unit", "source")),
)  # fmt: skip


@dataclass(frozen=True)
class Own:
    """A behaviour that is no metric: whose days, and how they are counted. Less is better."""

    key: str
    label: dict[str, str]
    about: dict[str, str]
    count: Callable[["Work", Span], list[Counted]]


DEFINED: dict[str, Definition] = {each["key"]: Definition.model_validate(each) for each in MADE}
OWN: dict[str, Own] = {
    each.key: each
    for each in (
        Own("first_demo_days", both("立项到首次演示", "Days to the first demo"),
            both("首次演示落在期间内的商机，从立项到首次演示的平均天数",
                 "Of deals whose first demo was in the period, mean days from opening to that demo"),
            first_demos),
        Own("action_gap_days", both("动作间隔", "Days between actions"),
            both("期间内同一商机前后两个动作之间的平均天数",
                 "Mean days between two actions in a row of the period on the same deal"),
            action_gaps),
    )
}  # fmt: skip
COMPARED = (
    "actions_per_customer", "decider_met", "script_reuse", "first_demo_days", "demos_per_deal",
    "evidence_completeness", "lead_answer_hours", "action_gap_days", "complete_visits", "dated_next_steps",
)  # fmt: skip
"""Every behaviour in the order it is shown: shipped metrics, those of `DEFINED`, and `OWN`."""
