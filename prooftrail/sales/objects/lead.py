"""Somebody who may become a customer."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Lead(Shipped):
    """A lead, with the source it came from."""

    key = "lead"
    label = Label("线索", "Lead")

    name = declare("text", "线索名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    company = declare("text", "公司", "Company", options={"limit": 200})
    phone = declare("text", "电话", "Phone", personal=True, options={"limit": 40})
    source = declare(
        "choice",
        "来源",
        "Source",
        required=True,
        options=choices(
            web=("官网", "Website"),
            referral=("转介绍", "Referral"),
            exhibition=("展会", "Exhibition"),
            cold_call=("陌拜", "Cold call"),
            campaign=("市场活动", "Campaign"),
            other=("其他", "Other"),
        )
        | {"open": True},
    )
    industry = declare("choice", "行业", "Industry", options={"open": True, "choices": []})
    estimated_purchase = declare("money", "预计采购额", "Estimated purchase")
    protected_until = declare("time", "保护至", "Protected until", fixed=True)
    answered_at = declare("time", "首次响应时间", "First answered at", fixed=True)
    status = declare("choice", "状态", "Status", indexed=True, options=choices(
        new=("新建", "New"), working=("跟进中", "Working"), converted=("已转化", "Converted"),
        closed=("已关闭", "Closed")))  # fmt: skip
