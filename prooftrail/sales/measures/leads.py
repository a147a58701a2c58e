"""Figures over leads: how soon they are answered."""

from prooftrail.platform.metrics.wording import both, metric, term

IN_72_HOURS = ["hours(answered_at,created_at)", "<=", 72]

OF_LEADS = (
    metric("leads_answered_72h", both("线索 72 小时响应率", "Leads answered in 72 hours"),
           both("期间内建立的线索里，72 小时内有人跟进或关闭的比例（日历时间）",
                "Of the leads made in the period, the share that somebody took up or closed within 72 hours, "
                "in calendar time"),
           [term("in_time", "72 小时内响应", "Answered in 72 hours", ["count"], IN_72_HOURS),
            term("made", "线索", "Leads", ["count"])],
           "in_time / made", unit="percent", object="lead", time="created_at",
           by=("source", "owner", "unit")),
)  # fmt: skip
