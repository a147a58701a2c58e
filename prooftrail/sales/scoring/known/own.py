"""What a lead says of itself, and when it came."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.sales.scoring.known.source import Asked, Known, Source
from prooftrail.sales.scoring.rules.features import Value, choice, flag, number

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
MOBILE = re.compile(r"(\+?86)?1[3-9]\d{9}")
ASKED_FOR = ("company", "phone", "industry", "estimated_purchase", "region", "contact_rank", "background")
PROVINCE = 2
HOUR = 3600.0


def gather(work: "Work", asked: Sequence[Asked], window: timedelta) -> Known:
    """Of each lead alone."""
    edges = sorted(float(each) for each in work.settings.value("scoring.bands"))
    rivals = _rivals(work)
    calendar, spans = calendar_of(work), dict[date, list[tuple[datetime, datetime]]]()
    found: Known = {}
    for each in asked:
        local = each.created.astimezone(work.zone)
        day = local.date()
        if day not in spans:
            spans[day] = calendar.spans(day)
        working = any(start <= each.created < end for start, end in spans[day])
        found[each.id] = _said(each, edges, rivals) | {
            "hour": float(local.hour), "weekday": float(local.isoweekday()), "working_time": float(working),
        }  # fmt: skip
    return found


def _said(each: Asked, edges: Sequence[float], rivals: Sequence[tuple[str, datetime]]) -> dict[str, Value]:
    row, text = each.row, str(each.row["background"] or "")
    worth = None if row["estimated_purchase"] is None else float(row["estimated_purchase"])
    return {
        "source": row["source"], "industry": row["industry"], "contact_rank": row["contact_rank"],
        "region": str(row["region"])[:PROVINCE] if row["region"] else None,
        "estimated_purchase": worth,
        "purchase_band": None if worth is None else float(sum(worth >= edge for edge in edges)),
        "phone_given": float(each.phone is not None), "company_given": float(each.company is not None),
        "mobile_given": float(MOBILE.fullmatch(re.sub(r"[\s-]", "", each.phone or "")) is not None),
        "credit_code_given": float(CREDIT_CODE.search(f"{each.row['company'] or ''} {text}") is not None),
        "completeness": 100.0 * sum(_filled(row[name]) for name in ASKED_FOR) / len(ASKED_FOR),
        "background_length": float(len(text)), "name_length": float(len(row["name"] or "")),
        "labels": float(len(row["tags"] or ())),
        "competitor_named": float(any(name in text and at < each.moment for name, at in rivals)),
        "owned": float(row["owner"] is not None),
        **_answered(each),
    }  # fmt: skip


def _filled(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _answered(each: Asked) -> dict[str, Value]:
    """A lead counts as answered only where that lies before the moment, whatever is written later."""
    at = each.row["answered_at"]
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    known = at is not None and at < each.moment
    return {
        "answered": float(known),
        "hours_to_answer": (at - each.created).total_seconds() / HOUR if known else None,
    }


def _rivals(work: "Work") -> list[tuple[str, datetime]]:
    rows = work.execute(
        f"select name, created_at from {work.place.schema}.competitor "
        "where deleted_at is null and char_length(name) > 1 order by created_at limit 500"
    ).fetchall()
    return [(name, at) for name, at in rows]


SOURCE = Source(
    (
        choice("source", "来源", "Source", "lead.source"),
        choice("industry", "行业", "Industry", "lead.industry"),
        choice("region", "省份", "Province", "lead.region"),
        choice("contact_rank", "对接人职级", "Contact's rank", "lead.contact_rank"),
        number("estimated_purchase", "预计采购额", "Estimated purchase", "money", "lead.estimated_purchase"),
        number("purchase_band", "采购额档位", "Purchase band", "band", "lead.estimated_purchase"),
        flag("phone_given", "留了电话", "Phone given", "lead.phone"),
        flag("mobile_given", "留了手机号", "Mobile given", "lead.phone"),
        flag("company_given", "留了公司", "Company given", "lead.company"),
        flag("credit_code_given", "留了统一信用代码", "Credit code given", "lead.background", "lead.company"),
        number("completeness", "资料完整度", "Completeness", "percent", *(f"lead.{n}" for n in ASKED_FOR)),
        number("background_length", "背景字数", "Length of background", "characters", "lead.background"),
        number("name_length", "名称字数", "Length of name", "characters", "lead.name"),
        number("labels", "标签数", "Labels", "count", "lead.tags"),
        flag("competitor_named", "背景提到竞品", "Competitor named", "lead.background", "competitor"),
        flag("owned", "有负责人", "Has an owner", "lead.owner"),
        number("hour", "来的钟点", "Hour of arrival", "hour", "lead.created_at"),
        number("weekday", "周几来的", "Weekday of arrival", "weekday", "lead.created_at"),
        flag("working_time", "工作时间来的", "In working time", "lead.created_at"),
        flag("answered", "已首次响应", "Answered", "lead.answered_at"),
        number("hours_to_answer", "首次响应用时", "Time to first answer", "hours", "lead.answered_at"),
    ),
    gather,
)
