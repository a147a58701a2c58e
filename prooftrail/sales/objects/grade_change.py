"""How a customer's grade moved."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label

GRADES = choices(A=("A 类", "Grade A"), B=("B 类", "Grade B"), C=("C 类", "Grade C"), D=("D 类", "Grade D"))


class GradeChange(Shipped):
    """One grade after another, dated, with the version of the rule, or the person and his reason."""

    key = "grade_change"
    label = Label("等级变更", "Grade change")
    through = ("customer",)
    by_hand = "grade_change_by_hand"

    name = declare("text", "变更", "Change", fixed=True, options={"limit": 120})
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    before = declare("choice", "原等级", "From", fixed=True, options=GRADES | {"open": True})
    after = declare("choice", "新等级", "To", fixed=True, indexed=True, options=GRADES | {"open": True})
    direction = declare("choice", "方向", "Direction", fixed=True, indexed=True, options=choices(
        first=("首次", "First"), up=("升", "Up"), down=("降", "Down"),
        cleared=("清空", "Cleared")))  # fmt: skip
    at = declare("time", "时间", "At", fixed=True, indexed=True)
    by = declare("choice", "谁定的", "By", fixed=True, options=choices(
        rule=("规则", "Rule"), hand=("手工", "Hand")))  # fmt: skip
    rule = declare("text", "规则版本", "Rule", fixed=True, options={"limit": 40})
    reason = declare("text", "理由", "Reason", fixed=True, options={"limit": 500})
    until = declare("date", "保持到", "Held until", fixed=True)
