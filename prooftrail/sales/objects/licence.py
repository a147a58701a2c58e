"""What a customer is allowed to do, and what he is certified for."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Licence(Shipped):
    """One licence, qualification or filing with its dates; typed, or from a source outside that is named."""

    key = "licence"
    label = Label("资质许可", "Licence")
    through = ("customer",)

    name = declare("text", "名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    customer = declare("reference", "客户", "Customer", options={"object": "customer", "on_delete": "own"})
    kind = declare("choice", "类别", "Kind", indexed=True, options=choices(
        licence=("许可", "Licence"), qualification=("资质", "Qualification"),
        device_filing=("器械备案", "Device filing"),
        insurance=("医保定点", "Insurance-designated")) | {"open": True})  # fmt: skip
    number = declare("text", "证号", "Number", options={"limit": 120})
    issued_on = declare("date", "发证日期", "Issued on", indexed=True)
    valid_until = declare("date", "有效期至", "Valid until", indexed=True)
    issuer = declare("text", "发证机关", "Issuer", options={"limit": 200})
    source = declare("text", "来源", "Source", fixed=True, options={"limit": 40})
    fetched_at = declare("time", "取得时间", "Fetched at", fixed=True)
