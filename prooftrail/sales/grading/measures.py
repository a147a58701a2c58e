"""Figures of grades: how many customers have which, how they moved, and whose archive has gaps."""

from prooftrail.platform.metrics.wording import both, metric, term

BY = ("grade", "owner", "unit", "industry", "region")
MOVED = ("after", "by", "owner", "unit")
GAP = [
    "or", ["industry", "empty", True], ["region", "empty", True], ["place", "empty", True],
    ["annual_purchase", "empty", True],
]  # fmt: skip

OF_GRADES = (
    metric("graded_customers", both("各级客户数", "Customers by grade"),
           both("此刻有等级的客户数，按等级分组", "How many customers have a grade now, by grade"),
           [term("customers", "客户", "Customers", ["count"], ["grade", "empty", False])],
           "customers", unit="count", object="customer", by=BY),
    metric("a_customers", both("A 类客户", "Grade A customers"),
           both("此刻等级为 A 的客户数", "How many customers have grade A now"),
           [term("customers", "客户", "Customers", ["count"], ["grade", "=", "A"])],
           "customers", unit="count", object="customer", by=BY),
    metric("grade_moves_up", both("升级客户", "Moved up"),
           both("期间内等级上升的次数", "How often customers moved to a higher grade in the period"),
           [term("moves", "次", "Moves", ["count"], ["direction", "=", "up"])],
           "moves", unit="count", object="grade_change", time="at", by=MOVED),
    metric("grade_moves_down", both("降级客户", "Moved down"),
           both("期间内等级下降的次数", "How often customers moved to a lower grade in the period"),
           [term("moves", "次", "Moves", ["count"], ["direction", "=", "down"])],
           "moves", unit="count", object="grade_change", time="at", direction="less", by=MOVED),
    metric("high_potential_customers", both("高潜客户", "High-potential customers"),
           both("此刻被规则标为高潜的客户数", "How many customers a rule marks as high potential now"),
           [term("customers", "客户", "Customers", ["count"], ["high_potential", "=", True])],
           "customers", unit="count", object="customer", by=BY),
    metric("customers_to_clean", both("待清洗客户", "Customers to clean up"),
           both("此刻缺行业、区划、位置或年采购额的客户数",
                "How many customers lack industry, division, position or annual purchase now"),
           [term("customers", "客户", "Customers", ["count"], GAP)],
           "customers", unit="count", object="customer", direction="less", by=BY),
)  # fmt: skip
