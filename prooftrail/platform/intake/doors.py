"""What stands behind a public form: an engine says what it asks and takes what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol
from uuid import UUID

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Locale

if TYPE_CHECKING:
    from prooftrail.platform.files.store import Files
    from prooftrail.platform.work import Work

ADDRESS = "/f/"
Kind = Literal["text", "long", "tel", "email", "url", "number", "date", "choice", "choices", "flag",
               "region", "file"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How many files a question takes, of how many megabytes each, and of which kinds."""

    most: int
    each_mb: int
    kinds: Sequence[str]
    accept: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: its name, how it is put, and what may be answered.

    The choices of a division are codes with the names below the province.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    help: str = ""
    limit: int | None = None
    choices: Sequence[tuple[str, str]] = ()
    files: FileLimits | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest body in bytes, and how many may be sent in a minute from one address and in all.

    `upload` is the longest body with files, in bytes; nought where no question takes any.
    """

    body: int
    per_address: int
    per_form: int
    upload: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A public form in one language. `origins` are the sites that may show it."""

    title: str
    intro: str
    asks: Sequence[Ask]
    consent: str
    thanks: str
    origins: Sequence[str]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Sending:
    """What somebody sent: answers by name, as text; `nonce` is the page's, by which twice is once.

    `visitor` is the number a site's visitor agreed to go by, where he did.
    """

    answers: Mapping[str, Sequence[str]]
    consent: bool
    nonce: str
    visitor: str | None = None
    locale: Locale = "zh"
    files: Mapping[str, Sequence[Attached]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """The place a token stands for, and the sites that may tell of it."""

    id: UUID
    origins: Sequence[str]


class Intake(Protocol):
    """Refuses `unknown_form` where there is none and `form_closed` where nothing is taken any more."""

    def sheet(self, work: "Work", token: str, locale: Locale) -> Sheet:
        """What the form asks."""

    def take(self, work: "Work", token: str, sending: Sending, files: "Files") -> None:
        """Keep what was sent, its files too. Refuses naming each field that is wrong."""

    def site(self, work: "Work", token: str) -> Site:
        """Whose visitors are told of."""


INTAKES: list[Intake] = []


def register_intake(intake: Intake) -> None:
    """Let public forms lead somewhere."""
    INTAKES[:] = [intake]


def intake() -> Intake:
    """Whoever takes what is sent. Refuses where nobody does."""
    if not INTAKES:
        raise unknown_form()
    return INTAKES[0]


def unknown_form() -> Refusal:
    """The one answer for a text that is no form's."""
    return Refusal("unknown_form", "missing")
