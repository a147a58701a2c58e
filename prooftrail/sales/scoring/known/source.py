"""A source of features: which it has, and how it gathers them for many leads at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.sales.scoring.rules.features import Feature, Value

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Known = dict[UUID, dict[str, Value]]
"""Values by lead and feature; what a source leaves out is not known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A lead as it stood just before a moment, by column; `created` is when it came in.

    Nothing that happened at the moment or after it may show in its features.
    """

    id: UUID
    moment: datetime
    created: datetime
    row: Mapping[str, Any]

    @property
    def company(self) -> str | None:
        """Its company as companies are compared."""
        return (self.row["company"] or "").strip().lower() or None

    @property
    def phone(self) -> str | None:
        """Its number as numbers are compared."""
        return (self.row["phone"] or "").strip() or None


@dataclass(frozen=True)
class Source:
    """`gather(work, asked, window)`: deeds within `window` before the moment are recent."""

    features: tuple[Feature, ...]
    gather: Callable[["Work", Sequence[Asked], timedelta], Known]


def bound(asked: Sequence[Asked]) -> dict[str, list[Any]]:
    """The leads asked about as the columns `ASKED` makes rows of."""
    return {
        "ids": [each.id for each in asked], "moments": [each.moment for each in asked],
        "created": [each.created for each in asked], "companies": [each.company for each in asked],
        "phones": [each.phone for each in asked],
    }  # fmt: skip


ASKED = (
    "asked(id, moment, created, company, phone) as materialized (select * from unnest("
    "%(ids)s::uuid[], %(moments)s::timestamptz[], %(created)s::timestamptz[], %(companies)s::text[], "
    "%(phones)s::text[]))"
)
