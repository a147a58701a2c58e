"""Facts a cause may ask for, `{$name}`: brought by engines, because the platform knows nobody's nouns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.values import Label, Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REGISTERED = "workitems.facts"
"""The default under which the composition root puts what engines bring."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What was found: lines of text, and the records they are of, `(object, id)`, in the same order."""

    lines: Sequence[str]
    records: Sequence[tuple[str, UUID]] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """`find(work, object, record, most, locale)` for the record a work item is about."""

    name: str
    label: Label
    find: "Callable[[Work, str, UUID, int, Locale], Fact]"


def providers(work: "Work") -> Mapping[str, Provider]:
    """Every one by the name it has in a text, without the sign before it."""
    found: Mapping[str, Provider] = work.settings.value(REGISTERED)
    return found
