"""That a customer is gone."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class ChurnCase(Shipped):
    """One customer that was gone in one week, and why it is called so. The system makes it."""

    key = "churn_case"
    label = Label("流失客户", "Churned customer")
    through = ("customer",)
    titled = "title"
    by_hand = "churn_by_counting"

    title = declare("text", "流失客户", "Churned customer", fixed=True,
                    options={"pinyin": True, "limit": 240})  # fmt: skip
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    week_on = declare("date", "哪一周", "Week", fixed=True, indexed=True)
    why = declare("choice", "怎么流失的", "How", fixed=True, indexed=True, options=choices(
        silent=("没有动静", "Went silent"), lost=("丢单", "Lost")))  # fmt: skip
    last_on = declare("date", "最后一次往来", "Last act", fixed=True)
