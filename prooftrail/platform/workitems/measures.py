"""The figures of work items that are shipped."""

from collections.abc import Sequence
from typing import Any

Said = dict[str, Any]
BY = ("owner", "unit", "kind", "level", "source")
UNSETTLED = ["state", "in", ["open", "working"]]


def _term(name: str, zh: str, en: str, measure: list[Any], filter: list[Any] | None = None) -> Said:
    return {"name": name, "label": {"zh": zh, "en": en}, "measure": measure, "filter": filter}


def _metric(
    key: str, label: tuple[str, str], about: tuple[str, str], terms: Sequence[Said], formula: str, unit: str,
    direction: str = "less", time: str | None = None,
) -> Said:  # fmt: skip
    return {
        "key": key, "label": {"zh": label[0], "en": label[1]}, "object": "work_item", "time": time,
        "description": {"zh": about[0], "en": about[1]}, "unit": unit, "terms": list(terms),
        "formula": formula, "direction": direction, "dimensions": list(BY),
    }  # fmt: skip


OF_WORK_ITEMS = (
    _metric("work_item_response_hours", ("工单响应时长", "Response time of work items"),
            ("期间内响应的工单，从开出到响应平均用了多少工作小时；按负责人分就是经理响应时长",
             "Mean working hours from opening to response of the items responded to in the period; by owner, "
             "the response time of managers"),
            [_term("hours", "平均用时", "Mean hours", ["avg", "response_hours"])],
            "hours", "hours", time="responded_at"),
    _metric("work_item_resolution_hours", ("工单解决时长", "Resolution time of work items"),
            ("期间内解决或关闭的工单，从开出到结束平均用了多少工作小时",
             "Mean working hours from opening to the end of the items settled in the period"),
            [_term("hours", "平均用时", "Mean hours", ["avg", "resolution_hours"])],
            "hours", "hours", time="resolved_at"),
    _metric("work_items_opened", ("新开工单", "Work items opened"),
            ("期间内开出的工单数", "How many work items were opened in the period"),
            [_term("opened", "开出", "Opened", ["count"])], "opened", "count", time="opened_at"),
    _metric("work_item_repeats", ("重复工单", "Repeated work items"),
            ("期间内开出的工单里，同一来源、同一记录在本季度不是第一次的；按季度看就是季度重复次数",
             "Of the items opened in the period, those whose source and record had one earlier in the "
             "quarter; by quarter, the repeats of each"),
            [_term("again", "重复", "Repeated", ["count"], ["repeats", ">", 0])],
            "again", "count", time="opened_at"),
    _metric("work_items_unsettled", ("未结工单", "Unsettled work items"),
            ("此刻待响应和处理中的工单数", "How many work items are open or being dealt with now"),
            [_term("unsettled", "未结", "Unsettled", ["count"], UNSETTLED)], "unsettled", "count"),
)  # fmt: skip
