"""Finding records by what people type: bigrams of the name, pinyin initials, the start of a code."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, cast, false, func, or_
from sqlalchemy.dialects.postgresql import TSQUERY

from prooftrail.platform.access.grants import Access
from prooftrail.platform.records.filters import like
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import is_storable

LONGEST = 100


def search_values(said: str) -> dict[str, Any]:
    """What the conditions are bound to. Refuses a text of more than 100 characters."""
    text = said.strip().lower()
    if len(text) > LONGEST or not is_storable(text):
        raise Refusal(
            "search_too_long", "invalid", facts={"limit": LONGEST}, fields={"search": "search_too_long"}
        )
    initials = text.replace(" ", "")
    return {
        "s_words": tsquery(text), "s_like": like(text, "contains"), "s_start": like(text, "starts"),
        "s_initials": tsquery(initials), "s_initials_like": like(initials, "contains"),
        "s_initials_start": like(initials, "starts"),
        "s_code": said.strip(), "s_code_end": said.strip() + "\U0010ffff",
    }  # fmt: skip


def tsquery(text: str) -> str:
    """All bigrams of the text, quoted for `tsquery`."""
    pairs = [text[at : at + 2] for at in range(max(len(text) - 1, 1))]
    quoted = [
        "'" + pair.replace("\\", "\\\\").replace("'", "''") + "'" for pair in dict.fromkeys(pairs) if pair
    ]
    return " & ".join(quoted)


def matches(access: Access, object: ObjectType, records: FromClause, said: str) -> ColumnElement[bool]:
    """SQL over `records` that indexes answer; only fields the caller may read are looked into."""
    ways = _ways(access, object, records, said)
    # Index conditions and their confirmation stand apart: mixed, PostgreSQL would compute the
    # bigrams of every row it found once more. ILIKE, because of it the planner has statistics.
    return and_(or_(false(), *(way.quick for way in ways)), or_(false(), *(way.sure for way in ways)))


class _Way(NamedTuple):
    quick: ColumnElement[bool]
    sure: ColumnElement[bool]


def _ways(access: Access, object: ObjectType, records: FromClause, said: str) -> list[_Way]:
    text = said.strip()
    ways: list[_Way] = []
    for each in access.readable(object).values():
        if each.type.key != "text" or each.name == "id":
            continue
        if each.options.get("pinyin") and each.ready("words") and each.ready("initials"):
            ways.append(_words(records.c[each.column], "s_words", "s_like", "s_start", len(text)))
            if text.isascii():
                column = records.c[f"{each.column}_initials"]
                size = len(text.replace(" ", ""))
                ways.append(_words(column, "s_initials", "s_initials_like", "s_initials_start", size))
        elif each.unique:
            # A range and no LIKE, so that the index condition is the condition itself.
            column = records.c[each.column]
            found = and_(column >= bindparam("s_code"), column < bindparam("s_code_end"))
            ways.append(_Way(found, found))
    return ways


def _words(column: ColumnElement[Any], words: str, pattern: str, start: str, size: int) -> _Way:
    if size < 2:
        found = func.lower(column).like(bindparam(start))
        return _Way(found, found)
    index = func.prooftrail.bigrams(column).op("@@")(cast(bindparam(words), TSQUERY))
    return _Way(index, column.ilike(bindparam(pattern)))
