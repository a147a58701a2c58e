"""How values may be spelled: the same letters in another dress, days in another order, days and digits
as a spreadsheet keeps them.

Pure.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?=\D|$)")
ORDERS = ("MDY", "DMY")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""October 1954 and January 2119: what lies outside is no day that somebody meant."""
EPOCH = datetime(1899, 12, 30)
SHORTENED = re.compile(r"(\d(?:\.(\d+))?)[Ee]\+(\d{2})")
MOST_DIGITS = 25


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """Letters and digits alone, lower case and narrow: `GTX Pro` and `ＧＴＸPro` are both `gtxpro`."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum())


@dataclass(slots=True)
class DayOrder:
    """What the days of one column say about their order."""

    seen: int = 0
    first_past_12: bool = False
    second_past_12: bool = False

    def look(self, text: str) -> None:
        """Take in one cell."""
        found = DAY.match(text)
        if found:
            self.seen += 1
            self.first_past_12 |= int(found[1]) > 12
            self.second_past_12 |= int(found[2]) > 12

    @property
    def order(self) -> str:
        """`DMY` where a first part is past 12 and no second is; else `MDY`."""
        return "DMY" if self.first_past_12 and not self.second_past_12 else "MDY"

    @property
    def unsure(self) -> bool:
        """Whether no day of the column tells the month from the day."""
        return self.seen > 0 and not self.first_past_12 and not self.second_past_12


def year_first(text: str, order: str) -> str:
    """`3/1/2017 8:00` as `2017-03-01 8:00`; what is not written so stays as it is."""
    found = DAY.match(text)
    if found is None:
        return text.strip()
    first, second, year = found.groups()
    month, day = (first, second) if order == "MDY" else (second, first)
    return f"{year}-{int(month):02}-{int(day):02}{text[found.end() :]}".strip()


def day_of_serial(text: str) -> str | None:
    """`45000` as `2023-03-15`, `45000.5` as `2023-03-15 12:00:00`: days as spreadsheets count them."""
    if not SERIAL.fullmatch(text) or not FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        return None
    seconds = round((Decimal(text) % 1) * 86_400)
    found = EPOCH + timedelta(days=int(Decimal(text)), seconds=seconds)
    return found.date().isoformat() if "." not in text else found.isoformat(" ", "seconds")


def digits_of(text: str) -> tuple[str, bool] | None:
    """`1.38E+10` as `13800000000`, and whether digits were lost before; None for what is not written so."""
    found = SHORTENED.fullmatch(text)
    if found is None or int(found[3]) > MOST_DIGITS:
        return None
    places, exponent = len(found[2] or ""), int(found[3])
    if places > exponent:
        return None
    return format(Decimal(text), "f"), places < exponent
