"""Numbers the system gives out itself, by a pattern."""

import re
from datetime import date
from typing import Any

from sqlalchemy import Column, Text

from prooftrail.platform.fields.base import TEXT, Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.options import Option, flag, taking
from prooftrail.platform.values import Json

LONGEST = 60
COUNT = re.compile(r"\{(0*1)\}")
DATED = re.compile(r"\{(yyyy|yy|mm|dd)\}")
MARKS = {"yyyy": "%Y", "yy": "%y", "mm": "%m", "dd": "%d"}


def pattern(value: Any) -> Json:
    """A pattern with just one count, `{0001}`, and perhaps dates."""
    text = value.strip() if isinstance(value, str) else ""
    rest = DATED.sub("", COUNT.sub("", text))
    if (
        len(COUNT.findall(text)) != 1
        or len(text) > LONGEST
        or not text.isprintable()
        or set("{}") & set(rest)
    ):
        raise FieldFault("bad_pattern")
    return text


class AutoNumber(FieldType):
    """`XS-{yyyy}-{0001}` gives `XS-2026-0001`: filled when a record is created, unique, never changed.

    The count begins anew with each date the pattern names. With `options.gapless` writers wait for
    each other's number and none is left out; without it a refused write may leave a gap.
    """

    key = "auto_number"
    operators = TEXT
    numbered = True
    takes = taking(pattern=Option(pattern, needed=True), gapless=Option(flag))

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column."""
        return [Column(field.column, Text)]

    def shape(self, field: Field) -> Shape:
        """One line."""
        return {"type": "string", "maxLength": LONGEST * 2}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """A number somebody gave before, for imports of history."""
        text = clean_text(value).strip()
        if len(text) > LONGEST * 2 or not text.isprintable():
            raise FieldFault("too_long", limit=LONGEST * 2, length=len(text))
        return {field.column: text or None}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """A number, or a part of one."""
        return clean_text(value)


def period(field: Field, day: date) -> str:
    """What the count begins anew with: the dates of the pattern on that day."""
    return "-".join(day.strftime(MARKS[mark]) for mark in DATED.findall(str(field.options["pattern"])))


def numbered(field: Field, day: date, count: int) -> str:
    """The number itself; a count wider than its zeros is written out."""
    text = DATED.sub(lambda found: day.strftime(MARKS[found.group(1)]), str(field.options["pattern"]))
    return COUNT.sub(lambda found: str(count).zfill(len(found.group(1))), text)
