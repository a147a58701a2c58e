"""Chinese administrative divisions by their six-digit code."""

import re
from typing import Any

from sqlalchemy import Column, Text

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import INDEXED
from prooftrail.platform.regions import code_of


class Region(FieldType):
    """`330203`: two digits province, two city, two county; `starts` finds all below one."""

    key = "region"
    operators = ("=", "!=", "in", "starts", "empty")
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column."""
        return [Column(field.column, Text)]

    def shape(self, field: Field) -> Shape:
        """Six digits."""
        return {"type": "string", "pattern": r"^[1-8]\d{5}$"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Six digits, the first two a province."""
        if not isinstance(value, str) or not re.fullmatch(r"[1-8]\d{5}", value, re.ASCII):
            raise FieldFault("not_region")
        return {field.column: value}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """Two to six digits."""
        if not isinstance(value, str) or not re.fullmatch(r"\d{1,6}", value, re.ASCII):
            raise FieldFault("not_region")
        return value

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """A code, or a name that only one division has: `浙江省宁波市`."""
        return code_of(text) or text.strip()
