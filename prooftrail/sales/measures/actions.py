"""Figures over what reps do, and what shows that it was done."""

from prooftrail.sales.measures.wording import both, metric, term

MEETING = ["type", "in", ["visit", "survey", "demo"]]
WHOLE = ["and", MEETING, *([name, "empty", False] for name in ("customer", "topic", "next_step"))]
BY = ("owner", "type", "unit")
SHOWN = ["state", "!=", "imported"]

OF_ACTIONS = (
    metric("actions", both("动作数", "Actions"),
           both("期间内的动作数；按人和类型分组就是动作热力图",
                "How many actions; by person and type, the heat map"),
           [term("done", "动作", "Actions", ["count"])],
           "done", unit="count", object="activity", time="occurred_at", by=BY),
    metric("customers_touched", both("触达客户数", "Customers reached"),
           both("期间内有动作的客户数", "How many customers had an action"),
           [term("customers", "客户", "Customers", ["distinct", "customer"])],
           "customers", unit="count", object="activity", time="occurred_at", by=BY),
    metric("actions_per_customer", both("每客户触达次数", "Actions per customer"),
           both("期间内动作数除以有动作的客户数",
                "Actions of the period, divided by the customers they were with"),
           [term("done", "动作", "Actions", ["count", "customer"]),
            term("customers", "客户", "Customers", ["distinct", "customer"])],
           "done / customers", unit="count", object="activity", time="occurred_at", by=BY),
    metric("complete_visits", both("拜访要素完整率", "Complete visits"),
           both("拜访、勘测、演示里写明客户、主题和下一步的比例",
                "Of visits, surveys and demos, the share that name customer, topic and next step"),
           [term("complete", "要素完整", "Complete", ["count"], WHOLE),
            term("visits", "拜访", "Visits", ["count"], MEETING)],
           "complete / visits", unit="percent", object="activity", time="occurred_at", by=BY),
    metric("late_entries", both("补记比例", "Late entries"),
           both("动作里补记的比例：发生在收到的前一天之前",
                "The share told late: a day or more after the day it happened"),
           [term("late", "补记", "Late", ["count"], ["late", "=", True]),
            term("told", "有记录时间的动作", "Told", ["count"], ["late", "empty", False])],
           "late / told", unit="percent", object="activity", time="occurred_at", direction="less", by=BY),
    metric("evidence_proven", both("证据已证率", "Evidence proven"),
           both("期间内收到的证据里已证的比例，导入的不算",
                "Of the evidence received in the period, the share proven; what was imported does not count"),
           [term("proven", "已证", "Proven", ["count"], ["state", "=", "proven"]),
            term("received", "收到", "Received", ["count"], SHOWN)],
           "proven / received", unit="percent", object="evidence", time="received_at",
           by=("kind", "owner", "unit")),
)  # fmt: skip
