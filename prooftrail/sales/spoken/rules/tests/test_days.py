"""Days that are spoken of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.spoken.rules.days import find_days
from prooftrail.sales.spoken.rules.numerals import number

TODAY = date(2026, 3, 19)  # a Thursday
SPOKEN = [
    ("下周三上午带样机过去", "2026-03-25"), ("后天", "2026-03-21"), ("大后天", "2026-03-22"),
    ("月底前给报价", "2026-03-31"), ("下个星期五", "2026-03-27"), ("下下周二", "2026-03-31"),
    ("三天之后", "2026-03-22"), ("过两周", "2026-04-02"), ("两个工作日内", "2026-03-23"),
    ("半个月后", "2026-04-03"), ("一个月以后", "2026-04-19"), ("3月20号", "2026-03-20"),
    ("十月四号", "2026-10-04"), ("二十五日", "2026-03-25"), ("15号", "2026-04-15"),
    ("下个月5号", "2026-04-05"), ("2027年1月8日", "2027-01-08"), ("明年三月一号", "2027-03-01"),
    ("周四", "2026-03-26"), ("周日", "2026-03-22"), ("本周五", "2026-03-20"), ("周末", "2026-03-21"),
    ("下月初", "2026-04-01"), ("五月中旬", "2026-05-15"), ("季度末", "2026-03-31"), ("年底", "2026-12-31"),
    ("昨天", "2026-03-18"), ("上周六", "2026-03-14"), ("next Tuesday", "2026-03-24"),
    ("by Friday", "2026-03-20"), ("in 3 days", "2026-03-22"), ("in two weeks", "2026-04-02"),
    ("within two business days", "2026-03-23"), ("end of the month", "2026-03-31"),
    ("March 25th", "2026-03-25"), ("25 March", "2026-03-25"), ("the day after tomorrow", "2026-03-21"),
    ("2026-04-01", "2026-04-01"), ("3/25", "2026-03-25"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), SPOKEN)
def test_a_day_is_found_as_it_is_meant(said: str, meant: str) -> None:
    assert [str(each.day) for each in find_days(said, TODAY)] == [meant]


@pytest.mark.parametrize("said", ["1号线", "3号楼", "月亮", "13月40日", "二月三十号", "may I come in", ""])
def test_what_is_no_day_is_none(said: str) -> None:
    assert find_days(said, TODAY) == []


def test_the_calendar_of_the_company_counts_working_days() -> None:
    def closed_on_friday(day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= day.weekday() not in (4, 5, 6)
        return day

    assert find_days("一个工作日内", TODAY, closed_on_friday)[0].day == date(2026, 3, 23)


def test_numbers_as_they_are_spoken() -> None:
    said = {"十": 10, "十二": 12, "二十五": 25, "两": 2, "廿一": 21, "07": 7, "a": 1, "three": 3}
    assert {text: number(text) for text in said} == said
    assert [number(text) for text in ("", "十十", "二三", "x")] == [None] * 4


@given(st.text(max_size=60), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_any_text_has_days_in_order_that_do_not_overlap(text: str, today: date) -> None:
    found = find_days(text, today)
    ends = [spot for each in found for spot in (each.start, each.end)]
    assert ends == sorted(ends) and all(each.start < each.end <= len(text) for each in found)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from("一二三四五六日"))
def test_a_weekday_is_within_a_week_and_next_weeks_in_the_next(today: date, sign: str) -> None:
    (bare,), (next_week,) = find_days(f"周{sign}", today), find_days(f"下周{sign}", today)
    assert timedelta(days=1) <= bare.day - today <= timedelta(days=7)
    monday = today - timedelta(days=today.weekday())
    assert timedelta(days=7) <= next_week.day - monday <= timedelta(days=13)
    assert bare.day.weekday() == next_week.day.weekday() == "一二三四五六日".index(sign)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_of_the_year_is_that_day(today: date, month: int, day: int) -> None:
    (found,) = find_days(f"{month}月{day}日", today)
    assert (found.day.month, found.day.day) == (month, day)
    assert abs(found.day - today) <= timedelta(days=366)
