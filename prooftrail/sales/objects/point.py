"""Points for something evidence has proven."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Point(Shipped):
    """One proven action's points, with the proof by its id; withdrawn when the proof is. Nobody writes it."""

    key = "point"
    label = Label("积分", "Points")
    titled = "title"
    by_hand = "points_by_proof"

    title = declare("text", "积分", "Points", fixed=True, options={"limit": 200})
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    kind = declare("text", "为什么", "For what", fixed=True, indexed=True, options={"limit": 60})
    points = declare("integer", "分", "Points", fixed=True)
    weight = declare("decimal", "倍数", "Counts times", fixed=True, options={"places": 2})
    weighed_by = declare("reference", "加权", "Weight", fixed=True,
                         options={"object": "incentive_weight", "on_delete": "detach"})  # fmt: skip
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        counted=("计入", "Counted"), withdrawn=("撤回", "Withdrawn")))  # fmt: skip
    day = declare("date", "动作日期", "Day", fixed=True, indexed=True)
    earned_at = declare("time", "得分时间", "Earned at", fixed=True)
    activity = declare("reference", "动作", "Activity", fixed=True, indexed=True,
                       options={"object": "activity", "on_delete": "own"})  # fmt: skip
    evidence = declare("text", "证据", "Evidence", fixed=True, indexed=True, options={"limit": 36})
    withdrawn_at = declare("time", "撤回时间", "Withdrawn at", fixed=True)
    why = declare("text", "撤回原因", "Why withdrawn", fixed=True, options={"limit": 120})
