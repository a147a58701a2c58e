"""What a customer is not content with."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Complaint(Shipped):
    """One complaint, dealt with by its owner until it is due. All of it is moved on by actions, so its
    times are the system's; `rep` and `rep_unit` are who was responsible for the customer when it came.
    """

    key = "complaint"
    label = Label("投诉", "Complaint")
    through = ("customer", "deal")
    titled = "title"
    by_hand = "complaint_by_raising"

    number = declare("auto_number", "编号", "Number", unique=True, fixed=True,
                     options={"pattern": "TS-{yy}{mm}-{0001}"})  # fmt: skip
    title = declare("text", "投诉", "Complaint", fixed=True, options={"pinyin": True, "limit": 240})
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    deal = declare("reference", "商机", "Deal", fixed=True, options={"object": "deal", "on_delete": "own"})
    category = declare("choice", "类别", "Category", fixed=True, indexed=True, options=choices(
        quality=("产品质量", "Product quality"), delivery=("交期与物流", "Delivery"),
        works=("安装与施工", "Installation"), support=("售后响应", "Support"),
        conduct=("人员态度", "Conduct"), billing=("价格与账务", "Price and billing"),
        other=("其他", "Other")) | {"open": True})  # fmt: skip
    cause = declare("choice", "原因", "Cause", fixed=True, indexed=True, options=choices(
        design=("选型或设计", "Selection or design"), defect=("产品缺陷", "Product defect"),
        supply=("供货或物流", "Supply or transport"), workmanship=("施工工艺", "Workmanship"),
        promise=("承诺过头", "Promised too much"), silence=("沟通不到位", "Poor communication"),
        use=("使用不当", "Wrong use"), none=("不成立", "Unfounded")) | {"open": True})  # fmt: skip
    severity = declare("choice", "严重程度", "Severity", fixed=True, indexed=True, options=choices(
        low=("一般", "Low"), medium=("较重", "Medium"), high=("严重", "High")))  # fmt: skip
    origin_kind = declare("choice", "从哪来", "Came by", fixed=True, options=choices(
        told=("有人登记", "Told to somebody"),
        satisfaction=("满意度回访", "Satisfaction answer")))  # fmt: skip
    story = declare("long_text", "客户怎么说", "What the customer says", fixed=True)
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        open=("待处理", "Open"), working=("处理中", "Being dealt with"),
        resolved=("已解决", "Resolved")))  # fmt: skip
    raised_by = declare("person", "登记人", "Raised by", fixed=True, options={"object": "person"})
    rep = declare("person", "客户负责人", "Rep", fixed=True, indexed=True, options={"object": "person"})
    rep_unit = declare("department", "客户所属部门", "Rep's department", fixed=True, indexed=True,
                       options={"object": "department"})  # fmt: skip
    raised_at = declare("time", "提出时间", "Raised at", fixed=True, indexed=True)
    due_at = declare("time", "解决期限", "Due at", fixed=True, indexed=True)
    taken_at = declare("time", "接手时间", "Taken at", fixed=True)
    resolved_at = declare("time", "解决时间", "Resolved at", fixed=True, indexed=True)
    resolution = declare("long_text", "怎么解决的", "Resolution", fixed=True)
    resolution_hours = declare("decimal", "解决工时", "Hours to resolve", fixed=True, options={"places": 2})
    in_time = declare("boolean", "按时解决", "Resolved in time", fixed=True)
    overdue = declare("boolean", "逾期", "Overdue", fixed=True, indexed=True)
    reopened = declare("integer", "重开次数", "Reopened", fixed=True)
    reason = declare("text", "重开的理由", "Why reopened", fixed=True, options={"limit": 500})
