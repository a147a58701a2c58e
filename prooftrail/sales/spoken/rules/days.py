"""Days that are spoken of, as dates of the company's calendar. Pure.

A weekday without a week is the next one that comes. A day of the month that is over is next month's, and one
of the year that lies half a year back is next year's. "Next week" alone is until its Friday.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from prooftrail.sales.spoken.rules.numerals import SIGNS, SPELLED, number

Match = re.Match[str]
Worked = Callable[[date, int], date]
"""So many working days after a day."""
Rule = Callable[[Match, date, Worked], date | None]
N = rf"[{SIGNS}]{{1,3}}"
WEEKDAYS = "一二三四五六日天末"
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EN_N = rf"\d{{1,2}}|a|an|{'|'.join(SPELLED)}"
EN_DAY = "|".join(ENGLISH_DAYS)
EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is spoken of: where in the text, and which."""

    start: int
    end: int
    day: date


def weekdays_on(day: date, count: int) -> date:
    """So many days from Monday to Friday later: where nobody knows the company's calendar."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def find_days(text: str, today: date, worked: Worked = weekdays_on) -> list[Day]:
    """Every day a text speaks of, in its order; none overlaps another, the longer one counts."""
    found = sorted(_all(text, today, worked), key=lambda each: (each.start, each.start - each.end))
    kept: list[Day] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _all(text: str, today: date, worked: Worked) -> Iterator[Day]:
    for pattern, rule in RULES:
        for match in pattern.finditer(text):
            try:
                day = rule(match, today, worked)
            except (ValueError, OverflowError):
                continue
            if day is not None:
                yield Day(match.start(), match.end(), day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months_on(day: date, count: int) -> tuple[int, int]:
    at = day.year * 12 + day.month - 1 + count
    return at // 12, at % 12 + 1


def _same_day(day: date, count: int) -> date:
    year, month = _months_on(day, count)
    return min(date(year, month, min(day.day, 28)) + timedelta(days=max(0, day.day - 28)),
               _month_end(year, month))  # fmt: skip


def _near(today: date, month: int, day: int) -> date:
    """The day of the year that is meant: this year's, or next year's where that was long ago."""
    here = date(today.year, month, day)
    return here if here >= today - HALF_YEAR else date(today.year + 1, month, day)


def _next_of_month(today: date, day: int) -> date:
    for ahead in range(4):
        year, month = _months_on(today, ahead)
        if (ahead or day >= today.day) and day <= calendar.monthrange(year, month)[1]:
            return date(year, month, day)
    raise ValueError(day)


def _of_week(today: date, weekday: int, weeks: int) -> date:
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def _relative(match: Match, today: date, worked: Worked) -> date | None:
    said = match["far"]
    steps = {"今": 0, "明": 1, "次": 1, "昨": -1}
    if said[-1] in "后前":
        return today + timedelta(days=(2 + said.count("大")) * (1 if said[-1] == "后" else -1))
    return today + timedelta(days=steps[said[-1]])


def _in_days(match: Match, today: date, worked: Worked) -> date | None:
    count = number(match["n"])
    if count is None:
        return None
    unit = match["unit"]
    if unit.startswith("工作"):
        return worked(today, count)
    if unit in ("天", "日", "day"):
        return today + timedelta(days=count)
    if "月" in unit or unit == "month":
        return _same_day(today, count)
    return today + timedelta(weeks=count)


def _half_month(match: Match, today: date, worked: Worked) -> date | None:
    return today + timedelta(days=15)


def _weekday(match: Match, today: date, worked: Worked) -> date | None:
    sign, which = match["day"], match["which"] or ""
    weekday = 5 if sign == "末" else (WEEKDAYS.index(sign) if sign != "天" else 6)
    weeks = which.count("下") - which.count("上")
    if weeks or which:
        return _of_week(today, weekday, weeks)
    ahead = (weekday - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead)


def _week(match: Match, today: date, worked: Worked) -> date | None:
    which = match["which"]
    return _of_week(today, 4, which.count("下"))


def _chinese_date(match: Match, today: date, worked: Worked) -> date | None:
    month, day = number(match["month"]), number(match["day"])
    if month is None or day is None:
        return None
    if match["year"]:
        year = int(match["year"])
        return date(year if year > 99 else 2000 + year, month, day)
    if match["which"]:
        return date(today.year + (1 if match["which"] == "明年" else 0), month, day)
    return _near(today, month, day)


def _of_month(match: Match, today: date, worked: Worked) -> date | None:
    day = number(match["day"])
    if day is None:
        return None
    which = match["which"] or ""
    if "下" not in which:
        return date(today.year, today.month, day) if which else _next_of_month(today, day)
    return date(*_months_on(today, which.count("下")), day)


def _part_of_month(match: Match, today: date, worked: Worked) -> date | None:
    which, part = match["which"] or "", match["part"]
    named = number(match["month"]) if match["month"] else None
    year, month = (today.year, named) if named else _months_on(today, which.count("下"))
    if part == "初":
        found = date(year, month, 1)
        if found < today and not which and not named:
            found = date(*_months_on(today, 1), 1)
    elif part in ("中", "中旬"):
        found = date(year, month, 15)
    else:
        found = _month_end(year, month)
    return found if found >= today - HALF_YEAR or not named else found.replace(year=year + 1)


def _end_of_span(match: Match, today: date, worked: Worked) -> date | None:
    if match["span"] == "年":
        return date(today.year, 12, 31)
    return _month_end(today.year, (today.month - 1) // 3 * 3 + 3)


def _iso(match: Match, today: date, worked: Worked) -> date | None:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: Match, today: date, worked: Worked) -> date | None:
    return _near(today, int(match["month"]), int(match["day"]))


def _english_far(match: Match, today: date, worked: Worked) -> date | None:
    said = match["far"].lower()
    steps = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
    return today + timedelta(days=2 if said.startswith(("the day", "day")) else steps[said])


def _english_in(match: Match, today: date, worked: Worked) -> date | None:
    count, unit = number(match["n"]), match["unit"].lower()
    if count is None:
        return None
    if match["work"]:
        return worked(today, count)
    if unit == "month":
        return _same_day(today, count)
    return today + timedelta(days=count * (7 if unit == "week" else 1))


def _english_weekday(match: Match, today: date, worked: Worked) -> date | None:
    weekday, which = ENGLISH_DAYS.index(match["day"].lower()), (match["which"] or "").strip().lower()
    if which in ("next", "last", "this"):
        return _of_week(today, weekday, {"next": 1, "last": -1, "this": 0}[which])
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _english_span(match: Match, today: date, worked: Worked) -> date | None:
    ahead, span = 1 if (match["which"] or "").lower() == "next" else 0, match["span"].lower()
    if span == "week":
        return _of_week(today, 4, ahead)
    if span == "year":
        return date(today.year + ahead, 12, 31)
    return _month_end(*_months_on(today, ahead))


def _english_date(match: Match, today: date, worked: Worked) -> date | None:
    month, day = MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
    return date(int(match["year"]), month, day) if match["year"] else _near(today, month, day)


def _made(*pairs: tuple[str, Rule]) -> list[tuple[re.Pattern[str], Rule]]:
    return [(re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in pairs]


RULES = _made(
    (r"(?P<far>今|明|昨|次)(?:天|日|早|晚)(?!期)", _relative),
    (r"(?P<far>大*[后前])天", _relative),
    (rf"(?:过|再过)?(?P<n>{N})\s*个?(?P<unit>工作日|工作天|天|日|星期|礼拜|周|月)(?:之?后|以后|之?内|以内)",
     _in_days),
    (rf"(?:过|再过)(?P<n>{N})\s*个?(?P<unit>工作日|天|日|星期|礼拜|周|月)", _in_days),
    (r"(?:过)?半个?月(?:之?后|以后|之?内|以内)", _half_month),
    (rf"(?P<which>下+个?|上+个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[{WEEKDAYS}])", _weekday),
    (r"(?P<which>下+)个?(?:周|星期|礼拜)(?![一二三四五六日天末])", _week),
    (r"(?P<which>这|本)个?(?:周|星期|礼拜)(?:之?内|以内|底|里)", _week),
    (rf"(?:(?P<year>(?:20)?\d\d)年|(?P<which>今年|明年))?(?P<month>{N})月(?:份)?(?P<day>{N})(?:日|号)?",
     _chinese_date),
    (rf"(?:(?P<which>下+个?月|这个?月|本月)|(?<![{SIGNS}月]))(?P<day>{N})(?:号|日)(?![{SIGNS}线楼机馆])",
     _of_month),
    (rf"(?:(?P<which>下+个?|这个?|本)|(?P<month>{N}))?月(?:份)?(?P<part>初|中旬|中|底|末)", _part_of_month),
    (r"(?:这个?|本|今)?(?P<span>年|季度|季)(?:底|末)", _end_of_span),
    (r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", _iso),
    (r"(?<![\d/.])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])", _slashed),
    (r"\b(?P<far>(?:the )?day after tomorrow|today|tonight|tomorrow|yesterday)\b", _english_far),
    (rf"\b(?:in|within)\s+(?P<n>{EN_N})\s+(?P<work>(?:working|business)\s+)?(?P<unit>day|week|month)s?\b",
     _english_in),
    (rf"\b(?P<which>next\s+|this\s+|last\s+)?(?P<day>{EN_DAY})\b", _english_weekday),
    (r"\b(?:by |before )?(?:the )?end of (?:the |this )?(?P<which>next )?(?P<span>month|week|year)\b",
     _english_span),
    (r"\b(?P<which>next)\s+(?P<span>week|month)\b", _english_span),
    (r"\b(?P<which>this )?(?P<span>month)[ -]end\b", _english_span),
    (rf"\b(?P<month>{EN_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?\b",
     _english_date),
    (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{EN_MONTH})(?:\s+(?P<year>20\d\d))?\b",
     _english_date),
)  # fmt: skip
