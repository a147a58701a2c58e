"""Somebody who may become a customer."""

from prooftrail.platform.schema import Apart, Shipped, choices, declare
from prooftrail.platform.values import Label


class Lead(Shipped):
    """A lead, with the source it came from. Where it stands in the distribution is the system's to say."""

    key = "lead"
    label = Label("线索", "Lead")
    apart = Apart("routing", held=("assigned", "accepted"), open=("pool",))

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
    region = declare("region", "行政区划", "Division")
    contact_rank = declare("choice", "对接人职级", "Contact's rank", options=choices(
        owner=("老板", "Owner"), executive=("高管", "Executive"), head=("部门负责人", "Department head"),
        engineer=("工程师", "Engineer"), buyer=("采购", "Buyer"), other=("其他", "Other")))  # fmt: skip
    tags = declare("choices", "标签", "Tags", options={"open": True, "choices": []})
    background = declare("long_text", "背景", "Background", options={"limit": 2000})
    files = declare("file", "附件", "Files", options={"most": 20})
    cost = declare("money", "获客成本", "Acquisition cost")
    margin = declare("money", "成交毛利", "Margin won")
    protected_until = declare("time", "保护至", "Protected until", fixed=True)
    answered_at = declare("time", "首次响应时间", "First answered at", fixed=True)
    converted_at = declare("time", "转化时间", "Converted at", fixed=True)
    status = declare("choice", "状态", "Status", indexed=True, options=choices(
        new=("新建", "New"), working=("跟进中", "Working"), converted=("已转化", "Converted"),
        closed=("已关闭", "Closed")))  # fmt: skip
    routing = declare("choice", "分配状态", "Distribution", fixed=True, indexed=True, options=choices(
        waiting=("待分配", "Waiting"), assigned=("待接收", "To be accepted"),
        accepted=("保护中", "Protected"), kept=("已归属", "Settled"), pool=("公海", "Pool"),
        queue=("未分出", "Unrouted")))  # fmt: skip
    pool = declare("text", "所在公海", "Pool", fixed=True, options={"limit": 80})
    assigned_at = declare("time", "分配时间", "Assigned at", fixed=True)
    accepted_at = declare("time", "接收时间", "Accepted at", fixed=True)
    due_at = declare("time", "下一时限", "Next limit", fixed=True, indexed=True)
    round = declare("integer", "第几轮分配", "Round", fixed=True)
    capture_form = declare("reference", "来自表单", "Form", fixed=True, indexed=True,
                           options={"object": "capture_form", "on_delete": "detach"})  # fmt: skip
    capture_place = declare("reference", "来自入口", "Entrance", fixed=True, indexed=True,
                            options={"object": "capture_place", "on_delete": "detach"})  # fmt: skip
    ended_at = declare("time", "首次结束时间", "First ended at", fixed=True, indexed=True)
    score = declare("decimal", "评分", "Score", fixed=True, indexed=True, options={"places": 1})
    score_top = declare("boolean", "前列线索", "Top by score", fixed=True)
    scored_at = declare("time", "评分时间", "Scored at", fixed=True)
    score_model = declare("integer", "评分模型版本（0 为评分卡）", "Score's model (0: scorecard)", fixed=True)
