"""Amounts, days and numbers as registers spell them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.enrichment.rules.registers import capital, count, day, text


@pytest.mark.parametrize(("said", "amount", "currency"), [
    ("5000万人民币", "50000000", "CNY"), ("5000万元人民币", "50000000", "CNY"),
    ("1,000.5万美元", "10005000", "USD"),
    ("3亿元", "300000000", "CNY"), ("120元", "120", "CNY"), ("2000万港元", "20000000", "HKD"),
])  # fmt: skip
def test_capital_in_units_of_its_currency(said: str, amount: str, currency: str) -> None:
    assert capital(said) == (Decimal(amount), currency)


@given(st.text())
def test_any_text_is_read_or_not_said(said: str) -> None:
    amount, currency = capital(said)
    assert (amount is None) == (currency is None)
    assert day(said) is None or isinstance(day(said), date)
    assert count(said) is None or count(said) == int(said.strip().replace(",", ""))


def test_days_numbers_and_dashes() -> None:
    assert day(1262275200000) == date(2010, 1, 1), "midnight in China"
    assert day("2024年3月1日") == day("2024/3/1") == day("2024-03-01 00:00:00") == date(2024, 3, 1)
    assert day("2024-13-01") is None and day(10**30) is None and day(True) is None
    assert count("1,280") == 1280 and count(-1) is None and count(True) is None and count("约百人") is None
    assert text({"a": " - "}, "a") == text({"a": 5}, "a") == ""
    assert text({"a": " 存续 "}, "a") == "存续"
