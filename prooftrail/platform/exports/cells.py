"""A record as a row of cells that a spreadsheet shows and never runs.

Pure: values as the API writes them, a language and a zone in, text out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from prooftrail.platform.fields import Field
from prooftrail.platform.values import Locale

RUNS = "=+-@\t\r＝＋－＠"
"""First signs by which spreadsheets take a cell for a formula; some take the full-width ones too."""

NUMBER = re.compile(r"-?\d+(\.\d+)?")
WORDS = {"zh": {True: "是", False: "否", "and": "、"}, "en": {True: "Yes", False: "No", "and": "; "}}


@dataclass(frozen=True, slots=True)
class Cells:
    """How one reader's cells are written: his language, the company's zone and currency."""

    locale: Locale
    zone: tzinfo
    currency: str

    def header(self, fields: Sequence[Field]) -> list[str]:
        """The fields' labels."""
        return [harmless(field.label.said(self.locale)) for field in fields]

    def row(self, fields: Sequence[Field], record: Mapping[str, Any]) -> list[str]:
        """One record's cells."""
        return [harmless(self.text(field, record.get(field.name))) for field in fields]

    def text(self, field: Field, value: Any) -> str:
        """One value as people read it; what is blank or not theirs to read is empty."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(WORDS[self.locale][value])
        if isinstance(value, list):
            return str(WORDS[self.locale]["and"]).join(self.text(field, each) for each in value)
        if isinstance(value, dict):
            return self._shape(value)
        if field.type.key == "time":
            return datetime.fromisoformat(value).astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S")
        return self._choice(field, str(value))

    def _choice(self, field: Field, key: str) -> str:
        for choice in field.options.get("choices") or ():
            if choice["key"] == key:
                return str(choice["label"][self.locale])
        return key

    def _shape(self, value: Mapping[str, Any]) -> str:
        if "amount" in value:
            foreign = value["currency"] != self.currency
            return f"{value['amount']} {value['currency']}" if foreign else str(value["amount"])
        if "lat" in value:
            return f"{value['lat']},{value['lng']}"
        if "name" in value:
            return str(value["name"])
        if "label" in value:
            return str(value["label"] or "")
        return ":".join(str(part) for part in value.values())


def harmless(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would run it; numbers stay numbers."""
    first = text.lstrip(" \u00a0\u3000")[:1]
    return f"'{text}" if first and first in RUNS and not NUMBER.fullmatch(text) else text
