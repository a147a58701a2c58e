"""Figures of the distribution's health, and of what each source of leads brings."""

from prooftrail.platform.metrics.wording import both, metric, term

TO_PERSON = ["outcome", "=", "person"]
BY_RULE = ["and", TO_PERSON, ["how", "=", "rule"]]
BY = ("about", "source", "rule", "owner", "unit")
ENDED = ["and", TO_PERSON, ["ended_at", "empty", False]]
CONVERTED = ["and", ENDED, ["converted", "=", True]]
WRONG = ["and", BY_RULE, ["misassigned", "=", True]]
TWICE, TOUCH = ["touched_twice", "=", True], ["touched_twice", "empty", False]
GONE = ["and", TO_PERSON, ["ended_by", "in", ["lapsed", "declined"]]]
CYCLE, ANSWER = (
    ["avg", ["hours", "converted_at", "created_at"]],
    ["avg", ["hours", "answered_at", "decided_at"]],
)
MADE = term("made", "线索", "Leads", ["count"])
SOLD = ["status", "=", "converted"]
OF = ("source", "capture_form", "capture_place", "industry", "region", "owner", "unit")

OF_ROUTING = (
    metric("assign_minutes", both("平均分配时效", "Time to assign"),
           both("期间内按规则分给人的，从进来（或重新待分配）到分出平均几分钟；目标 15 分钟以内",
                "Of what the rules gave to somebody in the period, mean minutes from its arrival until then; "
                "15 at most is the target"),
           [term("minutes", "等待分钟", "Minutes waited", ["avg", "waited_minutes"], BY_RULE)],
           "minutes", unit="count", object="assignment", direction="less", time="decided_at", by=BY,
           thresholds=[{"level": "red", "test": ">", "value": "15"}]),
    metric("protection_conversion", both("保护期内转化率", "Conversion within protection"),
           both("期间内分给人、现在已经结束的，在保护期内转化的比例；基准 41%",
                "Of what was given to somebody in the period and is over by now, the share converted within "
                "its protection; 41 % is the base"),
           [term("converted", "保护期内转化", "Converted", ["count"], CONVERTED),
            term("ended", "已结束", "Over", ["count"], ENDED)],
           "converted / ended", unit="percent", object="assignment", time="decided_at", by=BY,
           thresholds=[{"level": "red", "test": "<", "value": "41"}]),
    metric("misassignment", both("跨组误分率", "Cross-group misassignment"),
           both("期间内按规则分给人的，保护期内被改派到别的部门、或以「分错组」退回的比例；超过 3% 报警",
                "Of what the rules gave to somebody in the period, the share moved to another department "
                "within its protection, or given back as the wrong group's; alert above 3 %"),
           [term("wrong", "跨组误分", "Wrong group", ["count"], WRONG),
            term("given", "按规则分出", "Given by rule", ["count"], BY_RULE)],
           "wrong / given", unit="percent", object="assignment", direction="less", time="decided_at", by=BY,
           thresholds=[{"level": "red", "test": ">", "value": "3"}]),
    metric("assignment_response_hours", both("首次响应用时", "First response"),
           both("期间内分给人、已经响应的，从分出到首次响应平均几小时",
                "Of what was given to somebody in the period and answered, mean hours until it was"),
           [term("hours", "响应小时", "Hours", ANSWER, TO_PERSON)],
           "hours", unit="hours", object="assignment", direction="less", time="decided_at", by=BY),
    metric("assignments_let_go", both("逾时或退回率", "Let go"),
           both("期间内分给人的，没在时限内接收或被退回的比例",
                "Of what was given to somebody in the period, the share not accepted in time or given back"),
           [term("gone", "逾时或退回", "Let go", ["count"], GONE),
            term("given", "分给人", "Given", ["count"], TO_PERSON)],
           "gone / given", unit="percent", object="assignment", direction="less", time="decided_at", by=BY),
    metric("duplicate_touch", both("重复触达率", "Duplicate touches"),
           both("期间内有客户的动作里，前后几天内（设置里默认 7 天）别人也碰过同一家客户的比例；"
                "同一商机里一起做的不算",
                "Of the period's actions with a customer, the share where somebody else was at the same "
                "customer within some days (7 unless a setting says otherwise); work at one deal is no "
                "duplicate"),
           [term("twice", "重复触达", "Touched twice", ["count"], TWICE),
            term("touches", "有客户的动作", "With a customer", ["count"], TOUCH)],
           "twice / touches", unit="percent", object="activity", direction="less", time="occurred_at",
           by=("owner", "unit", "type"), thresholds=[{"level": "red", "test": ">", "value": "5"}]),
    metric("duplicate_lead_touch", both("线索重复触达率", "Duplicate touches of leads"),
           both("期间内分给人、已经响应的，前后几天内（设置里默认 7 天）"
                "别人也碰过同一条线索或同一家公司的比例",
                "Of what was given to somebody in the period and answered, the share where somebody else was "
                "at the same lead or company within some days (7 unless a setting says otherwise)"),
           [term("twice", "重复触达", "Touched twice", ["count"], ["and", TO_PERSON, TWICE]),
            term("answered", "已响应", "Answered", ["count"], ["and", TO_PERSON, TOUCH])],
           "twice / answered", unit="percent", object="assignment", direction="less", time="decided_at",
           by=BY, thresholds=[{"level": "red", "test": ">", "value": "5"}]),
    metric("unrouted", both("没分给人", "Given to nobody"),
           both("期间内的判定里，进公海或没分出的比例",
                "Of the period's decisions, the share that found nobody"),
           [term("nobody", "没分给人", "Nobody", ["count"], ["outcome", "!=", "person"]),
            term("all", "判定", "Decisions", ["count"])],
           "nobody / all", unit="percent", object="assignment", direction="less", time="decided_at", by=BY),
    metric("leads_made", both("线索量", "Leads"),
           both("期间内建立的线索数；按来源分就是渠道量",
                "Leads made in the period; by source, the channel's volume"),
           [MADE], "made", unit="count", object="lead", time="created_at", by=OF),
    metric("lead_conversion", both("线索转化率", "Lead conversion"),
           both("期间内建立的线索里，至今已转化的比例；按来源分就是渠道质量",
                "Of the leads made in the period, the share converted by now; by source, channel quality"),
           [term("converted", "已转化", "Converted", ["count"], SOLD), MADE],
           "converted / made", unit="percent", object="lead", time="created_at", by=OF),
    metric("lead_cycle", both("线索转化周期", "Lead cycle"),
           both("期间内建立并已转化的线索，从建立到转化平均几小时",
                "Of the leads made in the period and converted, mean hours until they were"),
           [term("hours", "转化小时", "Hours", CYCLE, SOLD)],
           "hours", unit="hours", object="lead", direction="less", time="created_at", by=OF),
    metric("lead_cost", both("单条线索成本", "Cost per lead"),
           both("期间内建立、记了获客成本的线索，平均每条花多少",
                "Of the leads made in the period whose cost is known, the mean cost"),
           [term("cost", "获客成本", "Cost", ["avg", "cost"])], "cost", unit="money", object="lead",
           direction="less", time="created_at", by=OF),
    metric("lead_margin", both("渠道毛利", "Margin by channel"),
           both("期间内建立的线索带来的、已记录的毛利合计",
                "Margin recorded of the leads made in the period"),
           [term("margin", "毛利", "Margin", ["sum", "margin"])], "margin", unit="money", object="lead",
           time="created_at", by=OF),
)  # fmt: skip
