"""What the distribution's records are called in code; their fields stand in sales/objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from prooftrail.sales.routing.rules.choosing import Prepared
from prooftrail.sales.routing.rules.grouping import groups
from prooftrail.sales.routing.rules.shapes import Rep, Standing

LEAD, CUSTOMER = "lead", "customer"
GIVEN_OUT = (LEAD, CUSTOMER)
"""The objects whose records are given out."""
SET, RECORD, PROFILE = "distribution", "assignment", "rep_profile"
DRAFT, TIMED, LIVE, PAST, WITHDRAWN = "draft", "timed", "live", "past", "withdrawn"
WAITING, ASSIGNED, ACCEPTED, KEPT, POOL, QUEUE = "waiting", "assigned", "accepted", "kept", "pool", "queue"
HELD = (ASSIGNED, ACCEPTED)
GIVEN, UNROUTED, TAKEN, LET_GO, OVER = (
    "record.assigned", "record.unrouted", "record.accepted", "record.let_go", "record.protection_over",
)  # fmt: skip
"""What events call it."""
REASON = "routing"


@dataclass(frozen=True)
class RuleSet:
    """A version of the rules, ready to be asked: what it says, and what it was made of."""

    id: UUID | None
    number: int
    about: str
    said: Mapping[str, Any]
    rules: Sequence[Prepared]
    reps: Mapping[str, Rep]
    pool: str | None = None

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group of each rule: rules that share a rep."""
        return groups(self.rules)

    def at(self, key: str) -> int:
        """The rule's place, from one."""
        return 1 + next(at for at, each in enumerate(self.rules) if each.rule.key == key)

    def prepared(self, key: str) -> Prepared:
        """One of them."""
        return next(each for each in self.rules if each.rule.key == key)


@dataclass
class Board:
    """What one turn of giving out works with, read once."""

    rules: RuleSet
    standing: Standing
    working: bool
    next_hours: datetime | None
    had: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
