"""The name of a company taken apart: its place, what it calls itself, its trade, its legal form. Pure.

`浙江澄川阀门（集团）有限公司` is of 浙江, calls itself 澄川, trades in 阀门; the rest is form. What is left
once place and form are gone is its core, by which companies are found and compared. Traditional signs are
read as simplified, wide ones as narrow, and Latin ones without their accents. A name is read the same again.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from prooftrail.sales.dedupe.rules.signs import SIMPLIFIED
from prooftrail.sales.dedupe.rules.words import (
    HAN_BRANCH,
    HAN_FORMS,
    HAN_PLACE,
    HAN_REMARKS,
    HAN_TRADES,
    LATIN_FILLERS,
    LATIN_FORMS,
    LATIN_SHORT,
    LATIN_TRADES,
)

HAN = re.compile(r"[\u3400-\u9fff]")
BRACKETS = re.compile(r"\(([^()]*)\)")
OPENING, CLOSING = "[{【〔〖《<「", "]}】〕〗》>」"
ROUND = str.maketrans(OPENING + CLOSING, "(" * len(OPENING) + ")" * len(CLOSING))
DOTTED = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)")
LATIN_WORD = re.compile(r"[a-z0-9]+")
MOST_PLACES = 3
WORKS = "厂"
"""A works goes by the name of its company, and is its trade."""
LONGEST_PLACE = 12
FORMS, TRADES = frozenset(HAN_FORMS), frozenset(HAN_TRADES)
LONGEST_FORM, LONGEST_TRADE = max(map(len, FORMS)), max(map(len, TRADES))
MARKED = re.compile(r"[^\x00-\x7f\u2e80-\u9fff]")
"""Signs that may carry accents."""


class Spot(NamedTuple):
    """A place in its short form, and the province it is in; blank where nobody knows."""

    name: str
    province: str


class CompanyName(NamedTuple):
    """See the module. `plain` is the whole name in its plain spelling, `core` without place and form, `brand`
    without its trade, too; `branch` says which part of a company it is.
    """

    plain: str
    core: str
    brand: str
    trade: str
    places: tuple[Spot, ...]
    branch: str


def plain(said: str) -> str:
    """One width, one case, simplified signs, no accents; blanks are single."""
    text = unicodedata.normalize("NFKC", said).casefold().translate(SIMPLIFIED).translate(ROUND)
    if MARKED.search(text):
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Letters and digits alone of a plain text."""
    return "".join(sign for sign in text if sign.isalnum())


def read(said: str, places: Mapping[str, str]) -> CompanyName:
    """Take a name apart. `places` are names of divisions in plain spelling, long and
    short, each with its province: 浙江省, 浙江 and 宁波 are of 浙江.
    """
    text = plain(said)
    return _of_han(text, places) if HAN.search(text) else _of_latin(text, places)


def _of_han(text: str, places: Mapping[str, str]) -> CompanyName:
    found: list[Spot] = []
    whole = squeezed(text)

    def unwrap(match: re.Match[str]) -> str:
        inner = squeezed(match.group(1))
        if inner in FORMS or inner.startswith(HAN_REMARKS):
            return ""
        if (inner in places or HAN_PLACE.fullmatch(inner)) and not inner.endswith(tuple(HAN_FORMS)):
            found.append(_spot(inner, places))
            return ""
        return inner

    bare = squeezed(BRACKETS.sub(unwrap, text))
    branch = ""
    if cut := HAN_BRANCH.match(bare):
        bare, branch = cut.group(1), _short(cut.group(2)) + cut.group(3)
    bare = _without_forms(bare)
    bare, ahead = _without_places(bare, places)
    brand, trade = _without_trades(bare)
    if brand in places:
        brand, trade = bare, ""
    return CompanyName(whole, bare or whole, brand or bare or whole, trade, (*ahead, *found), branch)


def _without_forms(whole: str) -> str:
    text = whole
    while (size := _ending(text, FORMS, LONGEST_FORM)) and size < len(text):
        text = text[:-size]
    return whole if text in FORMS else text


def _ending(text: str, among: frozenset[str], longest: int) -> int:
    """Signs of the longest of these words that ends a text; 0 where none does."""
    return next((size for size in range(min(longest, len(text)), 1, -1) if text[-size:] in among), 0)


def _without_places(text: str, places: Mapping[str, str]) -> tuple[str, list[Spot]]:
    """What is left has a name of its own: 上海阀门 stays whole."""
    found: list[Spot] = []
    while len(found) < MOST_PLACES and (place := _place_ahead(text, places)):
        rest = text[len(place) :]
        if len(rest) < 2 or not _without_trades(rest)[0]:
            break
        found.append(_spot(place, places))
        text = rest
    return text, found


def _place_ahead(text: str, places: Mapping[str, str]) -> str:
    for size in range(min(LONGEST_PLACE, len(text) - 1), 1, -1):
        if text[:size] in places:
            return text[:size]
    match = HAN_PLACE.match(text)
    return match.group(1) if match else ""


def _without_trades(text: str) -> tuple[str, str]:
    rest = text[:-1] if text.endswith(WORKS) and len(text) > 2 else text
    while size := _ending(rest, TRADES, LONGEST_TRADE):
        rest = rest[:-size]
    return rest, text[len(rest) :]


def _spot(place: str, places: Mapping[str, str]) -> Spot:
    return Spot(_short(place), places.get(place, ""))


def _short(place: str) -> str:
    """宁波市 and 宁波 are one; so are 余杭区 and 余杭."""
    for ending in ("自治区", "自治州", "新区", "省", "市", "县", "区"):
        if place.endswith(ending) and len(place) - len(ending) >= 2:
            return place[: -len(ending)]
    return place


def _of_latin(text: str, places: Mapping[str, str]) -> CompanyName:
    joined = DOTTED.sub("", text.replace("&", " and ").replace("'", "").replace("+", " and "))
    words = [LATIN_SHORT.get(each, each) for each in LATIN_WORD.findall(joined)]
    named = [each for each in words if each not in LATIN_FILLERS] or words
    bare = [each for each in named if each not in LATIN_FORMS] or named
    there = [_spot(each, places) for each in bare if each in places]
    core = [each for each in bare if each not in places]
    if not any(each not in LATIN_TRADES for each in core):
        core, there = bare, []
    brand = [each for each in core if each not in LATIN_TRADES] or core
    trade = [each for each in core if each not in brand]
    whole = squeezed(text)
    return CompanyName(
        whole, " ".join(core) or whole, " ".join(brand) or whole, " ".join(trade), tuple(there), ""
    )
