"""The figures of honest work: rates and a ranking. How many logs somebody writes is not offered as an aim."""

from collections.abc import Sequence
from typing import Any

BY = ("owner", "unit", "type")
MADE_UP = ["flags", "contains", "fabricated"]
COMPLETE = ["and", *([name, "empty", False] for name in ("customer", "topic", "next_step"))]
VALID = [*COMPLETE, ["flags", "empty", True]]
IN_TIME = [*VALID, ["late", "=", False]]


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _term(name: str, label: dict[str, str], filter: list[Any] | None = None) -> dict[str, Any]:
    return {"name": name, "label": label, "measure": ["count"], "filter": filter}


def _share(
    key: str, label: dict[str, str], about: dict[str, str], top: dict[str, Any], *, object: str = "activity",
    time: str = "occurred_at", by: Sequence[str] = BY, direction: str = "more", of: Any = None,
) -> dict[str, Any]:  # fmt: skip
    total = _term("total", _both("全部", "All"), of)
    return {
        "key": key, "label": label, "description": about, "unit": "percent", "object": object, "time": time,
        "terms": [top, total], "formula": f"{top['name']} / total", "direction": direction,
        "dimensions": list(by), "thresholds": [],
    }  # fmt: skip


OF_FABRICATION = (
    _share("valid_log_rate", _both("有效日志率", "Valid logs"),
           _both("期间内的动作里要素完整、没有存疑也没有判定为虚报的比例",
                 "Of the actions of the period, the share that are complete and neither doubted nor judged "
                 "made up"),
           _term("valid", _both("有效", "Valid"), VALID)),
    _share("false_report_rate", _both("虚报率", "False reports"),
           _both("期间内的动作里判定为虚报的比例", "Of the actions of the period, the share judged made up"),
           _term("made_up", _both("虚报", "Made up"), MADE_UP), direction="less"),
    _share("compliance", _both("合规率", "Compliance"),
           _both("期间内的动作里要素完整、及时记录、没有存疑的比例；按人分就是合规排行",
                 "Of the actions of the period, the share that are complete, told in time and not doubted; "
                 "by person, the compliance ranking"),
           _term("compliant", _both("合规", "Compliant"), IN_TIME)),
    _share("suspicions_upheld", _both("疑点属实率", "Suspicions upheld"),
           _both("期间内判定的疑点里属实的比例；按迹象分就是各迹象的准确率",
                 "Of the suspicions judged in the period, the share upheld; by signal, the precision of "
                 "each"),
           _term("upheld", _both("属实", "Upheld"), ["state", "=", "upheld"]), object="suspicion",
           time="judged_at", by=("kind", "person", "owner"), of=["state", "!=", "open"]),
)  # fmt: skip
