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
    slot = declare("text", "格位", "Slot", options={"limit": 48})
    state = declare("choice", "状态", "State", fixed=True, options=choices(
        claimed=("自述", "Claimed"), waiting=("候核", "Waiting"), proven=("已证", "Proven"),
        rejected=("驳回", "Rejected"), imported=("导入", "Imported")))  # fmt: skip
    transcript = declare("long_text", "录音文字", "Transcript", personal=True, fixed=True)
    transcript_from = declare("choice", "文字来源", "Transcript from", fixed=True, options=choices(
        at_once=("提交前转写", "Transcribed before"), later=("后来补上", "Followed later"),
        not_heard=("没转出来", "Not transcribed")))  # fmt: skip
    reading = declare("choice", "识别", "Recognition", fixed=True, indexed=True, options=choices(
        awaited=("待识别", "Awaited"), found=("读到了", "Found"), unread=("没读到", "Not found"),
        failed=("没能识别", "Failed"), overruled=("人工放行", "Overruled")))  # fmt: skip
    read_text = declare("long_text", "读出的文字", "Text read", fixed=True)
    doubts = declare("choices", "存疑", "Doubts", fixed=True, options=choices(
        stamp_time=("水印时间与拍摄时间不符", "Burnt-in time differs"),
        stamp_place=("水印位置与定位不符", "Burnt-in position differs"),
        unreadable=("图片认不了", "Picture cannot be read"),
        no_reader=("识别没有装上", "No reader is installed"),
        endpoint=("识别服务没有回答", "The recognition service did not answer")))  # fmt: skip


class Stay(Shipped):
    """How long a record stood at a stage that it has left; one row a move, made of the event of the move.

    Its owner and department are those to whom the stay is credited: whose the record was when it left.
    `over` is blank where the stage has no limit.
    """

    key = "stay"
    label = Label("阶段停留", "Stay in a stage")
    kept = True
    through = ("about",)
    titled = "stage"

    subject = declare("choice", "对象", "Object", fixed=True, options={"open": True, "choices": []})
    about = declare("about", "关于", "About", fixed=True, indexed=True, options={"on_delete": "own"})
    process = declare("choice", "流程", "Process", fixed=True, options={"open": True, "choices": []})
    process_version = declare("integer", "流程版本", "Process version", fixed=True)
    stage = declare("choice", "阶段", "Stage", fixed=True, options={"open": True, "choices": []})
    to_stage = declare("choice", "去向阶段", "To stage", fixed=True, options={"open": True, "choices": []})
    outcome = declare("choice", "去向", "Outcome", fixed=True, options=choices(
        forward=("推进", "Went on"), won=("赢单", "Won"), lost=("丢单", "Lost"),
        back=("退回", "Went back")))  # fmt: skip
    entered_at = declare("time", "进入时间", "Entered at", fixed=True)
    left_at = declare("time", "离开时间", "Left at", fixed=True, indexed=True)
    working_hours = declare("decimal", "工作小时", "Working hours", fixed=True, options={"places": 2})
    over = declare("boolean", "超时限", "Over the limit", fixed=True)
