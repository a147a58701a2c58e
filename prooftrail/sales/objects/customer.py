"""A company that buys, or may."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Customer(Shipped):
    """The archive of one customer. Its place is what check-ins are measured against."""

    key = "customer"
    label = Label("客户", "Customer")

    name = declare("text", "客户名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    code = declare("text", "客户编码", "Code", unique=True, options={"limit": 40})
    credit_code = declare("text", "统一社会信用代码", "Credit code", options={"limit": 40})
    grade = declare("choice", "等级", "Grade", options=choices(A=("A 类", "Grade A"), B=("B 类", "Grade B"),
                    C=("C 类", "Grade C"), D=("D 类", "Grade D")))  # fmt: skip
    annual_purchase = declare("money", "年采购额", "Annual purchase", indexed=True)
    industry = declare("choice", "行业", "Industry", options={"open": True, "choices": []})
    source = declare("choice", "客户来源", "Customer source", options=choices(
        web=("官网", "Website"), referral=("转介绍", "Referral"), exhibition=("展会", "Exhibition"),
        cold_call=("陌拜", "Cold call"), campaign=("市场活动", "Campaign"),
        other=("其他", "Other")) | {"open": True})  # fmt: skip
    region = declare("region", "行政区划", "Division", indexed=True)
    place = declare("place", "位置", "Position")
    phone = declare("text", "电话", "Phone", personal=True, options={"limit": 40})
    competitor = declare("reference", "竞品", "Competitor",
                         options={"object": "competitor", "on_delete": "detach"})  # fmt: skip
    competitor_since = declare("date", "竞品进入日期", "Competitor since")
    registered_capital = declare("money", "注册资本", "Registered capital")
    insured_headcount = declare("integer", "参保人数", "Insured headcount")
    legal_status = declare("text", "经营状态", "Legal status", options={"limit": 80})
    founded_on = declare("date", "成立日期", "Founded on")
    business_scope = declare("long_text", "经营范围", "Business scope", options={"limit": 5000})
    legal_risks = declare("integer", "司法与经营风险条数", "Legal risks", indexed=True)
    legal_risk = declare("text", "风险说明", "What the risks are", options={"limit": 500})
    high_potential = declare("boolean", "高潜", "High potential", fixed=True, indexed=True)
    potential_why = declare("text", "为什么高潜", "Why high potential", fixed=True, options={"limit": 500})
    potential_next = declare("date", "高潜复看日", "Potential looked at again", fixed=True, indexed=True)
    grade_rule = declare("text", "定级依据", "Graded by", fixed=True, options={"limit": 40})
    graded_at = declare("time", "定级时间", "Graded at", fixed=True)
    grade_reason = declare("text", "手工定级理由", "Reason of the grade", fixed=True, options={"limit": 500})
    grade_until = declare("date", "手工定级保持到", "Grade held until", fixed=True, indexed=True)
    tags = declare(
        "choices",
        "标签",
        "Tags",
        fixed=True,
        options={
            "open": True,
            "choices": [
                {"key": "key_account", "label": {"zh": "大客户", "en": "Key account"}},
                {"key": "high_potential", "label": {"zh": "高潜", "en": "High potential"}},
                {"key": "legal_risk", "label": {"zh": "有风险", "en": "Legal risk"}},
                {"key": "gap", "label": {"zh": "资料不全", "en": "Gaps in the archive"}},
            ],
        },
    )
    routing = declare("choice", "分配状态", "Distribution", fixed=True, indexed=True, options=choices(
        waiting=("待分配", "Waiting"), assigned=("待接收", "To be accepted"),
        accepted=("保护中", "Protected"), kept=("已归属", "Settled"), pool=("公海", "Pool"),
        queue=("未分出", "Unrouted")))  # fmt: skip
    pool = declare("text", "所在公海", "Pool", fixed=True, options={"limit": 80})
    protected_until = declare("time", "保护至", "Protected until", fixed=True)
    assigned_at = declare("time", "分配时间", "Assigned at", fixed=True)
    accepted_at = declare("time", "接收时间", "Accepted at", fixed=True)
    due_at = declare("time", "下一时限", "Next limit", fixed=True, indexed=True)
    round = declare("integer", "第几轮分配", "Round", fixed=True)
    keep_until = declare("date", "免回收至", "Kept until", fixed=True)
    keep_reason = declare("text", "免回收原因", "Kept because", fixed=True, options={"limit": 200})
