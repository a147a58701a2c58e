"""Figures over quotations and contracts on their way through a second person's hands."""

from prooftrail.sales.measures.wording import both, metric, term

APPROVED = ["status", "=", "approved"]
HANDED_IN = ["status", "in", ["submitted", "approved", "rejected"]]

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
)  # fmt: skip
