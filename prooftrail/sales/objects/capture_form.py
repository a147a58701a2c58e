"""A form by which somebody outside becomes a lead."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class CaptureForm(Shipped):
    """What a public form asks, as a draft and as it is in force. The designer writes them."""

    key = "capture_form"
    label = Label("采集表单", "Capture form")
    owned = False
    by_hand = "capture_form_by_designer"

    name = declare("text", "名称", "Name", fixed=True, options={"limit": 120})
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        draft=("草稿", "Draft"), live=("在用", "In force"), closed=("已停用", "Closed")))  # fmt: skip
    source = declare("choice", "来源", "Source", fixed=True, options={"open": True, "choices": []})
    number = declare("integer", "版本号", "Version number", fixed=True)
    draft = declare("long_text", "草稿", "Draft", fixed=True)
    definition = declare("long_text", "在用的表单", "Form in force", fixed=True)
    published_at = declare("time", "发布时间", "Published at", fixed=True)
    published_by = declare("person", "发布人", "Published by", fixed=True, options={"object": "person"})
