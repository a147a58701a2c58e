"""What a visitor typed, made harmless: no unseen signs, lines where lines may be. Pure."""

import re
from collections.abc import Mapping, Sequence

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control signs but tab and line ends, signs without width, those that turn the order of others round, and
halves of a pair."""


def tidied(said: str, *, lines: bool) -> str:
    """The text as people see it, trimmed; one line of it unless it may have `lines`."""
    text = UNSEEN.sub("", said.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def unknown(answers: Mapping[str, Sequence[object]], asked: Sequence[str]) -> list[str]:
    """Names that were answered and not asked, shortened and made harmless."""
    return sorted({tidied(name, lines=False)[:80] or "?" for name in answers if name not in asked})


def lead_name(name: object, company: object, phone: object, form: str) -> str:
    """What a lead is called: what was entered, the company, the number, else the form."""
    found = next((str(each) for each in (name, company, phone) if each), form)
    return found[:200]


def moved_text(background: object, moved: Mapping[str, object], most: int) -> str:
    """The background with values that could not stand where they were entered, at most so long."""
    lines = [f"{name}: {value}" for name, value in moved.items()]
    return "\n".join(filter(None, [str(background or ""), *lines]))[:most]
