"""To whom something was given, by which rule, and why not to others."""

from prooftrail.platform.schema import Apart, Shipped, choices, declare
from prooftrail.platform.values import Label


class Assignment(Shipped):
    """One decision about one record; made of the event that carried it out. Its owner is who got it."""

    key = "assignment"
    label = Label("分配记录", "Decision record")
    kept = True
    through = ("lead", "customer")
    apart = Apart("state", held=("running",))
    titled = "title"

    title = declare("text", "分给谁的什么", "What", fixed=True, options={"limit": 200})
    about = declare("choice", "分配对象", "About", fixed=True, options=choices(
        lead=("线索", "Lead"), customer=("客户", "Customer")))  # fmt: skip
    lead = declare("reference", "线索", "Lead", fixed=True, indexed=True,
                   options={"object": "lead", "on_delete": "own"})  # fmt: skip
    customer = declare("reference", "客户", "Customer", fixed=True, indexed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    source = declare("choice", "来源", "Source", fixed=True, options={"open": True, "choices": []})
    how = declare("choice", "方式", "How", fixed=True, options=choices(
        rule=("按规则", "By rule"), hand=("人工", "By hand")))  # fmt: skip
    outcome = declare("choice", "结果", "Outcome", fixed=True, options=choices(
        person=("分给人", "To somebody"), pool=("进公海", "To the pool"),
        queue=("未分出", "Unrouted")))  # fmt: skip
    state = declare("choice", "状态", "State", fixed=True, options=choices(
        running=("进行中", "Running"), over=("已结束", "Over")))  # fmt: skip
    distribution = declare("reference", "规则版本", "Rules", fixed=True,
                           options={"object": "distribution", "on_delete": "detach"})  # fmt: skip
    number = declare("integer", "版本号", "Version number", fixed=True)
    rule = declare("text", "命中的规则", "Rule", fixed=True, indexed=True, options={"limit": 80})
    reason = declare("choice", "依据", "Reason", fixed=True, options={"open": True, "choices": []})
    decision = declare("long_text", "判定", "Decision", fixed=True)
    turn = declare("integer", "轮次", "Turn", fixed=True)
    round = declare("integer", "第几轮分配", "Round", fixed=True)
    decided_at = declare("time", "判定时间", "Decided at", fixed=True, indexed=True)
    waited_minutes = declare("decimal", "等了几分钟", "Minutes waited", fixed=True, options={"places": 2})
    accepted_at = declare("time", "接收时间", "Accepted at", fixed=True)
    answered_at = declare("time", "首次响应时间", "First answered at", fixed=True)
    ended_at = declare("time", "结束时间", "Ended at", fixed=True)
    ended_by = declare("choice", "怎样结束", "How it ended", fixed=True, options=choices(
        lapsed=("逾时未接", "Not accepted in time"), declined=("退回", "Declined"),
        expired=("保护到期", "Protection over"), converted=("已转化", "Converted"),
        closed=("已关闭", "Closed"), moved=("改派", "Reassigned")))  # fmt: skip
    converted = declare("boolean", "保护期内转化", "Converted in protection", fixed=True)
    misassigned = declare("boolean", "跨组误分", "Wrong group", fixed=True)
    touched_twice = declare("boolean", "重复触达", "Touched twice", fixed=True)
