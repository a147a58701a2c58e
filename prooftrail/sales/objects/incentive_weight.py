"""What counts for more, from when to when."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class IncentiveWeight(Shipped):
    """Points of proven actions at the customers of an intervention count so many times, between two dates."""

    key = "incentive_weight"
    label = Label("激励加权", "Incentive weight")
    titled = "title"
    by_hand = "step_by_starting"

    title = declare("text", "加权", "Weight", fixed=True, options={"limit": 200})
    step = declare("reference", "措施", "Intervention", fixed=True, indexed=True,
                   options={"object": "churn_step", "on_delete": "own"})  # fmt: skip
    weight = declare("decimal", "倍数", "Counts times", fixed=True, options={"places": 2})
    since = declare("date", "起", "Since", fixed=True, indexed=True)
    until = declare("date", "止", "Until", fixed=True, indexed=True)
