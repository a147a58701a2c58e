"""How values may be spelled: the same letters in another dress, and days in another order.

Pure.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?=\D|$)")
ORDERS = ("MDY", "DMY")


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
