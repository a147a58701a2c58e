"""What is asked, and whom: shipped objects, so that lists, scopes and figures know them."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label

STATES = choices(
    running=("审批中", "Under way"), approved=("已通过", "Approved"), rejected=("已拒绝", "Rejected"),
    returned=("已退回", "Returned"), withdrawn=("已撤回", "Withdrawn"), void=("已失效", "Void"),
)  # fmt: skip
TASK_STATES = choices(
    queued=("未轮到", "Not yet asked"), waiting=("待审批", "Waiting"), approved=("同意", "Approved"),
    rejected=("拒绝", "Rejected"), returned=("退回", "Returned"), transferred=("已转交", "Transferred"),
    added=("加签中", "Waits for signers"), skipped=("免审", "Not needed"), expired=("已超时", "Expired"),
    delegated=("已代理", "Delegated"),
)  # fmt: skip
REASONS = choices(
    incomplete=("资料不全", "Incomplete"), price=("价格不妥", "Price"), terms=("条款不妥", "Terms"),
    credit=("信用风险", "Credit risk"), wrong_flow=("选错流程", "Wrong flow"), other=("其他", "Other"),
)  # fmt: skip
WHY = frozenset(each["key"] for each in REASONS["choices"])
STARTER = "starter"
"""Where a return goes that goes back to who asked."""


class Approval(Shipped):
    """Something that waits for a yes; its owner asked for it. It changes by the verbs of approvals alone."""

    key = "approval"
    label = Label("审批", "Approval")
    titled = "title"
    by_hand = "approval_by_verbs"

    number = declare("auto_number", "审批编号", "Number", unique=True, fixed=True,
                     options={"pattern": "SP-{yyyy}-{0001}"})  # fmt: skip
    title = declare("text", "标题", "Title", fixed=True, options={"pinyin": True, "limit": 200})
    flow = declare("text", "审批流", "Flow", fixed=True, indexed=True, options={"limit": 48})
    flow_version = declare("integer", "审批流版本", "Flow version", fixed=True)
    about_object = declare("text", "关于对象", "About object", fixed=True, options={"limit": 60})
    about_record = declare(
        "text", "关于记录", "About record", fixed=True, indexed=True, options={"limit": 40}
    )
    about_label = declare("text", "关于", "About", fixed=True, options={"limit": 200})
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=STATES)
    step = declare("text", "当前步骤", "Step", fixed=True, options={"limit": 48})
    note = declare("long_text", "说明", "Note", fixed=True)
    started_at = declare("time", "发起时间", "Started at", fixed=True, indexed=True)
    ended_at = declare("time", "结束时间", "Ended at", fixed=True)


class ApprovalTask(Shipped):
    """One person's turn in it; its owner is who is asked."""

    key = "approval_task"
    label = Label("审批任务", "Approval task")
    through = ("approval",)
    titled = "title"
    by_hand = "approval_by_verbs"

    title = declare("text", "标题", "Title", fixed=True, options={"pinyin": True, "limit": 200})
    approval = declare("reference", "审批", "Approval", fixed=True, indexed=True,
                       options={"object": "approval", "on_delete": "own"})  # fmt: skip
    flow = declare("text", "审批流", "Flow", fixed=True, options={"limit": 48})
    step = declare("text", "步骤", "Step", fixed=True, options={"limit": 48})
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=TASK_STATES)
    asked_at = declare("time", "送审时间", "Asked at", fixed=True, indexed=True)
    due_at = declare("time", "截止时间", "Due at", fixed=True)
    done_at = declare("time", "处理时间", "Done at", fixed=True, indexed=True)
    reason = declare("choice", "原因", "Reason", fixed=True, options=REASONS)
    comment = declare("long_text", "意见", "Comment", fixed=True)
    on_behalf = declare("person", "代", "On behalf of", fixed=True, options={"object": "person"})
    round = declare("integer", "轮次", "Round", fixed=True)
    line = declare("integer", "行", "Line", fixed=True, secret=True)
    lane = declare("integer", "道", "Lane", fixed=True, secret=True)
    rank = declare("integer", "位", "Rank", fixed=True, secret=True)
    remind_at = declare("time", "提醒时间", "Remind at", fixed=True, secret=True, indexed=True)
    limit_at = declare("time", "时限", "Limit at", fixed=True, secret=True, indexed=True)
