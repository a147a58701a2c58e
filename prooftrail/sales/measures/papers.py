"""Figures over quotations and contracts on their way through a second person's hands."""

from prooftrail.platform.metrics.wording import both, metric, term

APPROVED = ["status", "=", "approved"]
HANDED_IN = ["status", "in", ["submitted", "approved", "rejected"]]

IN_48_HOURS = ["and", APPROVED, ["hours(approved_at,created_at)", "<=", 48]]

OF_PAPERS = (
    metric("quotations_approved", both("报价签批率", "Quotations signed for"),
           both("期间内建立并已提交的报价里批准的比例",
                "Of the quotations of the period handed in, the share approved"),
           [term("approved", "已批准", "Approved", ["count"], APPROVED),
            term("handed_in", "已提交", "Handed in", ["count"], HANDED_IN)],
           "approved / handed_in", unit="percent", object="quotation", time="created_at"),
    metric("quotation_hours", both("报价签批用时", "Hours to sign a quotation"),
           both("报价从建立到批准的平均小时数（日历时间）",
                "Mean hours from a quotation to its approval, in calendar time"),
           [term("hours", "平均小时", "Mean hours", ["avg", ["hours", "approved_at", "created_at"]])],
           "hours", unit="hours", object="quotation", time="approved_at", direction="less"),
    metric("contract_hours", both("合同审核用时", "Hours to review a contract"),
           both("合同从建立到批准的平均小时数（日历时间）",
                "Mean hours from a contract to its approval, in calendar time"),
           [term("hours", "平均小时", "Mean hours", ["avg", ["hours", "approved_at", "created_at"]])],
           "hours", unit="hours", object="contract", time="approved_at", direction="less"),
    metric("signed_in_48h", both("48 小时签批率", "Signed for in 48 hours"),
           both("期间内建立并已提交的报价里，48 小时内批准的比例（日历时间）",
                "Of the quotations of the period handed in, the share approved within 48 hours, in calendar "
                "time"),
           [term("in_time", "48 小时内批准", "Approved in 48 hours", ["count"], IN_48_HOURS),
            term("handed_in", "已提交", "Handed in", ["count"], HANDED_IN)],
           "in_time / handed_in", unit="percent", object="quotation", time="created_at",
           thresholds=[{"level": "red", "test": "<", "value": "85"}]),
    metric("quotation_returns", both("报价退回率", "Quotations sent back"),
           both("期间内建立并已提交的报价里退回的比例",
                "Of the quotations of the period handed in, the share sent back"),
           [term("back", "退回", "Sent back", ["count"], ["status", "=", "rejected"]),
            term("handed_in", "已提交", "Handed in", ["count"], HANDED_IN)],
           "back / handed_in", unit="percent", object="quotation", time="created_at", direction="less"),
    metric("contract_returns", both("合同退回率", "Contracts sent back"),
           both("期间内建立的合同里退回过的比例", "Of the contracts of the period, the share sent back"),
           [term("back", "退回", "Sent back", ["count"], ["reject_reason", "empty", False]),
            term("made", "建立", "Made", ["count"])],
           "back / made", unit="percent", object="contract", time="created_at", direction="less"),
    metric("ordered_amount", both("订单金额", "Amount ordered"),
           both("期间内签订的订单金额之和，按签订日期",
                "The amounts of orders signed in the period, added up"),
           [term("ordered", "订单金额", "Amount ordered", ["sum", "amount"])],
           "ordered", unit="money", object="order", time="signed_on"),
)  # fmt: skip
