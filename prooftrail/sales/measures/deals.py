"""Figures over deals: what was won, what is under way, and how long it takes."""

from prooftrail.platform.metrics.wording import both, metric, term

WON = ["$stage", "=", "won"]
LOST = ["$stage", "=", "lost"]
OPEN = ["$stage", "=", "open"]
OVER = ["$stage", "=", "over_limit"]
BY = ("owner", "unit", "product", "process")
STANDING = ("stage", "process", "owner", "unit")

OF_DEALS = (
    metric("win_rate", both("赢单率", "Win rate"),
           both("期间内结束的商机里赢单的比例，按结束日期",
                "Of the deals that ended in the period, the share won"),
           [term("won", "赢单", "Won", ["count"], WON),
            term("ended", "已结束", "Ended", ["count"], ["or", WON, LOST])],
           "won / ended", unit="percent", object="deal", time="closed_on", by=BY),
    metric("won_amount", both("赢单金额", "Amount won"),
           both("期间内赢单商机的金额之和，按结束日期", "The amounts of deals won in the period, added up"),
           [term("won", "赢单金额", "Amount won", ["sum", "amount"], WON)],
           "won", unit="money", object="deal", time="closed_on", by=BY),
    metric("mean_won_amount", both("平均赢单金额", "Mean amount won"),
           both("期间内赢单商机的平均金额，没填金额的不算",
                "The mean amount of deals won in the period that have one"),
           [term("won", "赢单金额", "Amount won", ["sum", "amount"], WON),
            term("deals", "有金额的商机", "Deals with an amount", ["count", "amount"], WON)],
           "won / deals", unit="money", object="deal", time="closed_on", by=BY),
    metric("new_deals", both("新增商机", "New deals"),
           both("期间内立项的商机数", "How many deals were opened in the period"),
           [term("opened", "立项", "Opened", ["count"])],
           "opened", unit="count", object="deal", time="opened_on", by=BY),
    metric("days_to_win", both("赢单周期", "Days to win"),
           both("赢单商机从立项到结束的平均天数（日历天）",
                "Mean calendar days from opening to the end of deals won"),
           [term("days", "平均天数", "Mean days", ["avg", ["days", "closed_on", "opened_on"]], WON)],
           "days", unit="days", object="deal", time="closed_on", direction="less", by=BY),
    metric("days_to_win_spread", both("赢单周期波动", "Spread of days to win"),
           both("赢单商机从立项到结束天数的标准差：越小越稳",
                "The standard deviation of the days from opening to the end of deals won: the less, the "
                "steadier"),
           [term("days", "标准差", "Deviation", ["stddev", ["days", "closed_on", "opened_on"]], WON)],
           "days", unit="days", object="deal", time="closed_on", direction="less", by=BY),
    metric("lost_deals", both("丢单数", "Deals lost"),
           both("期间内丢掉的商机数；按原因或竞品分", "Deals lost in the period; by reason or competitor"),
           [term("lost", "丢单", "Lost", ["count"], LOST)],
           "lost", unit="count", object="deal", time="closed_on", direction="less",
           by=("lost_reason", "competitor", "owner", "unit")),
    metric("funnel", both("漏斗", "Funnel"),
           both("期间内立项的商机，按此刻所在阶段分就是漏斗",
                "Deals opened in the period; by the stage they are at now, the funnel"),
           [term("deals", "商机", "Deals", ["count"])],
           "deals", unit="count", object="deal", time="opened_on",
           by=("stage", "process", "owner", "unit", "product")),
    metric("open_amount", both("在途金额", "Open pipeline"),
           both("此刻还在路上的商机的金额之和", "The amounts of all deals under way now, added up"),
           [term("open", "在途金额", "Open amount", ["sum", "amount"], OPEN)],
           "open", unit="money", object="deal", by=STANDING),
    metric("open_deals", both("在途商机", "Open deals"),
           both("此刻还在路上的商机数", "How many deals are under way now"),
           [term("open", "在途", "Open", ["count"], OPEN)],
           "open", unit="count", object="deal", by=STANDING),
    metric("deals_over_limit", both("超时停留商机", "Deals over their limit"),
           both("此刻停在一个阶段、已到该阶段时限的商机数（日历时间）",
                "How many deals have stood at their stage for its limit or longer, in calendar time"),
           [term("over", "超时", "Over the limit", ["count"], OVER)],
           "over", unit="count", object="deal", direction="less", by=STANDING),
    metric("standing_days", both("阶段停留天数", "Days in stage"),
           both("在途商机到此刻在当前阶段平均停了多少天（日历时间）",
                "Mean days that deals under way have stood at their present stage, in calendar time"),
           [term("days", "平均停留", "Mean days", ["avg", ["days", "$now", "stage_since"]], OPEN)],
           "days", unit="days", object="deal", direction="less", by=STANDING),
)  # fmt: skip
