"""Figures of complaints and of how content customers are."""

from prooftrail.platform.metrics.wording import both, metric, term

OPEN = ["state", "in", ["open", "working"]]
BY = ("rep", "rep_unit", "category", "cause", "severity", "owner", "unit")
OF_REP = ("owner", "unit", "occasion")

OF_CARE = (
    metric("complaints", both("投诉数", "Complaints"),
           both("期间内提出的投诉，按当时的客户负责人和他的部门计",
                "Complaints raised in the period, by who answered for the customer then and his department"),
           [term("raised", "投诉", "Complaints", ["count"])],
           "raised", unit="count", object="complaint", time="raised_at", direction="less", by=BY),
    metric("complaints_open", both("未结投诉", "Open complaints"),
           both("此刻还没解决的投诉", "Complaints that are not resolved now"),
           [term("open", "未结", "Open", ["count"], OPEN)],
           "open", unit="count", object="complaint", direction="less", by=BY),
    metric("complaints_overdue", both("逾期投诉", "Overdue complaints"),
           both("此刻过了解决期限还没解决的投诉", "Complaints past their time and not resolved now"),
           [term("late", "逾期", "Overdue", ["count"], ["and", OPEN, ["overdue", "=", True]])],
           "late", unit="count", object="complaint", direction="less", by=BY),
    metric("complaint_hours", both("投诉解决中位时长", "Median time to resolve a complaint"),
           both("期间内解决的投诉，从提出到解决的工作小时数的中位数",
                "Of the complaints resolved in the period, the median working hours from raising on"),
           [term("hours", "中位小时", "Median hours", ["median", "resolution_hours"])],
           "hours", unit="hours", object="complaint", time="resolved_at", direction="less", by=BY),
    metric("complaints_in_time", both("投诉按时解决率", "Complaints resolved in time"),
           both("期间内解决的投诉里按期解决的比例",
                "Of the complaints resolved in the period, the share in time"),
           [term("in_time", "按时", "In time", ["count"], ["in_time", "=", True]),
            term("resolved", "已解决", "Resolved", ["count"], ["in_time", "empty", False])],
           "in_time / resolved", unit="percent", object="complaint", time="resolved_at", by=BY),
    metric("satisfaction_mean", both("平均满意度", "Mean satisfaction"),
           both("期间内客户回答的平均分，1 到 5",
                "The mean of the scores customers gave in the period, 1 to 5"),
           [term("score", "平均分", "Mean score", ["avg", "score"])],
           "score", unit="count", object="satisfaction", time="answered_at", by=OF_REP),
    metric("satisfaction_response", both("满意度回答率", "Satisfaction response rate"),
           both("期间内问过的客户里回答了的比例；链接没到期又没答的不算",
                "Of the questions asked in the period, the share answered; what can still be answered is "
                "left out"),
           [term("answered", "已回答", "Answered", ["count"], ["state", "=", "answered"]),
            term("over", "已回答或过期", "Answered or over", ["count"],
                 ["state", "in", ["answered", "expired"]])],
           "answered / over", unit="percent", object="satisfaction", time="asked_at", by=OF_REP),
    metric("satisfaction_low", both("低分占比", "Share of low scores"),
           both("期间内的回答里低分的比例，几分算低见设置",
                "Of the answers of the period, the share of low scores; a setting says from which one on"),
           [term("low", "低分", "Low", ["count"], ["low", "=", True]),
            term("answered", "回答", "Answers", ["count"])],
           "low / answered", unit="percent", object="satisfaction", time="answered_at", direction="less",
           by=OF_REP),
)  # fmt: skip
