"""What is asked of whoever knows when two records are one; the composition root plugs it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ASKED = "likeness.asked"
"""Where the composition root puts it; nobody sets it."""
AMONG_ROWS = "likeness.among_rows"
"""The same for rows that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that values may be of, at least likely. `label` is None where the caller does not see it, and
    `ask` then says whom to ask; `why` has for each field that speaks for it a code there are words for.
    """

    object: str
    record: UUID
    label: str | None
    percent: int
    sure: bool
    ask: str | None = None
    why: Mapping[str, str] = field(default_factory=dict)


class Likeness(Protocol):
    """Compares many at once."""

    def __call__(
        self, work: "Work", object: ObjectType, rows: Sequence[Mapping[str, Any]]
    ) -> list[Alike | None]:
        """For each row's values by field the record it is most like, where it is likely the same."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """How likely two rows are one; `why` as of `Alike`."""

    percent: int
    sure: bool
    why: Mapping[str, str] = field(default_factory=dict)


Values = Mapping[str, Any]


class RowLikeness(Protocol):
    """Compares rows that are no records yet."""

    def keys(self, object: ObjectType, values: Values) -> Sequence[int]:
        """What rows that may be one share some of; none where nobody compares the object."""
        ...

    def near(self, work: "Work", object: ObjectType, values: Values, other: Values) -> Near | None:
        """How near a row is to another, where they are likely one."""
        ...


def among_rows(work: "Work") -> RowLikeness:
    """Whoever compares rows with each other."""
    found: RowLikeness = work.settings.value(AMONG_ROWS)
    return found


def alike(work: "Work", object: ObjectType, rows: Sequence[Mapping[str, Any]]) -> list[Alike | None]:
    """The record each of the rows is most like; None for all of an object nobody compares."""
    asked: Likeness = work.settings.value(ASKED)
    return asked(work, object, rows)
