"""Addresses as they are compared: the words of the way there, and the numbers at its end. Pure."""

import re
from typing import NamedTuple

from prooftrail.sales.dedupe.rules.company_names import HAN, plain, squeezed
from prooftrail.sales.dedupe.rules.likeness import dice

NUMBER = re.compile(r"\d+")
DIVISION = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:省|市|自治区|自治州|区|县|镇|乡|街道)")
HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
LATIN_SHORT = {
    "street": "st", "road": "rd", "avenue": "av", "ave": "av", "boulevard": "blvd", "blv": "blvd",
    "drive": "dr", "lane": "ln", "place": "pl", "court": "ct", "suite": "ste", "building": "bldg",
    "north": "n", "south": "s", "east": "e", "west": "w", "highway": "hwy", "square": "sq", "floor": "fl",
}  # fmt: skip


class Address(NamedTuple):
    """`way` without divisions and numbers, `numbers` in their order."""

    way: str
    numbers: tuple[str, ...]


def read(said: str) -> Address:
    """Take an address apart."""
    text = plain(said)
    if HAN.search(text):
        text = squeezed(DIVISION.sub("", text)) or squeezed(text)
        text = re.sub(
            r"(?<=[路街道巷弄幢楼层室号第])[〇零一二三四五六七八九十]+(?=[号弄幢楼层室])", _digits, text
        )
    else:
        text = " ".join(LATIN_SHORT.get(each, each) for each in re.findall(r"[a-z0-9]+", text))
    return Address(
        NUMBER.sub("", text).strip(), tuple(each.lstrip("0") or "0" for each in NUMBER.findall(text))
    )


def _digits(match: re.Match[str]) -> str:
    """十二 is 12, 二十 is 20, 一〇三 is 103."""
    tens, ten, ones = match.group().rpartition("十")
    if not ten:
        return ones.translate(HAN_DIGITS)
    return (tens or "一").translate(HAN_DIGITS) + (ones or "〇").translate(HAN_DIGITS)


def alike(one: Address, other: Address) -> float:
    """From 0 to 1: the way counts, and a number that differs makes it another house."""
    if one == other:
        return 1.0
    way = dice(one.way, other.way)
    if not one.numbers or not other.numbers:
        return 0.8 * way
    return way if one.numbers[0] == other.numbers[0] else 0.5 * way
