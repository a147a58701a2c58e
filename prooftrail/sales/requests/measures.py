"""Figures of teams that others ask: how soon they answer, what they keep, how full they are."""

from prooftrail.platform.metrics.wording import both, metric, term

OPEN = ["state", "in", ["raised", "accepted"]]
LATE = ["and", OPEN, ["overdue", "=", True]]
BY = ("unit", "kind", "owner")
SAID = ["answered_in_time", "empty", False]

OF_REQUESTS = (
    metric("request_response_hours", both("协同响应中位时长", "Median time to respond"),
           both("期间内响应的协同请求，从提出到接下或退回的工作小时数的中位数",
                "Of the team requests answered in the period, the median working hours until taken on or "
                "handed back"),
           [term("hours", "中位小时", "Median hours", ["median", "response_hours"])],
           "hours", unit="hours", object="team_request", time="responded_at", direction="less", by=BY),
    metric("cross_team_response", both("跨部门协同响应", "Cross-team response"),
           both("期间内响应的协同请求，从提出到接下或退回的平均工作小时数",
                "Mean working hours from raising to the first answer, of the team requests answered in the "
                "period"),
           [term("hours", "平均小时", "Mean hours", ["avg", "response_hours"])],
           "hours", unit="hours", object="team_request", time="responded_at", direction="less", by=BY,
           thresholds=[{"level": "red", "test": ">", "value": "4"}]),
    metric("requests_answered_in_time", both("协同按时响应率", "Requests answered in time"),
           both("期间内提出的协同请求里，在响应期限前接下或退回的比例；期限没到又没响应的不算",
                "Of the team requests raised in the period, the share answered by their time; what still has "
                "time is left out"),
           [term("in_time", "按时响应", "In time", ["count"], ["answered_in_time", "=", True]),
            term("said", "已响应或已过期", "Answered or past", ["count"], SAID)],
           "in_time / said", unit="percent", object="team_request", time="raised_at", by=BY),
    metric("requests_delivered_in_time", both("协同按时交付率", "Requests delivered in time"),
           both("期间内交付的协同请求里按期交付的比例",
                "Of the team requests delivered in the period, the share delivered by their time"),
           [term("in_time", "按期", "In time", ["count"], ["delivered_in_time", "=", True]),
            term("delivered", "已交付", "Delivered", ["count"], ["delivered_in_time", "empty", False])],
           "in_time / delivered", unit="percent", object="team_request", time="delivered_at", by=BY),
    metric("requests_open", both("未结协同请求", "Open team requests"),
           both("此刻待响应和处理中的协同请求", "Team requests that wait or are being dealt with now"),
           [term("open", "未结", "Open", ["count"], OPEN)],
           "open", unit="count", object="team_request", direction="less", by=BY),
    metric("requests_overdue", both("逾期协同请求", "Overdue team requests"),
           both("此刻已过响应或交付期限的协同请求", "Team requests past the time to answer or deliver now"),
           [term("late", "逾期", "Overdue", ["count"], LATE)],
           "late", unit="count", object="team_request", direction="less", by=BY),
    metric("team_saturation", both("团队饱和度", "Team saturation"),
           both("期间内各周到期的协同请求工时，除以团队可用工时（人数 × 工作日 × 每天可用小时）",
                "Hours of the team requests due in the weeks of the period, by the hours there are (people × "
                "working days × hours a day)"),
           [term("asked", "请求工时", "Hours asked", ["sum", "asked"]),
            term("capacity", "可用工时", "Hours there are", ["sum", "capacity"])],
           "asked / capacity", unit="percent", object="team_week", time="week_on", direction="less",
           by=("unit",), thresholds=[{"level": "red", "test": ">", "value": "100"}]),
    metric("next_week_gap", both("下周资源缺口", "Gap of next week"),
           both("下周到期的协同请求比团队可用工时多出的小时数，各团队相加",
                "Hours of the team requests due next week beyond those the teams have, added up by team"),
           [term("gap", "缺口", "Missing", ["sum", "gap"], ["ahead", "=", 1])],
           "gap", unit="hours", object="team_week", direction="less", by=("unit",)),
)  # fmt: skip
