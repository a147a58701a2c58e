"""What one team asks of another for a customer."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class TeamRequest(Shipped):
    """A demo, a joint design, material: asked by whoever is with the customer, owned by who does it. All of
    it is moved on by actions, so its times are the system's.
    """

    key = "team_request"
    label = Label("协同请求", "Team request")
    through = ("deal", "customer")
    titled = "title"
    by_hand = "request_by_asking"

    number = declare("auto_number", "编号", "Number", unique=True, fixed=True,
                     options={"pattern": "XT-{yy}{mm}-{0001}"})  # fmt: skip
    title = declare("text", "请求", "Request", fixed=True, options={"pinyin": True, "limit": 200})
    kind = declare(
        "choice",
        "类别",
        "Kind",
        fixed=True,
        indexed=True,
        options=choices(
            demo=("演示", "Demo"),
            joint_design=("联合设计", "Joint design"),
            material=("资料", "Material"),
            expert=("专家到场", "On-site expert"),
        ),
    )
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        raised=("待响应", "Waiting"), accepted=("处理中", "Taken on"), delivered=("已交付", "Delivered"),
        confirmed=("已确认", "Confirmed"), handed_back=("退回", "Handed back")))  # fmt: skip
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    deal = declare("reference", "商机", "Deal", fixed=True, options={"object": "deal", "on_delete": "own"})
    asked_by = declare("person", "提出人", "Asked by", fixed=True, indexed=True, options={"object": "person"})
    note = declare("long_text", "要什么", "What is asked for", fixed=True)
    wanted_on = declare("date", "最晚哪天要", "Wanted on", fixed=True)
    hours = declare("decimal", "预计工时", "Hours asked", fixed=True, options={"places": 2})
    raised_at = declare("time", "提出时间", "Raised at", fixed=True, indexed=True)
    respond_by = declare("time", "响应期限", "Respond by", fixed=True, indexed=True)
    due_at = declare("time", "交付期限", "Due at", fixed=True, indexed=True)
    responded_at = declare("time", "响应时间", "Responded at", fixed=True, indexed=True)
    response_hours = declare("decimal", "响应工时", "Hours to respond", fixed=True, options={"places": 2})
    answered_in_time = declare("boolean", "按时响应", "Answered in time", fixed=True)
    delivered_at = declare("time", "交付时间", "Delivered at", fixed=True, indexed=True)
    delivered_in_time = declare("boolean", "按时交付", "Delivered in time", fixed=True)
    confirmed_at = declare("time", "确认时间", "Confirmed at", fixed=True)
    result = declare("long_text", "结果", "Result", fixed=True)
    files = declare("file", "结果文件", "Files", fixed=True)
    reason = declare("text", "退回或重开的理由", "Reason", fixed=True, options={"limit": 500})
    reopened = declare("integer", "重开次数", "Reopened", fixed=True)
    overdue = declare("boolean", "逾期", "Overdue", fixed=True, indexed=True)
    cause = declare("text", "按哪条规则", "By which rule", fixed=True, options={"limit": 120})
    dedupe = declare("text", "防重键", "Raised once under", fixed=True, indexed=True, options={"limit": 200})
