"""Figures of points: what counts, and what was taken back. How many logs somebody writes is none."""

from prooftrail.platform.metrics.wording import both, metric, term

COUNTED = ["state", "=", "counted"]
BY = ("owner", "unit", "kind")

OF_POINTS = (
    metric("points_earned", both("积分", "Points"),
           both("期间内的动作里证据已证的积分之和；证据被驳回或判为虚报的不算",
                "Points of the actions of the period that evidence proves; what was rejected or made up does "
                "not count"),
           [term("points", "积分", "Points", ["sum", "points"], COUNTED)],
           "points", unit="count", object="point", time="day", by=BY),
    metric("proven_actions", both("有证据的动作", "Proven actions"),
           both("期间内计入积分的动作数，每个动作只算一次",
                "How many actions of the period count for points, each once"),
           [term("actions", "动作", "Actions", ["count"], COUNTED)],
           "actions", unit="count", object="point", time="day", by=BY),
)  # fmt: skip
