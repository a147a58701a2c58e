"""What a rule may fire for: an event of the log, or a moment; and the records they are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.automation.rules.listening import kind_of
from prooftrail.platform.events.position import Position
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "e.epoch, e.tx::text, e.seq, e.id, e.recorded_at, e.occurred_at, e.actor_kind, e.actor_id, e.action, "
    "e.object, e.record, e.version, e.changes, e.because"
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as rules see it; `changes` by the fields' names of today."""

    at: Position
    id: UUID
    recorded_at: datetime
    occurred_at: datetime
    actor_kind: str
    actor: UUID | None
    action: str
    object: ObjectType | None
    record: UUID | None
    version: int | None
    changes: Mapping[str, Sequence[Any]]
    because: Mapping[str, Any]

    @property
    def kind(self) -> str | None:
        """`created`, `updated`, `deleted`, `restored`, or None."""
        return kind_of(self.action, self.version, self.changes)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One record's, or nobody's, chance for a rule to fire; `facts` are what blanks may name."""

    object: str | None
    record: UUID | None
    episode: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    event: Happened | None = None
    run: UUID | None = None
    tries: int = 0
    why: Mapping[str, Json] = field(default_factory=dict)


def read_events(work: "Work", rows: Iterable[Sequence[Any]]) -> list[Happened]:
    """Events from rows of COLUMNS."""
    return [_event(work, row) for row in rows]


def _event(work: "Work", row: Sequence[Any]) -> Happened:
    epoch, tx, seq, id, recorded, occurred, kind, actor, action, name, record, version, changes, because = row
    object = work.schema.by_id(name) if name else None
    named = {each.id: each.name for each in object.fields.values()} if object else {}
    said = {named.get(key, key): pair for key, pair in changes.items()}
    at = Position(epoch, int(tx), seq)
    return Happened(at, id, recorded, occurred, kind, actor, action, object, record, version, said,
                    because or {})  # fmt: skip


def of_event(event: Happened) -> Occasion:
    """The chance an event is."""
    facts: dict[str, Any] = {
        "event": event.action, "who": event.actor, "code": event.because.get("code"),
        "old": {name: pair[0] for name, pair in event.changes.items()},
    }  # fmt: skip
    name = event.object.name if event.object else None
    return Occasion(name, event.record, f"event:{event.id}", event.occurred_at, facts, event)


def load_rows(work: "Work", object: ObjectType, ids: Iterable[UUID]) -> dict[UUID, Row]:
    """Rows of records by id, those in the trash too."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    cursor = work.connection.cursor(row_factory=dict_row)
    query = f"select * from {work.place.schema}.{object.table.name} where id = any(%s)"
    return {row["id"]: row for row in cursor.execute(query, [wanted]).fetchall()}
