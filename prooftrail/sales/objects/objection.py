"""What customers say against it."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Objection(Shipped):
    """One objection as it is met again and again; its answers are scripts."""

    key = "objection"
    label = Label("异议", "Objection")
    owned = False
    titled = "title"

    title = declare("text", "异议", "Objection", required=True, options={"pinyin": True, "limit": 200})
    category = declare("choice", "类别", "Category", indexed=True, options=choices(
        price=("价格与付款", "Price and payment"), competitor=("竞品", "Competitor"),
        need=("需求与效果", "Need and effect"), risk=("风险与质保", "Risk and warranty"),
        delivery=("交期与施工", "Delivery and works"), process=("流程与审批", "Process and approval"),
        other=("其他", "Other")))  # fmt: skip
    keywords = declare("text", "关键词", "Keywords", options={"limit": 500})
    product = declare("reference", "适用产品", "For product",
                      options={"object": "product", "on_delete": "detach"})  # fmt: skip
    stages = declare("choices", "适用阶段", "For stages", options={"open": True, "choices": []})
    retired = declare("boolean", "停用", "Retired")
