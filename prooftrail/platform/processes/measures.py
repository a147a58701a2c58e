"""The figures over stays that are shipped: how long stages take, and where they lead."""

from prooftrail.platform.metrics.wording import both, metric, term

BY = ("stage", "to_stage", "outcome", "process", "subject", "owner", "unit")
SPAN = ["hours", "left_at", "entered_at"]
ON = ["outcome", "in", ["forward", "won"]]

OF_STAYS = (
    metric("stay_hours", both("阶段停留时长", "Hours in a stage"),
           both("期间内离开的阶段停留平均多少小时（日历时间），按离开时间，归离开时的负责人",
                "Mean hours, in calendar time, of the stays that ended in the period, credited to whose the "
                "record was"),
           [term("hours", "平均小时", "Mean hours", ["avg", SPAN])],
           "hours", unit="hours", object="stay", time="left_at", direction="less", by=BY),
    metric("stay_median_hours", both("阶段停留中位数", "Median hours in a stage"),
           both("期间内离开的阶段停留小时数的中位数（日历时间）：一半比它短",
                "The median hours, in calendar time, of the stays that ended in the period: half were "
                "shorter"),
           [term("hours", "中位小时", "Median hours", ["median", SPAN])],
           "hours", unit="hours", object="stay", time="left_at", direction="less", by=BY),
    metric("stay_working_hours", both("阶段停留工时", "Working hours in a stage"),
           both("期间内离开的阶段停留平均多少工作小时",
                "Mean working hours of the stays that ended in the period"),
           [term("hours", "平均工作小时", "Mean working hours", ["avg", "working_hours"])],
           "hours", unit="hours", object="stay", time="left_at", direction="less", by=BY),
    metric("stays", both("阶段转移数", "Moves between stages"),
           both("期间内离开阶段的次数；按阶段和去向分就是转移表",
                "How many stays ended in the period; by stage and where to, the table of moves"),
           [term("stays", "离开", "Ended", ["count"])],
           "stays", unit="count", object="stay", time="left_at", by=BY),
    metric("stage_conversion", both("阶段转化率", "Stage conversion"),
           both("期间内离开的阶段停留里推进到下一步或赢单的比例",
                "Of the stays that ended in the period, the share that went on or was won"),
           [term("on", "推进", "Went on", ["count"], ON),
            term("ended", "离开", "Ended", ["count"])],
           "on / ended", unit="percent", object="stay", time="left_at", by=BY),
    metric("stays_over_limit", both("阶段超时率", "Stays over their limit"),
           both("期间内离开的、有时限的阶段停留里，到了时限或更久的比例（日历时间）",
                "Of the stays that ended in the period at stages with a limit, the share that lasted for it "
                "or longer, in calendar time"),
           [term("over", "到时限", "Over the limit", ["count"], ["over", "=", True]),
            term("limited", "有时限", "With a limit", ["count"], ["over", "empty", False])],
           "over / limited", unit="percent", object="stay", time="left_at", direction="less", by=BY),
)  # fmt: skip
