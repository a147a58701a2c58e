"""Words that say somebody was busy, and nothing of what he did.

Pure: no database. The words are a setting.
"""

import unicodedata
from collections.abc import Iterable


def bare(said: str) -> str:
    """Letters and digits alone, of one width and case: `Follow-Up！` and `follow up` are the same."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", said).casefold() if sign.isalnum())


def is_vague(said: str, words: Iterable[str]) -> bool:
    """Whether a text is made of vague words and nothing else; a text without letters is not vague."""
    text = bare(said)
    known = {bare(word) for word in words} - {""}
    ends = {0}
    for at in range(len(text)):
        if at in ends:
            ends |= {at + len(word) for word in known if text.startswith(word, at)}
    return bool(text) and len(text) in ends
