"""Percentages, kept as the number people say: 12.5 is 12.5 %."""

from typing import Any

from prooftrail.platform.fields.base import Field, Parsing
from prooftrail.platform.fields.decimal import Decimal
from prooftrail.platform.fields.numbers import loose


class Percent(Decimal):
    """A decimal shown with a percent sign."""

    key = "percent"

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`12.5%` and `12.5` are the same."""
        return loose(text).rstrip("%％").strip()
