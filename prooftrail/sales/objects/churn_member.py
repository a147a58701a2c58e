"""A customer that an intervention is for, or was left out of it."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class ChurnMember(Shipped):
    """One customer of one intervention; whether it came back is known when it is measured."""

    key = "churn_member"
    label = Label("挽回对象", "Intervention's customer")
    through = ("customer",)
    titled = "title"
    by_hand = "step_by_starting"

    title = declare("text", "客户", "Customer", fixed=True, options={"pinyin": True, "limit": 240})
    step = declare("reference", "措施", "Intervention", fixed=True, indexed=True,
                   options={"object": "churn_step", "on_delete": "own"})  # fmt: skip
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    treated = declare("boolean", "实施", "Treated", fixed=True, indexed=True)
    came_back = declare("boolean", "回来了", "Came back", fixed=True)
