"""What is to be delivered."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Order(Shipped):
    """Goods a customer is to get; approved by a second person before anything leaves."""

    key = "order"
    label = Label("订单", "Order")
    through = ("customer", "deal")

    number = declare("auto_number", "订单号", "Number", unique=True, fixed=True,
                     options={"pattern": "DD-{yyyy}-{0001}"})  # fmt: skip
    name = declare("text", "订单名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    customer = declare("reference", "客户", "Customer", options={"object": "customer"})
    deal = declare("reference", "商机", "Deal", options={"object": "deal"})
    amount = declare("money", "金额", "Amount", indexed=True)
    status = declare("choice", "状态", "Status", indexed=True, options=choices(
        draft=("草稿", "Draft"), approved=("已批准", "Approved"), delivered=("已交付", "Delivered"),
        closed=("已完结", "Closed")))  # fmt: skip
    signed_on = declare("date", "签订日期", "Signed on")
    files = declare("file", "文件", "Files")
    approved_by = declare("person", "批准人", "Approved by", fixed=True, options={"object": "person"})
    approved_at = declare("time", "批准时间", "Approved at", fixed=True)
    reject_reason = declare("text", "退回原因", "Reason sent back", fixed=True, options={"limit": 500})
