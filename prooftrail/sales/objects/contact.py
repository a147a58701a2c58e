"""A person at a customer."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Contact(Shipped):
    """Somebody at a customer, and his part in the decision."""

    key = "contact"
    label = Label("联系人", "Contact")
    through = ("customer",)

    name = declare(
        "text", "姓名", "Name", required=True, personal=True, options={"pinyin": True, "limit": 80}
    )
    customer = declare("reference", "客户", "Customer", options={"object": "customer", "on_delete": "own"})
    title = declare("text", "职务", "Title", options={"limit": 80})
    decision_role = declare("choice", "决策角色", "Decision role", options=choices(
        user=("使用", "Uses it"), gatekeeper=("把关", "Guards the gate"), influencer=("影响", "Has a say"),
        decider=("拍板", "Decides"), buyer=("采购", "Buys")) | {"open": True})  # fmt: skip
    phone = declare("text", "电话", "Phone", personal=True, options={"limit": 40})
    email = declare("email", "邮箱", "Mail", personal=True)
    attitude = declare("choice", "态度", "Attitude", options=choices(
        champion=("力挺", "Champion"), positive=("支持", "For us"), neutral=("中立", "Neutral"),
        against=("反对", "Against us")))  # fmt: skip
    influence = declare("choice", "影响力", "Influence", options=choices(
        high=("大", "High"), medium=("中", "Medium"), low=("小", "Low")))  # fmt: skip
    reports_to = declare("reference", "汇报给", "Reports to",
                         options={"object": "contact", "on_delete": "detach"})  # fmt: skip
    left_on = declare("date", "离任日期", "Left on")
