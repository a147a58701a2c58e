"""What a customer says of a visit or a delivery."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Satisfaction(Shipped):
    """One question to one customer after one visit or delivery, and his answer. It belongs to the rep who
    was responsible for the customer when he was asked; only whoever holds its link answers.
    """

    key = "satisfaction"
    label = Label("满意度", "Satisfaction")
    through = ("customer", "deal")
    titled = "title"
    by_hand = "satisfaction_by_asking"

    title = declare("text", "问的什么", "Asked about", fixed=True, options={"pinyin": True, "limit": 240})
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    deal = declare("reference", "商机", "Deal", fixed=True, options={"object": "deal", "on_delete": "own"})
    occasion = declare("choice", "场合", "Occasion", fixed=True, indexed=True, options=choices(
        visit=("拜访", "Visit"), delivery=("交付", "Delivery")))  # fmt: skip
    happened_on = declare("date", "发生日期", "Happened on", fixed=True)
    activity = declare("reference", "动作", "Activity", fixed=True, indexed=True,
                       options={"object": "activity", "on_delete": "detach"})  # fmt: skip
    order_delivered = declare("reference", "订单", "Order", fixed=True, indexed=True,
                    options={"object": "order", "on_delete": "detach"})  # fmt: skip
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        asked=("待回答", "Asked"), answered=("已回答", "Answered"),
        expired=("过期未答", "Not answered")))  # fmt: skip
    contact = declare("reference", "问的谁", "Who was asked", fixed=True,
                      options={"object": "contact", "on_delete": "detach"})  # fmt: skip
    asked_how = declare("choice", "怎么问的", "How he was asked", fixed=True, options=choices(
        link=("链接", "Link"), mail=("邮件", "Mail")))  # fmt: skip
    asked_by = declare("person", "谁问的", "Asked by", fixed=True, options={"object": "person"})
    asked_at = declare("time", "提问时间", "Asked at", fixed=True, indexed=True)
    expires_at = declare("time", "链接到期", "Link ends", fixed=True, indexed=True)
    answered_at = declare("time", "回答时间", "Answered at", fixed=True, indexed=True)
    score = declare("integer", "满意度（1–5）", "Score, 1 to 5", fixed=True, indexed=True)
    comment = declare("long_text", "客户留言", "Comment", fixed=True)
    low = declare("boolean", "低分", "Low", fixed=True)
    complaint = declare("reference", "转成的投诉", "Complaint made of it", fixed=True,
                        options={"object": "complaint", "on_delete": "detach"})  # fmt: skip
