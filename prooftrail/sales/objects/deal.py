"""A sale on its way."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Deal(Shipped):
    """One opportunity, moved through its process on evidence."""

    key = "deal"
    label = Label("商机", "Deal")
    staged = True

    name = declare("text", "商机名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    customer = declare("reference", "客户", "Customer", options={"object": "customer"})
    product = declare("reference", "产品", "Product", options={"object": "product"})
    amount = declare("money", "金额", "Amount", indexed=True)
    expected_on = declare("date", "预计签约", "Expected on", indexed=True)
    opened_on = declare("date", "立项日期", "Opened on", options={"at_start": True})
    closed_on = declare("date", "结束日期", "Closed on", indexed=True, options={"at_end": True})
    lost_reason = declare("choice", "丢单原因", "Lost reason", options=choices(
        price=("价格", "Price"), competitor=("竞品", "Competitor"), no_budget=("无预算", "No budget"),
        no_decision=("未决策", "No decision"), timing=("时机", "Timing"), process=("过程失控", "Process"),
        other=("其他", "Other")))  # fmt: skip
    competitor = declare("reference", "竞品", "Competitor",
                         options={"object": "competitor", "on_delete": "detach"})  # fmt: skip
    competitor_since = declare("date", "竞品进入日期", "Competitor since")
    competitor_offer = declare("money", "竞品报价", "Competitor's offer")
    competitor_files = declare("file", "竞品报价单", "Competitor's quotation")
