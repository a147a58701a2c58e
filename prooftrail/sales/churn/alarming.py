"""A region over its threshold weeks in a row: one work item to its head, with what the gone share."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.values import Locale
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.sales.churn.rules.watching import WEEK
from prooftrail.sales.churn.tree import Node
from prooftrail.sales.churn.wording import said_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

NAMED = 3
"""Traits a work item names."""


def alarm(work: "Work", monday: date, tree: Mapping[UUID, Node]) -> list[UUID]:
    """Open what is due, once a run of weeks; answers the departments that have an item."""
    rows = work.execute(
        f"select unit, base, churned, rate, threshold, weeks_over, traits "
        f"from {work.place.schema}.churn_week where week_on = %s and weeks_over >= %s and deleted_at is null",
        [monday, max(1, work.settings.value("churn.weeks"))],
    ).fetchall()
    levels, told = work.settings.value("churn.levels"), []
    for unit, base, churned, share, limit, weeks, traits in rows:
        node = tree.get(unit)
        if node is None or (levels and node.level not in levels):
            continue
        first = monday - WEEK * (weeks - 1)
        clear = [each for each in json.loads(traits or "[]") if each["verdict"] == "clear"][:NAMED]
        open_item(work, Opening(
            {"zh": f"{node.name}流失率连续 {weeks} 周超过 {limit.normalize():f}%",
             "en": f"{node.name}: churn over {limit.normalize():f}% for {weeks} weeks"}, "churn",
            [{"by": "person", "person": str(node.head)}] if node.head else [{"by": "owner"}], "alert", "red",
            {locale: _cause(work, locale, (base, churned, share, limit, weeks), clear)
             for locale in ("zh", "en")},
            (), "department", unit, episode=f"{unit}:{first.isoformat()}",
            facts={"churned": churned, "base": base, "rate": str(share), "weeks": weeks},
        ))  # fmt: skip
        told.append(unit)
    return told


def _cause(work: "Work", locale: Locale, figures: tuple[Any, ...], clear: list[dict[str, Any]]) -> str:
    base, churned, share, limit, weeks = figures
    named = [f"{said_of(work, each['trait'], locale)} ×{each['lift'] or '∞'}" for each in clear]
    if locale == "zh":
        shared = f"流失客户的共同特征：{'、'.join(named)}。" if named else "还没有站得住的共同特征。"
        return (f"上周 {base} 家活跃客户里流失 {churned} 家，{share}%，阈值 {limit}%，连续 {weeks} 周超过。"
                f"{shared}到「流失」页看明细，并启动一项挽回措施。")  # fmt: skip
    shared = f"The churned share: {', '.join(named)}." if named else "No trait stands out clearly yet."
    return (f"Last week {churned} of {base} active customers were gone, {share}% against {limit}%, "
            f"{weeks} weeks running. {shared} Open Churn and start an intervention.")  # fmt: skip
