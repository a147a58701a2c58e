"""Figures of rivals: where they stand now, what they did, and at what price."""

from prooftrail.platform.metrics.wording import both, metric, term

BY = ("competitor", "kind", "owner", "unit")

OF_RIVALS = (
    metric("competitor_presences", both("在场竞品", "Rivals present"),
           both("此刻还没结束的竞品出现，按竞品、动向、部门分组",
                "Presences of rivals that have not ended, by rival, kind and department"),
           [term("presences", "处", "Presences", ["count"], ["until", "empty", True])],
           "presences", unit="count", object="competitor_presence", direction="less", by=BY),
    metric("competitor_moves", both("竞品动向", "Moves of rivals"),
           both("期间内开始的竞品出现、报价、试用和渠道动作",
                "Presences, quotations, trials and channel moves of rivals that began in the period"),
           [term("moves", "次", "Moves", ["count"])],
           "moves", unit="count", object="competitor_presence", time="since", direction="less", by=BY),
    metric("competitor_offers", both("竞品平均报价", "Mean offer of rivals"),
           both("期间内记下的竞品报价的平均金额", "Mean amount of rivals' quotations seen in the period"),
           [term("offer", "报价", "Offer", ["avg", "offer"], ["offer", "empty", False])],
           "offer", unit="money", object="competitor_presence", time="since", by=BY),
)  # fmt: skip
