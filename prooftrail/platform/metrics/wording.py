"""Short ways to write a metric down."""

from collections.abc import Sequence
from typing import Any

Said = dict[str, Any]


def both(zh: str, en: str) -> Said:
    """What people read, in both languages."""
    return {"zh": zh, "en": en}


def term(name: str, zh: str, en: str, measure: list[Any], filter: list[Any] | None = None) -> Said:
    """One term."""
    return {"name": name, "label": both(zh, en), "measure": measure, "filter": filter}


def metric(
    key: str, label: Said, description: Said, terms: Sequence[Said], formula: str, *, unit: str, object: str,
    direction: str = "more", time: str | None = None, by: Sequence[str] = ("owner", "unit"),
    thresholds: Sequence[Said] = (),
) -> Said:  # fmt: skip
    """One metric, as `save_metric` takes it."""
    return {
        "key": key, "label": label, "description": description, "unit": unit, "object": object, "time": time,
        "terms": list(terms), "formula": formula, "direction": direction, "dimensions": list(by),
        "thresholds": list(thresholds),
    }  # fmt: skip
