"""Imports as stored: one row each, its state, how far it is, and what it found."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COUNTED = ("created", "updated", "skipped", "rejected")
BUSY = ("checking", "applying", "undoing")
"""States in which the worker has something to do."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import. `checked_to`, `resume_at` and `undone_to` are rows: where each phase goes on from."""

    id: UUID
    object: str
    state: str
    file: UUID
    name: str
    settings: dict[str, Any]
    dry_run: bool
    history: bool
    total: int | None
    checked_to: int
    resume_at: int
    undone_to: int | None
    plan: dict[str, int] | None
    created: int
    updated: int
    skipped: int
    rejected: int
    undone: dict[str, int] | None
    warnings: list[dict[str, Any]]
    error: dict[str, Any] | None
    person: UUID | None
    runner: UUID | None
    by_key: bool
    scopes: list[str] | None
    cancelled: bool
    created_at: datetime
    heartbeat_at: datetime
    ended_at: datetime | None

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what was, or is to be, done with them."""
        return {name: getattr(self, name) for name in COUNTED}

    @property
    def caller(self) -> Caller:
        """With whose rights it runs: those of today of who last told it to, or his key's; or the server's."""
        if self.runner is None:
            return Caller(reason="import")
        scopes = tuple(self.scopes) if self.scopes is not None else None
        return Caller(person=self.runner, by_key=self.by_key, scopes=scopes)


COLUMNS = ", ".join(each.name for each in fields(Import))
JSON = ("settings", "plan", "undone", "warnings", "error")


def load(work: "Work", id: UUID) -> Import:
    """One import. Refuses an id there is none of."""
    found = _load(work, id, "")
    if found is None:
        raise missing()
    return found


def hold(work: "Work", id: UUID) -> Import | None:
    """One import, nobody else's until this transaction ends; None where somebody is at it."""
    return _load(work, id, " for update skip locked")


def _load(work: "Work", id: UUID, lock: str) -> Import | None:
    cursor = work.connection.cursor(row_factory=class_row(Import))
    query = f"select {COLUMNS} from {work.place.schema}._import where id = %s{lock}"
    return cursor.execute(query, [id]).fetchone()


def save(work: "Work", id: UUID, **changed: Any) -> None:
    """Change some of it; every change is a sign of life."""
    values: Mapping[str, Any] = {**changed, "heartbeat_at": work.real_now}
    parts = ", ".join(f"{name} = %s" for name in values)
    said = [Jsonb(v) if name in JSON and v is not None else v for name, v in values.items()]
    work.execute(f"update {work.place.schema}._import set {parts} where id = %s", [*said, id])


def runner(work: "Work") -> dict[str, Any]:
    """The caller, as an import keeps whom it runs for."""
    if work.caller.reason is not None:
        return {"runner": None, "by_key": False, "scopes": None}
    scopes = (work.token or {}).get("scopes")
    return {"runner": work.actor.person, "by_key": work.actor.kind == "key", "scopes": scopes}


def note(work: "Work", held: Import, action: str, counts: Mapping[str, int]) -> None:
    """The import itself in the history: which file, and how many rows became what."""
    object = work.schema.objects.get(held.object)
    because: dict[str, Json] = {"import": str(held.id), "file": held.name, **counts}
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, action,
              work.actor.on_behalf, object.id if object else None, because=because)
    ])  # fmt: skip


def purge_rows(work: "Work") -> None:
    """Rows and files of imports that ended long ago: they hold people's values, and nobody undoes them."""
    schema = work.place.schema
    before = work.real_now - timedelta(days=work.settings.value("imports.keep_days"))
    old = work.execute(
        f"select id, file from {schema}._import i where ended_at < %s and not (state = any(%s)) "
        f"and exists (select 1 from {schema}._file f where f.id = i.file)",
        [before, list(BUSY)],
    ).fetchall()
    for id, file in old:
        work.execute(f"delete from {schema}._import_row where import = %s", [id])
        work.execute(f"delete from {schema}._file where id = %s", [file])


def missing() -> Refusal:
    """The one answer for what is not there and what is somebody else's."""
    return Refusal("record_missing", "missing", facts={"object": "import"})
