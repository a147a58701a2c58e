"""Finding records by what people type: bigrams of the name, pinyin initials, the start of a code."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, cast, false, func, or_
from sqlalchemy.dialects.postgresql import TSQUERY

from prooftrail.platform.access.grants import Access
from prooftrail.platform.records.filters import like
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

LONGEST = 100


def search_values(said: str) -> dict[str, Any]:
    """What the conditions are bound to. Refuses a text of more than 100 characters."""
    text = said.strip().lower()
    if len(text) > LONGEST or "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refusal(
            "search_too_long", "invalid", facts={"limit": LONGEST}, fields={"search": "search_too_long"}
        )
    initials = text.replace(" ", "")
    return {
        "s_words": tsquery(text), "s_like": like(text, "contains"), "s_start": like(text, "starts"),
        "s_initials": tsquery(initials), "s_initials_like": like(initials, "contains"),
        "s_initials_start": like(initials, "starts"), "s_code": like(said.strip(), "starts"),
    }  # fmt: skip


def tsquery(text: str) -> str:
    """All bigrams of the text, quoted for `tsquery`."""
    pairs = [text[at : at + 2] for at in range(max(len(text) - 1, 1))]
    quoted = [
        "'" + pair.replace("\\", "\\\\").replace("'", "''") + "'" for pair in dict.fromkeys(pairs) if pair
    ]
    return " & ".join(quoted)


def matches(access: Access, object: ObjectType, records: FromClause, said: str) -> ColumnElement[bool]:
    """SQL over `records`; only fields the caller may read are looked into."""
    text = said.strip()
    readable = access.readable(object)
    ways: list[ColumnElement[bool]] = []
    for each in readable.values():
        if each.type.key != "text" or each.name == "id":
            continue
        if each.options.get("pinyin"):
            ways.append(_words(records.c[each.column], "s_words", "s_like", "s_start", len(text)))
            if text.isascii():
                column = records.c[f"{each.column}_initials"]
                size = len(text.replace(" ", ""))
                ways.append(_words(column, "s_initials", "s_initials_like", "s_initials_start", size))
        elif each.unique:
            ways.append(records.c[each.column].like(bindparam("s_code")))
    return or_(false(), *ways)


def _words(
    column: ColumnElement[Any], words: str, pattern: str, start: str, size: int
) -> ColumnElement[bool]:
    if size < 2:
        return func.lower(column).like(bindparam(start))
    found = func.prooftrail.bigrams(column).op("@@")(cast(bindparam(words), TSQUERY))
    return and_(found, func.lower(column).like(bindparam(pattern)))
