"""Evidence: something that happened and can be shown."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Evidence(Shipped):
    """A photo, file, signature … about a record. Its state changes only by an action with reasons."""

    key = "evidence"
    label = Label("证据", "Evidence")
    through = ("about",)
    titled = "kind"

    kind = declare("choice", "种类", "Kind", required=True, options={"open": True, "choices": []})
    about = declare("about", "关于", "About", required=True, options={"on_delete": "own"})
    via = declare("about", "来自", "From", options={"on_delete": "detach"})
    file = declare("file", "文件", "File")
    captured_at = declare("time", "采集时间", "Captured at")
    received_at = declare("time", "收到时间", "Received at", fixed=True)
    place = declare("place", "采集位置", "Position")
    state = declare("choice", "状态", "State", fixed=True, options=choices(
        claimed=("自述", "Claimed"), waiting=("候核", "Waiting"), proven=("已证", "Proven"),
        rejected=("驳回", "Rejected"), imported=("导入", "Imported")))  # fmt: skip
