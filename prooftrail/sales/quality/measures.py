"""Figures of how well kept records are, each of the month's published scores."""

from prooftrail.platform.metrics.wording import both, metric, term

OF_QUALITY = (
    metric("health_score", both("数据健康分", "Data health score"),
           both("期间内发布的部门健康分的平均值；每个部门含它下面的部门",
                "The mean of the scores published in the period; each department with those below it"),
           [term("score", "健康分", "Score", ["avg", "score"])],
           "score", unit="count", object="health_score", time="month_on", by=("unit",)),
    metric("field_completeness", both("关键字段完整率", "Key fields filled"),
           both("期间内各月发布时，已填关键字段的权重占应填权重的比例；各部门只计自己的记录",
                "Of the weight of key fields at each publication of the period, the share that was filled; "
                "each department's own records"),
           [term("filled", "已填权重", "Weight filled", ["sum", "own_filled"]),
            term("possible", "应填权重", "Weight there is", ["sum", "own_possible"])],
           "filled / possible", unit="percent", object="health_score", time="month_on", by=("unit",)),
    metric("stale_share", both("久未更新占比", "Stale records"),
           both("期间内各月发布时，久未更新也没有动作的记录占比；各部门只计自己的记录",
                "Of the records at each publication of the period, the share nobody had touched for long; "
                "each department's own records"),
           [term("stale", "久未更新", "Stale", ["sum", "own_stale"]),
            term("records", "记录", "Records", ["sum", "own_records"])],
           "stale / records", unit="percent", object="health_score", time="month_on", direction="less",
           by=("unit",)),
)  # fmt: skip
