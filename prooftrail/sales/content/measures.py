"""Figures over what was sent, and whether it was opened."""

from typing import Any

Said = dict[str, Any]
OPENED_ONCE = ["opened", ">", 0]
BY = ["content", "kind", "channel", "owner", "unit"]


def _metric(key: str, label: Said, about: Said, terms: list[Said], formula: str, unit: str) -> Said:
    return {
        "key": key, "label": label, "description": about, "object": "content_sent", "time": "sent_at",
        "terms": terms, "formula": formula, "unit": unit, "direction": "more", "dimensions": BY,
    }  # fmt: skip


def _count(name: str, zh: str, en: str, filter: list[Any] | None = None) -> Said:
    return {"name": name, "label": {"zh": zh, "en": en}, "measure": ["count"], "filter": filter}


SENT = _count("sent", "发出", "Sent")
OF_CONTENT = (
    _metric("content_sent", {"zh": "资料发送数", "en": "Contents sent"},
            {"zh": "期间内发给客户的资料份数，一个资料包里有几份就算几份",
             "en": "How many contents went to customers in the period; a pack counts as many as it holds"},
            [SENT], "sent", "count"),
    _metric("content_open_rate", {"zh": "资料打开率", "en": "Contents opened"},
            {"zh": "期间内发出的资料里，至今被客户打开过的比例；按资料分就是每份资料的打开率",
             "en": "Of the contents sent in the period, the share opened by now; by content, each one's"},
            [_count("opened", "打开过", "Opened", OPENED_ONCE), SENT], "opened / sent", "percent"),
    _metric("content_openings", {"zh": "资料打开次数", "en": "Openings of contents"},
            {"zh": "期间内发出的资料至今被打开的总次数",
             "en": "How often the contents sent in the period were opened by now"},
            [{"name": "openings", "label": {"zh": "打开次数", "en": "Openings"},
              "measure": ["sum", "opened"], "filter": None}], "openings", "count"),
)  # fmt: skip
