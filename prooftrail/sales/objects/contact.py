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
