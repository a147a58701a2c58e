"""What each source, form and entrance costs and returns, beside the distribution's own figures of leads."""

from prooftrail.platform.metrics.wording import both, metric, term

SOLD = ["status", "=", "converted"]
BY = ("source", "capture_form", "capture_place", "industry", "region", "owner", "unit")
PAID = ["cost", "empty", False]
COST = term("cost", "获客成本", "Cost", ["sum", "cost"])

OF_CAPTURE = (
    metric("channel_cost", both("渠道成本", "Channel cost"),
           both("期间内建立的线索已记录的获客成本合计；按来源、表单、入口分",
                "Recorded acquisition cost of the leads made in the period; by source, form and entrance"),
           [COST], "cost", unit="money", object="lead", direction="less", time="created_at", by=BY),
    metric("channel_cost_per_conversion", both("单个转化成本", "Cost per conversion"),
           both("期间内建立的线索的获客成本合计，除以其中至今已转化的条数",
                "Acquisition cost of the leads made in the period, by those of them converted by now"),
           [COST, term("converted", "已转化", "Converted", ["count"], SOLD)], "cost / converted",
           unit="money", object="lead", direction="less", time="created_at", by=BY),
    metric("channel_return", both("渠道投入产出", "Channel return"),
           both("期间内建立、记了获客成本的线索带来的毛利，除以它们的成本",
                "Margin of the leads made in the period whose cost is known, by that cost"),
           [term("margin", "毛利", "Margin", ["sum", "margin"], PAID), COST], "margin / cost",
           unit="percent", object="lead", time="created_at", by=BY),
    metric("channel_spend", both("渠道投入", "Channel spend"),
           both("期间内记的渠道投入合计：展位、广告、佣金等不算在单条线索上的钱",
                "Spent on channels in the period: stands, advertisements, fees, what no single lead cost"),
           [term("amount", "金额", "Amount", ["sum", "amount"])], "amount", unit="money",
           object="channel_spend", direction="less", time="spent_on", by=("source", "owner", "unit")),
)  # fmt: skip
