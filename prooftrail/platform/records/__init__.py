"""The one door to records: row and event together, every read in the caller's scope."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.records.aggregate import aggregate
from prooftrail.platform.records.change import Change, Outcome, Pending, Written
from prooftrail.platform.records.door import apply, apply_each, prepare
from prooftrail.platform.records.finding import find_alike, find_spelled, titles
from prooftrail.platform.records.reading import Page, Query, count, get, in_sight, page, present
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

__all__ = ["Change", "Outcome", "Page", "Pending", "Query", "Records", "Written"]


class Records:
    """Reads and writes of one transaction, always as its actor."""

    def __init__(self, work: "Work") -> None:
        self._work = work

    def page(self, object: str, query: Query) -> Page:
        """One page of a list as JSON text; see `Query`."""
        return page(self._work, self._work.schema.object(object), query)

    def count(self, object: str, query: Query) -> int:
        """How many records a list holds."""
        return count(self._work, self._work.schema.object(object), query)

    def get(self, object: str, record: UUID, *fields: str) -> str:
        """One record as JSON text, of these fields alone where some are named.

        Refuses what is missing or out of scope alike, and a field the caller may not read.
        """
        return get(self._work, self._work.schema.object(object), record, fields=fields or None)

    def present(self, object: str, record: UUID, deleted: bool = False) -> bool:
        """Whether the caller can see the record; with `deleted`, whether he sees it in the trash."""
        return present(self._work, self._work.schema.object(object), record, deleted)

    def in_sight(self, object: str, records: Sequence[UUID]) -> set[UUID]:
        """Which of the records the caller can see, in the trash or not."""
        return in_sight(self._work, self._work.schema.object(object), records)

    def aggregate(
        self, object: str, filter: Any, group: Sequence[Any], measures: Mapping[str, Any],
        wheres: Mapping[str, Any] | None = None,
    ) -> str:  # fmt: skip
        """Grouped measures as JSON text `{"rows": […]}`; `wheres` are filters of single measures."""
        return aggregate(self._work, self._work.schema.object(object), filter, group, measures, wheres)

    def apply(self, batch: Sequence[Change], **how: Any) -> list[Written]:
        """Write all of a batch or nothing; raises the first refusal."""
        return apply(self._work, batch, **how)

    def apply_each(self, batch: Sequence[Change], **how: Any) -> list[Outcome]:
        """Write what can be written; a refusal stands in the place of what cannot."""
        return apply_each(self._work, batch, **how)

    def check(self, batch: Sequence[Change], **how: Any) -> list[Pending]:
        """What `apply_each` would write or refuse, without writing, and without what is derived."""
        full = self._work.parsing
        self._work.parsing = replace(full, derive=False)
        try:
            return prepare(self._work, batch, **how)
        finally:
            self._work.parsing = full

    def find_alike(
        self, object: str, fields: Sequence[Field], keys: Sequence[tuple[Any, ...]]
    ) -> dict[tuple[Any, ...], list[UUID]]:
        """Visible live records by exact column values of some fields."""
        return find_alike(self._work, self._work.schema.object(object), fields, keys)

    def find_spelled(
        self, object: str, field: Field, squeezed: Sequence[str]
    ) -> dict[str, list[tuple[UUID, str]]]:
        """Visible live records by the letters and digits of a text field, with the text itself."""
        return find_spelled(self._work, self._work.schema.object(object), field, squeezed)

    def titles(self, object: str, field: Field, most: int) -> list[str]:
        """The texts of a field among the first visible live records, at most so many."""
        return titles(self._work, self._work.schema.object(object), field, most)

    def create(
        self, object: str, values: Mapping[str, Any], *, id: UUID | None = None, **how: Any
    ) -> Written:
        """Write one new record."""
        return self.apply([Change("create", object, id, values)], **how)[0]

    def update(
        self, object: str, record: UUID, values: Mapping[str, Json], *, version: int | None = None, **how: Any
    ) -> Written:
        """Change one record; `version` is the one the caller saw."""
        return self.apply([Change("update", object, record, values, version)], **how)[0]

    def delete(self, object: str, record: UUID, *, version: int | None = None, **how: Any) -> Written:
        """Put one record, with what it owns, into the trash."""
        return self.apply([Change("delete", object, record, {}, version)], **how)[0]

    def restore(self, object: str, record: UUID, **how: Any) -> Written:
        """Take one record, with what went with it, out of the trash."""
        return self.apply([Change("restore", object, record, {})], **how)[0]

    def missing(self, object: str) -> Refusal:
        """The one answer for what is not there and what is out of scope."""
        return Refusal("record_missing", "missing", facts={"object": object})
