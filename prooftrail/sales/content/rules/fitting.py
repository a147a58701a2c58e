"""Which content fits a situation, and which is called for by what somebody writes. Pure.

The phone and the desk decide the same in web/src/engines/content/fitting.ts; cases/content holds both to it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DIVIDERS = re.compile(r"[、,，;；|\n\r\t]+")


@dataclass(frozen=True, slots=True)
class Offer:
    """One content in force, as far as it matters for offering it; blank means it suits any."""

    id: str
    title: str
    keywords: str = ""
    product: str | None = None
    industries: Sequence[str] = ()
    stages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the customer and the deal; None where it is not."""

    industry: str | None = None
    stage: str | None = None
    product: str | None = None


def fits(offer: Offer, at: Situation) -> bool:
    """Whether nothing that is known speaks against it."""
    return (
        (at.industry is None or not offer.industries or at.industry in offer.industries)
        and (at.stage is None or not offer.stages or at.stage in offer.stages)
        and (at.product is None or offer.product is None or at.product == offer.product)
    )


def closeness(offer: Offer, at: Situation) -> int:
    """How many of its limits the situation meets: what was made for it comes before what suits any."""
    met = (at.industry in offer.industries, at.stage in offer.stages)
    return sum(met) + int(at.product is not None and at.product == offer.product)


def keywords_of(said: str) -> list[str]:
    """The words of a list divided by 、 or commas, each once, as they are compared."""
    return list(dict.fromkeys(word for part in DIVIDERS.split(said) if (word := plain(part))))


def plain(text: str) -> str:
    """A text as it is compared: one width, one case, no blanks at the ends."""
    return unicodedata.normalize("NFKC", text).lower().strip()


def is_said(keyword: str, text: str) -> bool:
    """Whether a plain text holds a plain keyword; one of Latin letters only as a word of its own."""
    at = text.find(keyword)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(keyword) : at + len(keyword) + 1]
        if not (_joins(before, keyword[0]) or _joins(keyword[-1], after)):
            return True
        at = text.find(keyword, at + 1)
    return False


def _joins(left: str, right: str) -> bool:
    """Whether two neighbours are of one Latin word or number."""
    return left != "" and right != "" and all(sign.isascii() and sign.isalnum() for sign in (left, right))


def offered(text: str, offers: Iterable[Offer], at: Situation, most: int) -> list[tuple[Offer, list[str]]]:
    """What a text calls for, with the words that did: most words first, then the closest, then by title."""
    said = plain(text)
    found: list[tuple[Offer, list[str]]] = []
    for each in offers:
        words = [word for word in keywords_of(each.keywords) if is_said(word, said)]
        if words and fits(each, at):
            found.append((each, words))
    found.sort(key=lambda pair: (-len(pair[1]), -closeness(pair[0], at), pair[0].title, pair[0].id))
    return found[:most]
