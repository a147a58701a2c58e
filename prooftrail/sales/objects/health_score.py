"""How well kept a department's records were on the first day of a month."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class HealthScore(Shipped):
    """One department's published score of one month, with what lies below it; `own_…` counts only what is
    the department's own, so that sums over departments count nothing twice. The system makes it.
    """

    key = "health_score"
    label = Label("数据健康分", "Data health score")
    titled = "title"
    by_hand = "score_by_publishing"

    title = declare("text", "部门", "Department", fixed=True, options={"limit": 200})
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    month_on = declare("date", "月份", "Month", fixed=True, indexed=True)
    as_of = declare("time", "发布时间", "Published at", fixed=True)
    score = declare("decimal", "健康分", "Score", fixed=True, options={"places": 1})
    gain = declare("decimal", "比上月", "Against last month", fixed=True, options={"places": 1})
    fastest = declare("boolean", "进步最快", "Fastest improver", fixed=True, indexed=True)
    complete = declare("decimal", "关键字段完整率（%）", "Key fields filled (%)", fixed=True,
                       options={"places": 1})  # fmt: skip
    stale = declare("decimal", "久未更新（%）", "Stale (%)", fixed=True, options={"places": 1})
    doubled = declare("decimal", "疑似重复（%）", "Possible duplicates (%)", fixed=True,
                      options={"places": 1})  # fmt: skip
    records = declare("integer", "记录数", "Records", fixed=True)
    filled = declare("integer", "已填权重", "Weight filled", fixed=True)
    possible = declare("integer", "应填权重", "Weight there is", fixed=True)
    stale_records = declare("integer", "久未更新的记录", "Stale records", fixed=True)
    compared = declare("integer", "查过重的客户", "Customers compared", fixed=True)
    doubled_records = declare("integer", "疑似重复的客户", "Customers doubled", fixed=True)
    own_records = declare("integer", "本部门记录数", "Own records", fixed=True)
    own_filled = declare("integer", "本部门已填权重", "Own weight filled", fixed=True)
    own_possible = declare("integer", "本部门应填权重", "Own weight there is", fixed=True)
    own_stale = declare("integer", "本部门久未更新", "Own stale records", fixed=True)
    warned_on = declare("date", "最近一次提醒", "Warned on", fixed=True)
