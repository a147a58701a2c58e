"""High potential to the day: filed within six months, and designated still."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.enrichment.rules.potential import Held, Rule, judge, kind_of, months_after

RULE = Rule(6, ("device_filing",), ("insurance",))
TODAY = date(2026, 7, 15)
INSURED = Held("insurance", "医保定点", None, None)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def filed(day: date) -> Held:
    return Held("device_filing", "备案凭证", day, None)


@pytest.mark.parametrize(("day", "high"), [
    (date(2026, 1, 15), True), (date(2026, 1, 14), False), (TODAY, True), (date(2026, 7, 16), False),
])  # fmt: skip
def test_six_months_are_exact(day: date, high: bool) -> None:
    assert judge([filed(day), INSURED], RULE, TODAY).high is high


def test_both_are_needed_and_both_are_named() -> None:
    assert not judge([filed(TODAY)], RULE, TODAY).high and not judge([INSURED], RULE, TODAY).high
    assert judge([filed(TODAY), INSURED], RULE, TODAY).because == (filed(TODAY), INSURED)
    ended = Held("insurance", "医保定点", None, TODAY - timedelta(days=1))
    assert not judge([filed(TODAY), ended], RULE, TODAY).high
    assert not judge([Held("device_filing", "无日期", None, None), INSURED], RULE, TODAY).high
    assert not judge([filed(TODAY), INSURED], Rule(6, (), ()), TODAY).high


@given(st.lists(st.builds(Held, st.sampled_from(["device_filing", "insurance", "licence"]), st.just("x"),
                          st.none() | DAYS, st.none() | DAYS), max_size=4), DAYS)  # fmt: skip
def test_nothing_changes_before_the_day_it_says(held: list[Held], today: date) -> None:
    found = judge(held, RULE, today)
    assert found.next is None or found.next > today
    end = min(found.next or date.max, today + timedelta(days=400))
    for day in (today + timedelta(days=1), end - timedelta(days=1)):
        if today < day < end:
            assert judge(held, RULE, day).high == found.high


def test_months_and_kinds() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    words = {"insurance": ["医保定点"], "device_filing": ["备案凭证"]}
    assert kind_of("第二类 医疗器械经营备案 凭证", words) == "device_filing"
    assert kind_of("营业执照", words) == "licence" and kind_of("", words) == "licence"
