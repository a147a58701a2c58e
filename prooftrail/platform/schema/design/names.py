"""Names of what designers make: API names, and the short ids columns and tables are called by. Pure."""

import os
import re
from collections.abc import Container

from pypinyin import Style, lazy_pinyin

from prooftrail.platform.values import NAME

API_NAME = re.compile(r"x_[a-z0-9]+(_[a-z0-9]+)*")
FIRST, REST = "0123456789", "abcdefghijklmnopqrstuvwxyz0123456789"
SHORT = 8


def is_api_name(said: object) -> bool:
    """`x_` and words of small letters and digits, divided by single underscores; 48 signs at most.

    The prefix keeps every word of SQL, of the API and of later releases free.
    """
    return isinstance(said, str) and bool(NAME.fullmatch(said)) and bool(API_NAME.fullmatch(said))


def short_id() -> str:
    """An id nobody chooses: it begins with a digit, which no shipped name does."""
    drawn = os.urandom(SHORT)
    return FIRST[drawn[0] % len(FIRST)] + "".join(REST[each % len(REST)] for each in drawn[1:])


LONGEST_PROPOSED = 40


def propose(label: str, taken: Container[str]) -> str:
    """An API name nobody uses for what people call `label`: 冷库容积 → `x_leng_ku_rong_ji`."""
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(label.lower(), style=Style.NORMAL)))
    name = "x_" + ("_".join(words)[:LONGEST_PROPOSED].strip("_") or "new")
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    return found
