"""Something a rep did."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Activity(Shipped):
    """One atomic action: what, with whom, about what, and what was agreed next."""

    key = "activity"
    label = Label("动作", "Activity")
    through = ("customer", "deal")
    titled = "topic"

    type = declare("choice", "类型", "Type", required=True, options=choices(
        visit=("拜访", "Visit"), first_contact=("首次接触", "First contact"),
        survey=("现场勘测", "Site survey"), call=("电话沟通", "Call"),
        demo=("技术演示", "Demo"), proposal=("提交方案", "Proposal sent"),
        negotiation=("商务谈判", "Negotiation"),
        signing=("签约", "Signing"), payment=("回款", "Payment")))  # fmt: skip
    customer = declare("reference", "客户", "Customer", options={"object": "customer", "on_delete": "own"})
    deal = declare("reference", "商机", "Deal", options={"object": "deal", "on_delete": "own"})
    contact = declare("reference", "联系人", "Contact", options={"object": "contact", "on_delete": "detach"})
    topic = declare("text", "主题", "Topic", options={"limit": 200})
    objection = declare("text", "异议", "Objection", options={"limit": 500})
    script = declare("reference", "用的话术", "Script used", indexed=True,
                     options={"object": "script", "on_delete": "detach"})  # fmt: skip
    next_step = declare("text", "下一步", "Next step", options={"limit": 200})
    next_on = declare("date", "下一步日期", "Next on", indexed=True)
    occurred_at = declare("time", "发生时间", "Occurred at", indexed=True, options={"at_start": True})
    place = declare("place", "位置", "Position")
    decision_maker = declare(
        "text", "见到的决策人", "Decision maker met", personal=True, options={"limit": 80}
    )
    corrects = declare("reference", "更正", "Corrects", options={"object": "activity", "on_delete": "detach"})
    tap_to_saved_ms = declare(
        "integer", "手机报的用时（毫秒）", "Tap to saved, as the phone says (ms)", fixed=True,
        options={"at_birth": True},
    )  # fmt: skip
    fields_spoken = declare("integer", "说话填的字段数", "Fields filled from speech", fixed=True,
                            options={"at_birth": True})  # fmt: skip
    fields_typed = declare("integer", "手填的字段数", "Fields typed", fixed=True,
                           options={"at_birth": True})  # fmt: skip
    received_at = declare("time", "收到时间", "Received at", fixed=True)
    late = declare("boolean", "补记", "Late", fixed=True)
    signed = declare("boolean", "客户已签认", "Signed by the customer", fixed=True)
    excused = declare("boolean", "支持缺口，不计入本人", "Support gap, not counted", fixed=True)
    touched_twice = declare("boolean", "重复触达", "Touched twice", fixed=True)
    flags = declare("choices", "存疑", "Flags", fixed=True, options=choices(
        too_quick=("三步走得太快", "Three steps too quick"),
        fabricated=("判定为虚报", "Judged made up")))  # fmt: skip
