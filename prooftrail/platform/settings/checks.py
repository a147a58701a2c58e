"""What else a value must be, beside being made like its default."""

import json
import re
from typing import Any

from prooftrail.platform.settings.keeping import Check
from prooftrail.platform.workitems.lengths import is_length

HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
WEEK = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "make_up"}
LANGUAGE = re.compile(r"([a-z]{2,3}(-[A-Za-z]{2,4})?)?")
AMOUNT = re.compile(r"\d{1,15}(\.\d{1,3})?")
REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,8})?")


def is_week(value: Any) -> bool:
    """Hours of each weekday and of make-up days: from early to late, none in another."""
    return value.keys() == WEEK and all(_is_day(spans) for spans in value.values())


def _is_day(spans: Any) -> bool:
    if not all(len(span) == 2 and all(HOUR.fullmatch(end) for end in span) for span in spans):
        return False
    ends = [end for span in spans for end in span]
    return all(a < b for a, b in spans) and ends == sorted(ends)


def is_hour(value: Any) -> bool:
    """A time of day; 24:00 is none."""
    return HOUR.fullmatch(value) is not None and value != "24:00"


def is_some(value: Any) -> bool:
    """At least one."""
    return bool(value >= 1)


def is_hours(value: Any) -> bool:
    """At least one of an age somebody lives to see."""
    return bool(1 <= value <= 1_000_000)


def is_side(value: Any) -> bool:
    """Pixels that still show something, and that a phone can draw."""
    return bool(640 <= value <= 8192)


def is_quality(value: Any) -> bool:
    """Percent at which a photo can still be read."""
    return bool(40 <= value <= 100)


def is_ways(value: Any) -> bool:
    """How roles are told: channels there are, hours of a day."""
    return all(_is_way(each) for each in value.values())


def _is_way(role: Any) -> bool:
    channels, hours = (
        {"app", "mail", "chat", "sms"},
        [*role["quiet"], *([role["digest"]] if role["digest"] else [])],
    )
    told = [each for level in ("info", "yellow", "red") for each in role[level]]
    if not set(told) <= channels or not set(role["digested"]) <= {"info", "yellow", "red"}:
        return False
    return len(role["quiet"]) in (0, 2) and all(is_hour(each) and len(each) == 5 for each in hours)


def is_by_level(value: Any) -> bool:
    """A number for each level."""
    return set(value) == {"info", "yellow", "red"} and all(is_some(each) for each in value.values())


def is_ladder(value: Any) -> bool:
    """Rungs of whom heads are told."""
    return all(
        is_length(rung["after"]) and all(each["by"] == "head" for each in rung["to"]) for rung in value
    )


def is_days_by_class(value: Any) -> bool:
    """Days of the first and of the last limit, by class."""
    return all(
        isinstance(each, dict)
        and each.keys() == {"remind", "pool"}
        and all(isinstance(days, int) and not isinstance(days, bool) for days in each.values())
        and 1 <= each["remind"] <= each["pool"] <= 3_650
        for each in value.values()
    )


def is_day_count(value: Any) -> bool:
    """Days of at most ten years."""
    return bool(1 <= value <= 3_650)


SURVIVING = {"kept", "newest", "longest", "trusted"}

READS, READERS = {"all", "slots", "off"}, {"ocr", "endpoint", "endpoint_then_ocr"}


def is_amounts(value: Any) -> bool:
    """Amounts of money, none below nothing."""
    return bool(value) and all(AMOUNT.fullmatch(each) is not None for each in value.values())


def is_filters(value: Any) -> bool:
    """Lists of JSON, as filters are."""
    try:
        return all(isinstance(json.loads(each), list) for each in value.values())
    except (ValueError, RecursionError):
        return False


CHECKS: dict[str, Check] = {
    "grading.bands": is_amounts, "grading.tags": is_filters, "grading.months": is_some,
    "grading.basis": lambda value: value in ("orders_first", "orders", "purchase"),
    "quality.cleaning_rows": lambda value: 1 <= value <= 500,
    "capture.file_mb": is_some, "capture.most_files": lambda value: 1 <= value <= 20,
    "capture.upload_mb": lambda value: 1 <= value <= 500,
    "journey.most_marks": lambda value: 1 <= value <= 2_000, "journey.most_bands": is_some,
    "enrichment.keep_days": is_some, "enrichment.seconds": is_some, "enrichment.least_letters": is_some,
    "enrichment.parts": lambda value: set(value) <= {"risk", "licences"},
    "dedupe.survivors": lambda value: set(value.values()) <= SURVIVING, "dedupe.shown": is_some,
    "calendar.hours": is_week,
    "calendar.region": lambda value: REGION.fullmatch(value) is not None,
    "metrics.checked_at": is_hour, "daily.meeting_at": is_hour,
    "evidence.photo_side": is_side, "evidence.photo_quality": is_quality,
    "evidence.reads": lambda value: value in READS, "evidence.reader": lambda value: value in READERS,
    "evidence.endpoint_seconds": is_some, "evidence.read_seconds": is_some,
    "session.idle_hours": is_some, "session.absolute_days": is_some, "session.attempts_per_minute": is_some,
    "session.shortest_password": is_some, "trash.days": is_some, "keys.calls_per_minute": is_some,
    "phone.pin": lambda value: value in ("required", "optional", "off"),
    "phone.pin_digits": lambda value: 4 <= value <= 12,
    "phone.pin_iterations": lambda value: 600_000 <= value <= 10_000_000,
    "phone.idle_minutes": is_some, "phone.wrong_tries": is_some, "phone.days": is_some,
    "phone.hand_over_days": is_some,
    "files.largest_mb": is_some, "files.quota_gb": is_some, "imports.most_rows": is_some,
    "imports.keep_days": is_some,
    "links.calls_per_minute": is_some, "content.link_days": is_some,
    "scoring.activation": lambda value: value in ("person", "auto"),
    "scoring.card": lambda value: all(each["feature"] and each["is"].strip() for each in value),
    "scoring.batch": is_some, "scoring.moment_hours": is_hours, "scoring.rescore_hours": is_hours,
    "scoring.drift_hours": is_hours, "scoring.order_minutes": is_hours, "scoring.most_cases": is_some,
    "scoring.reasons": is_some, "scoring.top_percent": lambda value: 1 <= value <= 100,
    "scoring.train_days": lambda value: value <= 36_500, "scoring.drift_least": is_some,
    "speech.seconds": is_some, "speech.model_seconds": is_some, "outbound.calls_per_minute": is_some,
    "speech.largest_mb": is_some, "speech.calls_per_minute": is_some,
    "speech.later_hours": is_some, "speech.consent": lambda value: set(value) == {"zh", "en"},
    "speech.language": lambda value: LANGUAGE.fullmatch(value) is not None,
    "notify.roles": is_ways, "workitems.due_hours": is_by_level, "workitems.ladder": is_ladder,
    "effects.most_tries": is_some, "effects.first_wait_seconds": is_some, "effects.keep_days": is_some,
    "effects.longest_wait_seconds": is_some, "notify.keep_days": is_some,
    "ownership.remind_days": is_day_count, "ownership.pool_days": is_day_count,
    "ownership.warn_days": lambda value: value <= 3_650,
    "ownership.cool_off_days": lambda value: value <= 3_650,
    "ownership.keep_most_days": is_day_count, "ownership.undo_days": is_day_count,
    "ownership.grade_days": is_days_by_class, "ownership.handover_batch": lambda value: 1 <= value <= 1_000,
    "ownership.pools": lambda value: all(0 < len(each["pool"].strip()) <= 80 for each in value),
    "ownership.purchase_levels": lambda value: all(AMOUNT.fullmatch(each) for each in value),
    "ownership.industry_skills": lambda value: all(isinstance(each, str) for each in value.values()),
}  # fmt: skip
