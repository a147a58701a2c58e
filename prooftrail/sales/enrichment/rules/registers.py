"""Texts as registers spell them: amounts with 万 and 亿, days, numbers, dashes for nothing. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from prooftrail.platform.values import Json

CAPITAL = re.compile(r"([\d,]+(?:\.\d+)?)\s*(亿|万)?\s*(.*)")
CURRENCIES = {
    "": "CNY", "元": "CNY", "人民币": "CNY", "元人民币": "CNY", "人民币元": "CNY", "美元": "USD",
    "元美元": "USD", "港元": "HKD", "港币": "HKD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP",
    "新加坡元": "SGD", "新台币": "TWD", "台币": "TWD", "韩元": "KRW",
}  # fmt: skip
TIMES = {"亿": 100_000_000, "万": 10_000}
DAY = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
DASHES = ("-", "--", "—")
CHINA = timedelta(hours=8)
MOST = 10**9


def text(said: Mapping[str, Json], key: str) -> str:
    """A text without its blanks; a dash alone is none."""
    found = said.get(key)
    cleaned = found.strip() if isinstance(found, str) else ""
    return "" if cleaned in DASHES else cleaned


def count(said: Json) -> int | None:
    """A number of things, also as text."""
    if isinstance(said, bool) or not isinstance(said, int | str):
        return None
    found = str(said).strip().replace(",", "")
    return int(found) if found.isdecimal() and found.isascii() and len(found) <= len(str(MOST)) else None


def day(said: Json) -> date | None:
    """`2024-03-01`, `2024/3/1`, `2024年3月1日`, with or without a time; or milliseconds since 1970, whose day
    is China's."""
    if isinstance(said, int) and not isinstance(said, bool):
        try:
            return (datetime.fromtimestamp(said / 1000, UTC) + CHINA).date()
        except (ValueError, OverflowError, OSError):
            return None
    found = DAY.match(said) if isinstance(said, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def capital(said: str) -> tuple[Decimal | None, str | None]:
    """`50000万人民币`, `1,000.5万美元`: the amount in units of its currency. An unknown one is not said."""
    found = CAPITAL.fullmatch(said.strip())
    currency = CURRENCIES.get(found.group(3).strip()) if found else None
    if found is None or currency is None:
        return None, None
    try:
        amount = Decimal(found.group(1).replace(",", ""))
    except InvalidOperation:
        return None, None
    return amount * TIMES.get(found.group(2) or "", 1), currency
