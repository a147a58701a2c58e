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
