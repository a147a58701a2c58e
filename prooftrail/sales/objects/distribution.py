"""Rules by which leads or customers are given out."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Distribution(Shipped):
    """A version of the ordered rules for one object: at most one is a draft, one waits for its time, one
    is in force. The designer writes them.
    """

    key = "distribution"
    label = Label("分配规则", "Distribution rules")
    owned = False
    titled = "name"

    name = declare("text", "名称", "Name", fixed=True, options={"limit": 120})
    about = declare("choice", "分配对象", "About", fixed=True, indexed=True, options=choices(
        lead=("线索", "Leads"), customer=("客户", "Customers")))  # fmt: skip
    number = declare("integer", "版本号", "Version number", fixed=True)
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        draft=("草稿", "Draft"), timed=("定时", "Timed"), live=("在用", "In force"), past=("旧版", "Past"),
        withdrawn=("已撤回", "Withdrawn")))  # fmt: skip
    definition = declare("long_text", "规则", "Rules", fixed=True)
    published_at = declare("time", "上线时间", "Published at", fixed=True)
    published_by = declare("person", "上线人", "Published by", fixed=True, options={"object": "person"})
    goes_live_at = declare("time", "定时上线", "Goes live at", fixed=True, indexed=True)
    timed_by = declare("person", "谁定的时", "Timed by", fixed=True, options={"object": "person"})
