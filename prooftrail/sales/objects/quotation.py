"""A price said to a customer."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Quotation(Shipped):
    """What is offered, for how much and until when. It is approved by a second person, or not at all."""

    key = "quotation"
    label = Label("报价", "Quotation")
    through = ("customer", "deal")

    number = declare("auto_number", "报价单号", "Number", unique=True, fixed=True,
                     options={"pattern": "BJ-{yyyy}-{0001}"})  # fmt: skip
    name = declare("text", "报价名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    customer = declare("reference", "客户", "Customer", options={"object": "customer"})
    deal = declare("reference", "商机", "Deal", options={"object": "deal"})
    amount = declare("money", "金额", "Amount", indexed=True)
    status = declare("choice", "状态", "Status", indexed=True, options=choices(
        draft=("草稿", "Draft"), submitted=("已提交", "Submitted"), approved=("已批准", "Approved"),
        rejected=("已退回", "Rejected")))  # fmt: skip
    issued_on = declare("date", "报价日期", "Issued on")
    valid_until = declare("date", "有效期至", "Valid until")
    files = declare("file", "文件", "Files")
    approved_by = declare("person", "批准人", "Approved by", fixed=True, options={"object": "person"})
    approved_at = declare("time", "批准时间", "Approved at", fixed=True)
    reject_reason = declare("text", "退回原因", "Reason sent back", fixed=True, options={"limit": 500})
