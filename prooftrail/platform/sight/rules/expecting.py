"""Whether a text shows what a slot is for: one of its words, or a measure.

Pure. A word stands as it is written; `#` in it is any digit and `@` any letter, so that `SN####` is a number
of a series. Case, width and spaces decide nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_UNITS = "毫米|厘米|公分|平方米|立方米|米|MM|CM|DM|M[23]?|INCH|㎡|㎜|㎝|L|KG|吨|度|°C|℃"
_MEASURE = re.compile(rf"\d(?:[\d,]*\d)?(?:\.\d+)?(?:{_UNITS})(?![A-Z0-9])")
_SIGNS = {"#": r"\d", "@": "[A-Z]"}


def shows(text: str, words: Sequence[str], measure: bool) -> bool:
    """Whether any of the words is there, or a number with its unit where a measure is asked for."""
    plain = plainly(text)
    if any(_pattern(word).search(plain) for word in words if plainly(word)):
        return True
    return measure and _MEASURE.search(plain) is not None


def plainly(text: str) -> str:
    """Without spaces, in capitals, every sign in its usual width."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile("".join(_SIGNS.get(sign) or re.escape(sign) for sign in plainly(word)))
