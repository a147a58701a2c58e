"""Where a rival stands: at which customer, in which deal, from when to when."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class CompetitorPresence(Shipped):
    """One rival at one customer, seen from a day on; in a deal, through a channel, with what it quoted."""

    key = "competitor_presence"
    label = Label("竞品出现", "Competitor presence")
    through = ("deal", "customer")

    name = declare("text", "说明", "What was seen", required=True, options={"pinyin": True, "limit": 200})
    competitor = declare("reference", "竞品", "Competitor", required=True, options={"object": "competitor"})
    customer = declare("reference", "客户", "Customer", options={"object": "customer", "on_delete": "own"})
    deal = declare("reference", "商机", "Deal", options={"object": "deal", "on_delete": "own"})
    kind = declare("choice", "动向", "Kind", indexed=True, options=choices(
        presence=("进入", "Came in"), quotation=("报价", "Quoted"), trial=("试用", "Trial"),
        channel=("渠道动作", "Channel move"), won=("拿下", "Won"), left=("退出", "Gone"))
        | {"open": True})  # fmt: skip
    since = declare("date", "开始日期", "Since", indexed=True)
    until = declare("date", "结束日期", "Until", indexed=True)
    channel = declare("text", "渠道", "Channel", options={"limit": 200})
    offer = declare("money", "对方报价", "Offer")
    files = declare("file", "报价单或照片", "Quotation or photos")
    note = declare("long_text", "备注", "Note", options={"limit": 2000})
