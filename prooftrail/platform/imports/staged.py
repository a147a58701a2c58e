"""A row and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from prooftrail.platform.imports.cells import WHOLE_ROW, Draft
from prooftrail.platform.imports.keys import Key
from prooftrail.platform.likeness.asking import Alike
from prooftrail.platform.refusal import Refusal

ALIKE_ROW = "alike_row"
"""Why a row is worth a look that will be written all the same."""


@dataclass(slots=True)
class Staged:
    """A row and what becomes of it; `keys` are what later rows may have in common with it."""

    draft: Draft
    verdict: str = ""
    record: UUID | None = None
    reasons: Mapping[str, Any] | None = None
    by_likeness: bool = False
    like_record: UUID | None = None
    keys: list[Key] = field(default_factory=list)

    def reject(self, refusal: Refusal) -> None:
        """Not to be written; what a gate refuses is tried once more."""
        self.verdict, self.reasons = "retry" if refusal.attempt else "reject", reasons_of(refusal)

    def skip(self, code: str, **facts: Any) -> None:
        """Not to be written, for there is no need."""
        self.verdict, self.reasons = "skip", {"code": code, "facts": facts, "fields": {}}

    def like(self, found: Alike, code: str) -> None:
        """Say which record it is like, and why."""
        self.like_record = found.record
        facts = {"label": found.label, "percent": found.percent, "ask": found.ask, "like": str(found.record)}
        fields = {WHOLE_ROW: code, **found.why}
        self.reasons = {"code": ALIKE_ROW, "facts": facts, "fields": fields, "about": {}}


def reasons_of(refusal: Refusal) -> dict[str, Any]:
    """What is stored of a refusal."""
    return {"code": refusal.code, "facts": refusal.facts, "fields": refusal.fields, "about": refusal.about}
