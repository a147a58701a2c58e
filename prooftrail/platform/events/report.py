"""What `verify` found: how much was looked at, and what does not fit, by kind."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "event_changed", "event_inserted", "event_missing",
    "row_changed", "row_foreign", "row_missing",
    "seal_broken", "seal_missing", "seal_unsigned", "log_cut",
]  # fmt: skip
MEANT: dict[Kind, str] = {
    "event_changed": "events whose content is not what was sealed",
    "event_inserted": "events put into a part of the log that was sealed without them",
    "event_missing": "events that were sealed and are gone",
    "row_changed": "rows that differ from their last event",
    "row_foreign": "rows no event speaks of",
    "row_missing": "rows that are gone without an event",
    "seal_broken": "seals that do not follow from their predecessor",
    "seal_missing": "seals that are gone from the chain",
    "seal_unsigned": "seals made without the key",
    "log_cut": "heads kept outside the database that it does not have",
}
NAMED = 1_000
"""So many of each kind are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit."""

    kind: Kind
    about: str


@dataclass
class Report:
    """The outcome for one workspace. `step` is told of progress: what, and how many so far."""

    workspace: str
    step: Callable[[str, int], None] = lambda what, count: None
    seals: int = 0
    events: int = 0
    unsealed: int = 0
    rows: int = 0
    counts: Counter[Kind] = field(default_factory=Counter)
    named: list[Finding] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether everything fits."""
        return not self.counts

    def add(self, kind: Kind, about: str) -> None:
        """One more finding."""
        self.counts[kind] += 1
        if self.counts[kind] <= NAMED:
            self.named.append(Finding(kind, about))

    def looked(self) -> str:
        """What was looked at, in one line."""
        return (
            f"{self.workspace}: {self.seals:,} seals, {self.events:,} events"
            f" ({self.unsealed:,} not sealed yet), {self.rows:,} rows"
        )
