"""Figures over demos: what failed, without what lacked support."""

from prooftrail.platform.metrics.wording import both, metric, term

COUNTED = ["and", ["type", "=", "demo"], ["excused", "empty", True]]

OF_DEMOS = (
    metric("demo_failure_rate", both("演示未签认率", "Demos not signed for"),
           both("期间内的演示里客户没有签认的比例；支持缺口里的演示不算在销售个人头上",
                "Of the demos of the period, the share no customer signed for; demos in a support gap do not "
                "count against whoever gave them"),
           [term("failed", "没有签认", "Not signed for", ["count"], [*COUNTED, ["signed", "empty", True]]),
            term("demos", "演示", "Demos", ["count"], COUNTED)],
           "failed / demos", unit="percent", object="activity", time="occurred_at", direction="less"),
)  # fmt: skip
