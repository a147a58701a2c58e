"""Texts with blanks: `{field}`, `{link.field}` and `{$fact}`; a doubled brace stands for itself. Pure."""

import re
from collections.abc import Mapping

BLANK = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
NOTHING = "—"
"""What a blank reads like whose value there is none of."""


def blanks(text: str) -> list[str]:
    """The names of a text's blanks in order, each once."""
    found = (match.group(1) for match in BLANK.finditer(text) if match.group(1) is not None)
    return list(dict.fromkeys(name.strip() for name in found))


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """The text with its blanks filled. A name there is no value of stays as it was written, for whoever
    fills in more; a value that is None reads as a dash.
    """

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return match.group(0)[0]
        name = name.strip()
        if name not in values:
            return match.group(0)
        return values[name] or NOTHING

    return BLANK.sub(put, text)


def is_fact(name: str) -> bool:
    """Whether a blank asks for something of the occasion, and not for a field."""
    return name.startswith("$")
