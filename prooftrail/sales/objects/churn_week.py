"""How many customers a department lost in a week."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class ChurnWeek(Shipped):
    """One department's week, with what lies below it: customers that were still active when it began, and
    how many of them were gone when it ended. `own_…` counts only its own. `traits` is what the gone have in
    common against the kept, as JSON. The system makes it.
    """

    key = "churn_week"
    label = Label("流失周", "Churn week")
    titled = "title"
    by_hand = "churn_by_counting"

    title = declare("text", "部门周", "Department's week", fixed=True, options={"limit": 200})
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    week_on = declare("date", "周一", "Monday", fixed=True, indexed=True)
    base = declare("integer", "周初活跃客户", "Active when it began", fixed=True)
    churned = declare("integer", "流失客户", "Churned", fixed=True)
    lost = declare("integer", "其中丢单", "Of these lost", fixed=True)
    rate = declare("decimal", "流失率（%）", "Churn rate (%)", fixed=True, options={"places": 2})
    threshold = declare("decimal", "当时的阈值（%）", "Threshold then (%)", fixed=True, options={"places": 2})
    over = declare("boolean", "超过阈值", "Over the threshold", fixed=True, indexed=True)
    weeks_over = declare("integer", "连续几周超过", "Weeks over in a row", fixed=True)
    own_base = declare("integer", "本部门周初活跃", "Own active", fixed=True)
    own_churned = declare("integer", "本部门流失", "Own churned", fixed=True)
    traits = declare("long_text", "共同特征", "Shared traits", fixed=True)
