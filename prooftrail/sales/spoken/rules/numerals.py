"""Numbers as they are spoken. Pure."""

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
TENS = {"十": 10, "廿": 20, "卅": 30}
SIGNS = "0-9零〇一二三四五六七八九十两俩廿卅"
"""For character classes of patterns."""
SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(said: str) -> int | None:
    """`12`, `十二`, `二十五`, `两`, `a`, `three`; None for what is no number under a hundred."""
    text = said.strip().lower()
    if text.isascii() and text.isdigit():
        return int(text)
    if text in ("a", "an", "the"):
        return 1
    if text in SPELLED:
        return SPELLED.index(text) + 1
    return _chinese(text)


def _chinese(text: str) -> int | None:
    if not text or any(sign not in DIGITS and sign not in TENS for sign in text):
        return None
    total, ones = 0, None
    for sign in text:
        if sign in TENS:
            if total:
                return None
            total, ones = (1 if ones is None else ones) * TENS[sign], None
        elif ones is not None:
            return None
        else:
            ones = DIGITS[sign]
    return total + (ones or 0)
