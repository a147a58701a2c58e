"""What the engine asks of whoever knows companies; connectors answer it, and `app.py` plugs them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from prooftrail.platform.values import Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOURCES = "enrichment.sources"
"""The default under which the composition root puts the connectors, by kind of channel."""
CHANNEL = "companies"


@dataclass(frozen=True, slots=True)
class Account:
    """How one asks: the opened channel's secrets, the time, and how long it may take."""

    secrets: Mapping[str, str]
    now: datetime
    seconds: float
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A company by its full name."""

    name: str
    credit_code: str = ""
    legal_status: str = ""
    founded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A licence, qualification or filing as the source words it."""

    name: str
    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a company; None where the source says nothing. `unread`: parts it did not give."""

    name: str
    credit_code: str | None = None
    capital: Decimal | None = None
    currency: str | None = None
    insured_headcount: int | None = None
    legal_status: str | None = None
    founded_on: date | None = None
    business_scope: str | None = None
    legal_risks: int | None = None
    legal_risk: str | None = None
    papers: tuple[Paper, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer and how many calls it took."""

    suggestions: tuple[Suggestion, ...] = ()
    facts: Facts | None = None
    calls: int = 1


class Trouble(Exception):
    """Why there is no answer: `key`, `quota`, `denied`, `busy`, `unknown`, `timeout`, `unreachable` or
    `broken`.

    `said` is the source's own number of the error, if it gave one.
    """

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why)
        self.why, self.said = why, said


class Source(Protocol):
    """One that knows companies. Both raise `Trouble`."""

    @property
    def label(self) -> Label:
        """What people call it."""

    def suggest(self, account: Account, text: str) -> Heard:
        """Companies whose names are like a text."""

    def facts(self, account: Account, name: str, parts: frozenset[str]) -> Heard:
        """What is known of one company; of `risk` and `licences` those parts that are asked for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that is set up, with what asking it takes. `kind` is how its answers are kept."""

    kind: str
    source: Source
    account: Account = field(repr=False)


def sources_of(work: "Work") -> Mapping[str, Source]:
    """Every connector there is, by the kind of channel it speaks through."""
    found: Mapping[str, Source] = work.settings.value(SOURCES)
    return found
