"""Writing the log. An entry is complete before it is stored; nothing is ever changed after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.database.pool import Connection
from prooftrail.platform.events.chain import commit, field_salt
from prooftrail.platform.events.line import line
from prooftrail.platform.values import Json, uuid7

SCHEMA = 1
"""The version of the entry's shape; readers bring older ones up."""

OPEN_AT_MOST = timedelta(hours=1)
"""Longer than any transaction may be open: how far back a record's last entry may be out of place."""

COLUMNS = (
    "epoch", "id", "recorded_at", "occurred_at", "actor_kind", "actor_id", "on_behalf", "action", "object",
    "record", "version", "changes", "because", "owner_before", "owner_after", "unit_before", "unit_after",
    "schema", "digest", "salts", "commitments", "commitment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `changes` is `{field id: [old, new]}` in canonical JSON."""

    epoch: int
    recorded_at: datetime
    occurred_at: datetime
    actor_kind: str
    actor_id: UUID | None
    action: str
    on_behalf: UUID | None = None
    object: str | None = None
    record: UUID | None = None
    version: int | None = None
    changes: Mapping[str, Json] = field(default_factory=dict)
    because: Mapping[str, Json] | None = None
    owner_before: UUID | None = None
    owner_after: UUID | None = None
    unit_before: UUID | None = None
    unit_after: UUID | None = None
    digest: bytes | None = None
    personal: frozenset[str] = frozenset()
    salt: bytes = b""
    id: UUID = field(default_factory=uuid7)

    def values(self) -> tuple[Any, ...]:
        """The stored row, in the order of COLUMNS."""
        salts = {key: field_salt(self.salt, key) for key in self.changes if key in self.personal}
        commitments = {key: commit(salt, self.changes[key]) for key, salt in salts.items()} or None
        because = self.because or None
        opened = {key: pair for key, pair in self.changes.items() if key not in salts}
        owners = (self.owner_before, self.owner_after, self.unit_before, self.unit_after)
        said = (
            self.epoch, self.id, self.recorded_at, self.occurred_at, self.actor_kind, self.actor_id,
            self.on_behalf, self.action, self.object, self.record, self.version,
        )  # fmt: skip
        covered = line([*said, because, *owners, SCHEMA, self.digest, opened, commitments])
        return (
            *said, Jsonb(dict(self.changes)), Jsonb(dict(because)) if because else None, *owners, SCHEMA,
            self.digest, Jsonb({key: salt.hex() for key, salt in salts.items()}) if salts else None,
            Jsonb(commitments) if commitments else None, sha256(covered).digest(),
        )  # fmt: skip


class Events:
    """The log of one transaction's workspace; `grown` once something was written to it."""

    def __init__(self, connection: Connection, schema: str) -> None:
        self._connection, self._schema = connection, schema
        self.grown = False

    @property
    def table(self) -> str:
        """Where entries are stored."""
        return f"{self._schema}._event"

    def insertion(self, entry: Entry) -> tuple[str, list[Any]]:
        """The statement that stores one entry, and its values.

        An entry's place is its transaction's, but never before the last one of its record: a writer
        may get its transaction id first, and then wait for the record until others are done with it.
        No reader was past that place yet, because this transaction was still open.
        """
        marks = ", ".join(["%s"] * len(COLUMNS))
        place = "greatest(pg_current_xact_id(), (select e.tx from {} e where {}))".format(
            self.table, "e.record = %s and e.version = %s and e.epoch = %s and e.recorded_at > %s"
        )
        text = f"insert into {self.table} ({', '.join(COLUMNS)}, tx) values ({marks}, {place})"
        before = (entry.version or 0) - 1
        return text, [*entry.values(), entry.record, before, entry.epoch, entry.recorded_at - OPEN_AT_MOST]

    def write(self, entries: Sequence[Entry]) -> None:
        """Store entries; many at once go by COPY."""
        if not entries:
            return
        self.grown = True
        if len(entries) == 1:
            self._connection.execute(*self.insertion(entries[0]))
            return
        own, later = self._places(entries)
        with self._connection.cursor().copy(
            f"copy {self.table} ({', '.join(COLUMNS)}, tx) from stdin"
        ) as copy:
            for entry in entries:
                copy.write_row((*entry.values(), later.get(entry.record, own)))

    def _places(self, entries: Sequence[Entry]) -> tuple[str, dict[UUID | None, str]]:
        """This transaction's id, and the ids of the records whose last entry has a later one."""
        first = entries[0]
        changed = [each for each in entries if each.version is not None and each.version > 1]
        rows = self._connection.execute(
            "select null, pg_current_xact_id()::text union all "
            f"select e.record, e.tx::text from {self.table} e "
            "join unnest(%s::uuid[], %s::int[]) as w (record, version) "
            "on e.record = w.record and e.version = w.version "
            "where e.epoch = %s and e.recorded_at > %s and e.tx > pg_current_xact_id()",
            [[each.record for each in changed], [(each.version or 0) - 1 for each in changed],
             first.epoch, first.recorded_at - OPEN_AT_MOST],
        ).fetchall()  # fmt: skip
        found: dict[UUID | None, str] = dict(rows)
        return found.pop(None), found
