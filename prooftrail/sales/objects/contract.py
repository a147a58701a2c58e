"""What both sides put their names to."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Contract(Shipped):
    """Terms on their way to being binding: approved by a second person, signed, in effect."""

    key = "contract"
    label = Label("合同", "Contract")
    through = ("customer", "deal")

    number = declare("auto_number", "合同编号", "Number", unique=True, fixed=True,
                     options={"pattern": "HT-{yyyy}-{0001}"})  # fmt: skip
    name = declare("text", "合同名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    customer = declare("reference", "客户", "Customer", options={"object": "customer"})
    deal = declare("reference", "商机", "Deal", options={"object": "deal"})
    amount = declare("money", "金额", "Amount", indexed=True)
    status = declare("choice", "状态", "Status", indexed=True, options=choices(
        draft=("草稿", "Draft"), approved=("已批准", "Approved"), signed=("已签订", "Signed"),
        effective=("已生效", "In effect")))  # fmt: skip
    signed_on = declare("date", "签订日期", "Signed on")
    files = declare("file", "文件", "Files")
    approved_by = declare("person", "批准人", "Approved by", fixed=True, options={"object": "person"})
    approved_at = declare("time", "批准时间", "Approved at", fixed=True)
    reject_reason = declare("text", "退回原因", "Reason sent back", fixed=True, options={"limit": 500})
