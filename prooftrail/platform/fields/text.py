"""Short text on one line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import RE_HANS
from pypinyin.seg.mmseg import seg
from sqlalchemy import Column, ColumnElement, FromClause
from sqlalchemy import Text as SqlText

from prooftrail.platform.fields.base import TEXT, Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.options import INDEXED, Option, flag, taking, whole

LIMIT = 500
CHINESE = re.compile(f"({RE_HANS.pattern.strip('^$')})")
"""A run of Chinese, as pypinyin tells it from everything else."""
SORTED_SIGNS = 40
"""How far into a name the pinyin order looks."""


class Text(FieldType):
    """One line, trimmed; `options.limit` characters at most (500).

    With `options.pinyin` two more columns keep its pinyin (the sort order) and initials (search).
    """

    key = "text"
    operators = TEXT
    silent = ("_sort", "_initials")
    uniquable = True
    takes = taking(limit=Option(whole(1, LIMIT), "grow"), pinyin=Option(flag)) | INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column, or three with pinyin."""
        names = [field.column]
        if field.options.get("pinyin"):
            names += [f"{field.column}_sort", f"{field.column}_initials"]
        return [Column(name, SqlText) for name in names]

    def shape(self, field: Field) -> Shape:
        """One line."""
        limit = int(field.options.get("limit", LIMIT))
        return {"type": "string", "maxLength": limit, "pattern": r"^[^\x00\r\n]*$"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Trimmed, line breaks refused."""
        text = clean_text(value).strip()
        limit = int(field.options.get("limit", LIMIT))
        if len(text) > limit:
            raise FieldFault("too_long", limit=limit, length=len(text))
        if "\n" in text or "\r" in text:
            raise FieldFault("one_line_only")
        if not field.options.get("pinyin") or not context.derive:
            return {field.column: text or None}
        return {field.column: text or None} | pinyin(field.column, text)

    def order(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """By pinyin where it is kept."""
        return table.c[f"{field.column}_sort" if field.options.get("pinyin") else field.column]

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """The text as typed, so that `starts` and `contains` keep their spaces."""
        return clean_text(value)


def pinyin(column: str, text: str) -> dict[str, Any]:
    """Sort key and initials: 甬泰 → `yong tai`, `yt`. Letters and digits stand for themselves."""
    if text.isascii():
        plain = text.lower()
        return {
            f"{column}_sort": plain[:200] or None,
            f"{column}_initials": plain.replace(" ", "")[:100] or None,
        }
    head = text[:SORTED_SIGNS].lower()
    syllables = [each for word in _words(head) for each in _read_aloud(word)]
    initials = "".join(s if len(s) > 1 and s in head else s[:1] for s in syllables)
    return {f"{column}_sort": " ".join(syllables), f"{column}_initials": initials.replace(" ", "")}


def _words(text: str) -> Iterator[str]:
    """Words of Chinese, and what stands between: as pypinyin cuts them, without its look at each sign."""
    for at, run in enumerate(CHINESE.split(text)):
        if at % 2:
            yield from seg.cut(run)
        elif run:
            yield run


@lru_cache(maxsize=20_000)
def _read_aloud(word: str) -> tuple[str, ...]:
    """Kept, because names are made of the same words and reading one takes longer than finding them."""
    return tuple(lazy_pinyin(word, style=Style.NORMAL))
