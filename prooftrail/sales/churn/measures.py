"""Figures of churn and of what is done about it."""

from prooftrail.platform.metrics.wording import both, metric, term

OF_CHURN = (
    metric("churn_rate", both("客户流失率", "Churn rate"),
           both("期间内各周，周初活跃客户里到周末已流失的比例；各部门只计自己的客户",
                "Of the customers active when each week of the period began, the share gone at its end; each "
                "department's own customers"),
           [term("churned", "流失", "Churned", ["sum", "own_churned"]),
            term("base", "周初活跃", "Active", ["sum", "own_base"])],
           "churned / base", unit="percent", object="churn_week", time="week_on", direction="less",
           by=("unit",)),
    metric("churned_customers", both("流失客户数", "Churned customers"),
           both("期间内各周判定流失的客户", "Customers found gone in the weeks of the period"),
           [term("cases", "流失客户", "Churned", ["count"])],
           "cases", unit="count", object="churn_case", time="week_on", direction="less",
           by=("why", "owner", "unit")),
    metric("won_back", both("挽回率", "Won back"),
           both("期间内评估的挽回措施里，实施客户中回来的比例",
                "Of the customers treated in interventions measured in the period, the share that came back"),
           [term("back", "回来", "Back", ["sum", "treated_back"], ["state", "=", "measured"]),
            term("treated", "实施", "Treated", ["sum", "treated"], ["state", "=", "measured"])],
           "back / treated", unit="percent", object="churn_step", time="measured_on", by=("kind", "unit")),
)  # fmt: skip
