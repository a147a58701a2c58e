"""What rows have in common: with records that are there, and with earlier rows of the same file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.imports.cells import Draft
from prooftrail.platform.imports.mapping import ImportMapping

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Key = tuple[str, bytes]
"""A kind (blank for the match, else a unique field's name) and a digest of the value."""
Earlier = tuple[int, UUID | None]
"""An earlier row: where it stands in the file, and the record it is or becomes."""
MATCH = ""


class Keys:
    """Match and unique keys of one import's rows; those of accepted rows are kept in the database."""

    def __init__(self, work: "Work", mapping: ImportMapping, id: UUID) -> None:
        self._work, self._mapping, self._id = work, mapping, id
        self._parsing = replace(work.parsing, derive=False)
        self._unique = [
            each.field for each in mapping.targets if each.field.unique and each.field.name != "id"
        ]

    def matched(self, drafts: Sequence[Draft]) -> dict[int, list[UUID]]:
        """Records each row is the same as, by its place in `drafts`; one query."""
        fields = self._mapping.match
        keys = {at: key for at, each in enumerate(drafts) if (key := self._values(fields, each)) is not None}
        if not keys:
            return {}
        found = self._work.records.find_alike(self._mapping.object.name, fields, list(set(keys.values())))
        return {at: found[key] for at, key in keys.items() if key in found}

    def of(self, draft: Draft) -> list[Key]:
        """The keys under which a later row is the same as this one."""
        found: list[Key] = []
        if self._mapping.match and self._mapping.on_match != "create":
            value = self._values(self._mapping.match, draft)
            found += [(MATCH, _digest(value))] if value is not None else []
        for field in self._unique:
            value = self._values([field], draft)
            found += [(field.name, _digest(value))] if value is not None else []
        return found

    def earlier(self, keys: Iterable[Key]) -> dict[Key, Earlier]:
        """Which keys rows of earlier chunks have."""
        wanted = list(set(keys))
        if not wanted:
            return {}
        schema = self._work.place.schema
        query = (
            f"select k.kind, k.key, r.line, k.record from {schema}._import_key k "
            "join unnest(%s::text[], %s::bytea[]) w(kind, key) on k.kind = w.kind and k.key = w.key "
            f"join {schema}._import_row r on r.import = k.import and r.at = k.at where k.import = %s"
        )
        kinds, digests = [kind for kind, _ in wanted], [digest for _, digest in wanted]
        rows = self._work.execute(query, [kinds, digests, self._id]).fetchall()
        return {(kind, bytes(digest)): (line, record) for kind, digest, line, record in rows}

    def keep(self, fresh: Mapping[Key, tuple[int, UUID | None]]) -> None:
        """Remember the keys of rows that will be written, each with its first row."""
        table = f"{self._work.place.schema}._import_key"
        with self._work.connection.cursor().copy(
            f"copy {table} (import, kind, key, at, record) from stdin"
        ) as copy:
            for (kind, digest), (at, record) in fresh.items():
                copy.write_row([self._id, kind, digest, at, record])

    def _values(self, fields: Sequence[Field], draft: Draft) -> tuple[Any, ...] | None:
        """Column values of all fields, or None where one is blank or wrong."""
        found = []
        for field in fields:
            value = draft.values.get(field.name)
            if value is None or value == "":
                return None
            try:
                held = field.type.parse(field, value, self._parsing)[field.column]
            except FieldFault:
                return None
            if held is None:
                return None
            found.append(held)
        return tuple(found)


def _digest(value: tuple[Any, ...]) -> bytes:
    return blake2b(repr(value).encode(), digest_size=16).digest()
