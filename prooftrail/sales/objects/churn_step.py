"""What is done against churn, and whether it helps."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class ChurnStep(Shipped):
    """One intervention for the churned customers of a department: some are treated, others are left out by
    lot, and after some weeks both are compared. Started by an action, measured by the system.
    """

    key = "churn_step"
    label = Label("挽回措施", "Intervention")
    titled = "title"
    by_hand = "step_by_starting"

    title = declare("text", "措施", "Intervention", fixed=True, options={"limit": 200})
    kind = declare("choice", "哪一种", "Kind", fixed=True, indexed=True, options=choices(
        push=("定向触达", "Targeted push"), weight=("激励加权", "Incentive weight"),
        expert=("专家到场", "On-site expert")))  # fmt: skip
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        running=("进行中", "Running"), measured=("已评估", "Measured")))  # fmt: skip
    trait = declare("text", "针对的特征", "For the trait", fixed=True, options={"limit": 120})
    started_on = declare("date", "开始日期", "Started on", fixed=True, indexed=True)
    measured_on = declare("date", "评估日期", "Measured on", fixed=True, indexed=True)
    treated = declare("integer", "实施客户", "Treated", fixed=True)
    held = declare("integer", "对照客户", "Left out", fixed=True)
    treated_back = declare("integer", "实施后回来", "Treated and back", fixed=True)
    held_back = declare("integer", "对照中回来", "Left out and back", fixed=True)
    difference = declare(
        "decimal", "差异（百分点）", "Difference (points)", fixed=True, options={"places": 1}
    )
    low = declare("decimal", "差异下限", "Lower end", fixed=True, options={"places": 1})
    high = declare("decimal", "差异上限", "Upper end", fixed=True, options={"places": 1})
    verdict = declare("choice", "结论", "Verdict", fixed=True, indexed=True, options=choices(
        too_few=("样本太少", "Too few"), helps=("有效", "Helps"), harms=("适得其反", "Harms"),
        unclear=("看不出差别", "No clear difference")))  # fmt: skip
