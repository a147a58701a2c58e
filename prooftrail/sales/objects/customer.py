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
    region = declare("region", "行政区划", "Division", indexed=True)
    place = declare("place", "位置", "Position")
    phone = declare("text", "电话", "Phone", personal=True, options={"limit": 40})
    competitor = declare("reference", "竞品", "Competitor",
                         options={"object": "competitor", "on_delete": "detach"})  # fmt: skip
    competitor_since = declare("date", "竞品进入日期", "Competitor since")
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
