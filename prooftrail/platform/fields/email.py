"""E-mail addresses."""

import re
import unicodedata
from typing import Any

from sqlalchemy import Column, Text

from prooftrail.platform.fields.base import TEXT, Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.options import INDEXED

LONGEST = 254
WELL_FORMED = r"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]{2,}$"


class Email(FieldType):
    """An address in small letters, so that one mailbox has one spelling."""

    key = "email"
    operators = TEXT
    uniquable = True
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column."""
        return [Column(field.column, Text)]

    def shape(self, field: Field) -> Shape:
        """Name, sign, domain."""
        return {"type": "string", "pattern": WELL_FORMED, "maxLength": LONGEST}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Full-width signs and `mailto:` are mended; the rest must be right."""
        text = unicodedata.normalize("NFKC", clean_text(value)).strip().lower().removeprefix("mailto:")
        if len(text) > LONGEST or not re.fullmatch(WELL_FORMED, text, re.ASCII):
            raise FieldFault("not_email")
        return {field.column: text}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """An address, or a part of one."""
        return unicodedata.normalize("NFKC", clean_text(value)).strip().lower()
