"""Writing the log. An entry is complete before it is stored; nothing is ever changed after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.database.pool import Connection
from prooftrail.platform.events.chain import commit, event_commitment, field_salt
from prooftrail.platform.values import Json, uuid7

SCHEMA = 1
"""The version of the entry's shape; readers bring older ones up."""

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
        commitments = {key: commit(salt, self.changes[key]) for key, salt in salts.items()}
        sealed = event_commitment(self.header(), self.changes, commitments)
        return (
            self.epoch, self.id, self.recorded_at, self.occurred_at, self.actor_kind, self.actor_id,
            self.on_behalf, self.action, self.object, self.record, self.version, Jsonb(dict(self.changes)),
            Jsonb(dict(self.because)) if self.because else None,
            self.owner_before, self.owner_after, self.unit_before, self.unit_after, SCHEMA, self.digest,
            Jsonb({key: salt.hex() for key, salt in salts.items()}) if salts else None,
            Jsonb(commitments) if commitments else None, sealed,
        )  # fmt: skip

    def header(self) -> dict[str, Json]:
        """Everything the commitment covers beside the changes."""
        return header({name: getattr(self, name) for name in HEADER if name != "schema"} | {"schema": SCHEMA})


HEADER = (
    "epoch", "id", "recorded_at", "occurred_at", "actor_kind", "actor_id", "on_behalf", "action", "object",
    "record", "version", "because", "owner_before", "owner_after", "unit_before", "unit_after", "schema",
    "digest",
)  # fmt: skip


def header(row: Mapping[str, Any]) -> dict[str, Json]:
    """The header of a stored row or a new entry, as canonical JSON."""
    return {name: _plain(row[name]) for name in HEADER}


def _plain(value: Any) -> Json:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return dict(value) or None
    return value if value is None or isinstance(value, bool | int | str) else str(value)


class Events:
    """The log of one transaction's workspace."""

    def __init__(self, connection: Connection, schema: str) -> None:
        self._connection, self._schema = connection, schema

    @property
    def table(self) -> str:
        """Where entries are stored."""
        return f"{self._schema}._event"

    def write(self, entries: Sequence[Entry]) -> None:
        """Store entries; many at once go by COPY."""
        if not entries:
            return
        if len(entries) == 1:
            marks = ", ".join(["%s"] * len(COLUMNS))
            self._connection.execute(
                f"insert into {self.table} ({', '.join(COLUMNS)}) values ({marks})", entries[0].values()
            )
            return
        with self._connection.cursor().copy(f"copy {self.table} ({', '.join(COLUMNS)}) from stdin") as copy:
            for entry in entries:
                copy.write_row(entry.values())
