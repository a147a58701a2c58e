"""What is wrong with a formula, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Locale


@dataclass(eq=False)
class Fault(Exception):
    """`start` and `end` count characters of the text; `code` and `facts` are worded in the catalogue."""

    code: str
    start: int
    end: int
    facts: Mapping[str, Any] = field(default_factory=dict)

    def said(self, locale: Locale) -> dict[str, Json]:
        """`{"code","start","end","message","remedy","facts"}` in one language."""
        worded = Refusal(self.code, "invalid", facts=self.facts).said(locale)
        return {
            "code": self.code, "start": self.start, "end": self.end, "message": worded["message"],
            "remedy": worded["remedy"], "facts": dict(self.facts),
        }  # fmt: skip
