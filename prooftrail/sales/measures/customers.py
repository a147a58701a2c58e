"""Figures over customers: how many there are, and where."""

from prooftrail.platform.metrics.wording import both, metric, term

OF_CUSTOMERS = (
    metric("customers", both("客户数", "Customers"),
           both("此刻的客户数；按行政区划分组就是客户地图",
                "How many customers there are now; by division, the map of customers"),
           [term("customers", "客户", "Customers", ["count"])],
           "customers", unit="count", object="customer", by=("region", "industry", "owner", "unit")),
)  # fmt: skip
