"""Applying: what the check found good goes through the door, in the file's order, chunk by chunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.events.attempts import note_attempt
from prooftrail.platform.imports.checking import as_json
from prooftrail.platform.imports.staged import reasons_of
from prooftrail.platform.imports.store import COUNTED, Import
from prooftrail.platform.records import Change, Outcome
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DONE = {
    "create": "created",
    "update": "updated",
    "skip": "skipped",
    "reject": "rejected",
    "retry": "rejected",
}


@dataclass(slots=True)
class Ready:
    """A stored row: its verdict so far, the record and API values it writes."""

    at: int
    verdict: str
    record: UUID
    values: dict[str, Any] | None
    version: int | None = None
    reasons: Jsonb | None = None
    moved: bool = False

    def makes(self, there: set[UUID]) -> bool:
        """Whether it makes a record; what a gate refused is tried again as what it was."""
        return self.verdict == "create" or (self.verdict == "retry" and self.record not in there)


@dataclass(frozen=True, slots=True)
class Applied:
    """How far it went, and how many rows were what; no rows were left where `last` is None."""

    last: int | None
    counts: dict[str, int]


def apply_rows(work: "Work", held: Import, size: int) -> Applied:
    """The next `size` rows."""
    rows = _rows(work, held, size)
    counts = dict.fromkeys(COUNTED, 0)
    there = _there(work, held.object, [row.record for row in rows if row.verdict == "retry"])
    for wave in _waves([row for row in rows if row.values is not None]):
        changes = [
            Change("create" if row.makes(there) else "update", held.object, row.record, row.values or {})
            for row in wave
        ]
        outcomes = work.records.apply_each(
            changes, because={"import": str(held.id)}, loose=held.history, import_batch=held.id
        )
        for row, outcome in zip(wave, outcomes, strict=True):
            _take(work, row, outcome)
    for row in rows:
        counts[DONE[row.verdict]] += 1
    _note(work, held, [row for row in rows if row.moved])
    return Applied(rows[-1].at if rows else None, counts)


def _rows(work: "Work", held: Import, size: int) -> list[Ready]:
    query = (
        f"select at, verdict, record, ready from {work.place.schema}._import_row "
        "where import = %s and at > %s order by at limit %s"
    )
    return [Ready(*row) for row in work.execute(query, [held.id, held.resume_at, size]).fetchall()]


def _there(work: "Work", object: str, ids: Sequence[UUID]) -> set[UUID]:
    """Which of the records there are."""
    if not ids:
        return set()
    table = work.schema.object(object).table.name
    query = f"select id from {work.place.schema}.{table} where id = any(%s)"
    return {row[0] for row in work.execute(query, [list(ids)]).fetchall()}


def _waves(rows: Sequence[Ready]) -> Iterator[list[Ready]]:
    """The rows in order, cut so that no record is written twice in one batch."""
    wave: list[Ready] = []
    written: set[UUID] = set()
    for row in rows:
        if row.record in written:
            yield wave
            wave, written = [], set()
        wave.append(row)
        written.add(row.record)
    if wave:
        yield wave


def _take(work: "Work", row: Ready, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        row.verdict, row.moved = "reject", True
        row.reasons = Jsonb(reasons_of(outcome), dumps=as_json)
        if outcome.attempt is not None:
            note_attempt(work, outcome)
    elif outcome.op == "create":
        row.verdict, row.moved = "create", row.moved or row.verdict == "retry"
    elif outcome.op == "update":
        row.verdict, row.moved = "update" if outcome.event else "skip", True
        row.version = outcome.version


def _note(work: "Work", held: Import, rows: Sequence[Ready]) -> None:
    """Store what became other than the check said, and which version an update made."""
    if not rows:
        return
    work.execute(
        f"update {work.place.schema}._import_row r set verdict = v.verdict, version = v.version, "
        "reasons = coalesce(v.reasons, r.reasons) "
        "from unnest(%s::int[], %s::text[], %s::int[], %s::jsonb[]) v(at, verdict, version, reasons) "
        "where r.import = %s and r.at = v.at",
        [[row.at for row in rows], [row.verdict for row in rows], [row.version for row in rows],
         [row.reasons for row in rows], held.id],
    )  # fmt: skip
