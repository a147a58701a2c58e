"""The ticket itself."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class WorkItem(Shipped):
    """Something a person has to look at, with why. It is opened and moved on by actions alone."""

    key = "work_item"
    label = Label("工单", "Work item")
    titled = "title"

    number = declare("auto_number", "编号", "Number", unique=True, fixed=True,
                     options={"pattern": "GD-{yy}{mm}-{0001}"})  # fmt: skip
    title = declare("text", "标题", "Title", required=True, fixed=True,
                    options={"pinyin": True, "limit": 200, "at_birth": True})  # fmt: skip
    kind = declare("choice", "类型", "Kind", fixed=True, indexed=True, options={"at_birth": True} | choices(
        alert=("预警", "Alert"), warning=("提醒", "Warning"), review=("复核", "Review"),
        exception=("异常", "Exception"), request=("请求", "Request")))  # fmt: skip
    level = declare("choice", "级别", "Level", fixed=True, indexed=True, options={"at_birth": True} | choices(
        info=("一般", "Info"), yellow=("黄色", "Yellow"), red=("红色", "Red")))  # fmt: skip
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        open=("待响应", "Open"), working=("处理中", "Working"), resolved=("已解决", "Resolved"),
        closed=("已关闭", "Closed"), cancelled=("已取消", "Cancelled")))  # fmt: skip
    due_at = declare("time", "截止时间", "Due at", fixed=True, indexed=True, options={"at_birth": True})
    about_label = declare("text", "关于", "About", fixed=True, options={"limit": 200})
    cause = declare("long_text", "起因", "Cause", fixed=True, options={"at_birth": True})
    outcome = declare("choice", "结果", "Outcome", fixed=True, options=choices(
        done=("已处理", "Dealt with"), no_action=("无需处理", "Nothing to do"), wrong=("误报", "False alarm"),
        other=("其他", "Other")))  # fmt: skip
    resolution = declare("long_text", "处理说明", "Resolution", fixed=True)
    source = declare("text", "来源", "Source", fixed=True, indexed=True, options={"limit": 120})
    about_object = declare("text", "关于的对象", "About object", fixed=True, options={"limit": 48})
    about_record = declare("text", "关于的记录", "About record", fixed=True, indexed=True,
                           options={"limit": 36})  # fmt: skip
    facts = declare("long_text", "事实", "Facts", fixed=True)
    opened_at = declare("time", "开出时间", "Opened at", fixed=True, indexed=True)
    responded_at = declare("time", "响应时间", "Responded at", fixed=True, indexed=True)
    resolved_at = declare("time", "解决时间", "Resolved at", fixed=True, indexed=True)
    response_hours = declare("decimal", "响应用时（工作小时）", "Response, working hours", fixed=True,
                             options={"places": 2})  # fmt: skip
    resolution_hours = declare("decimal", "解决用时（工作小时）", "Resolution, working hours", fixed=True,
                               options={"places": 2})  # fmt: skip
    closed_by_rule = declare("boolean", "自动关闭", "Closed by rule", fixed=True)
    escalated = declare("integer", "升级次数", "Escalated", fixed=True)
    repeats = declare("integer", "本季度重复", "Repeats this quarter", fixed=True)
    episode = declare("text", "触发批次", "Episode", fixed=True, options={"limit": 200})
