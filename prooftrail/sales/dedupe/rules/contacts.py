"""Telephone numbers, mail addresses and web sites as they are compared. Pure."""

import re
import unicodedata

from prooftrail.sales.dedupe.rules.words import listed

LEAST_DIGITS, CHINESE_WITH_PREFIX = 7, 12
EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#|-)\s*\d{1,6}$", re.IGNORECASE)
MANY = re.compile(r"[,;/、，；|\n]")
PUBLIC_MAIL = frozenset(
    listed("""
    qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn wo.cn
    tom.com 21cn.com gmail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me gmx.de web.de
""")
)
"""Whom a mail address at these belongs to says nothing of his company."""
SECOND_LEVEL = frozenset(listed("com net org gov edu ac co"))


def numbers(said: str) -> list[str]:
    """Every number of a text in one spelling: digits alone, without prefixes and extension."""
    found = (_number(each) for each in MANY.split(unicodedata.normalize("NFKC", said)))
    return list(dict.fromkeys(each for each in found if each))


def _number(said: str) -> str:
    text = said.strip()
    if len(re.sub(r"\D", "", EXTENSION.sub("", text))) >= LEAST_DIGITS + 3:
        text = EXTENSION.sub("", text)
    digits = re.sub(r"\D", "", text)
    abroad = text.startswith(("+", "00"))
    digits = digits.removeprefix("00") if abroad else digits
    if digits.startswith("86") and len(digits) >= CHINESE_WITH_PREFIX:
        digits = digits[2:].removeprefix("0")
    elif not abroad:
        digits = digits.removeprefix("0")
    # The same sign seven times is what is typed to get past a form.
    return digits if len(digits) >= LEAST_DIGITS and len(set(digits[-LEAST_DIGITS:])) > 1 else ""


def domain(said: str) -> str:
    """The domain of a web site or mail address as it was registered; none of a public mailbox."""
    text = unicodedata.normalize("NFKC", said).strip().casefold()
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", text).split("/")[0].split("?")[0].rpartition("@")[2]
    parts = [each for each in host.split(":")[0].strip(".").split(".") if each]
    if len(parts) < 2 or not all(re.fullmatch(r"[\w-]+", each) for each in parts):
        return ""
    size = 3 if len(parts) > 2 and parts[-2] in SECOND_LEVEL and len(parts[-1]) == 2 else 2
    found = ".".join(parts[-size:])
    return "" if found in PUBLIC_MAIL or all(each.isdigit() for each in parts) else found


def mail(said: str) -> str:
    """A mail address in one spelling."""
    text = unicodedata.normalize("NFKC", said).strip().casefold()
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else ""
