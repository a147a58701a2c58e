"""Where a capture form is met: a page of a site, a stand at an exhibition."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class CapturePlace(Shipped):
    """One address of a form, with the source its leads get. The designer makes it; the address stays."""

    key = "capture_place"
    label = Label("采集入口", "Entrance")
    owned = False
    by_hand = "capture_form_by_designer"

    name = declare("text", "名称", "Name", fixed=True, options={"limit": 120})
    capture_form = declare("reference", "表单", "Form", fixed=True, indexed=True,
                           options={"object": "capture_form", "on_delete": "own"})  # fmt: skip
    source = declare("choice", "来源", "Source", fixed=True, options={"open": True, "choices": []})
    token = declare("text", "地址码", "Address", fixed=True, indexed=True, options={"limit": 120})
    closed_at = declare("time", "停用时间", "Closed at", fixed=True)
