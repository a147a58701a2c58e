"""Undoing: what an import made goes for good, what it changed is changed back, from its end to its start.

Whatever somebody touched since, or points to, stays and is reported; the history keeps both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.imports.store import Import
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Outcome
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOVED = ("stage", "process")
"""Fields that only a process moves: an update that moved one is not taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How far back it went, and how many records were what; nothing was left where `last` is None."""

    last: int | None
    counts: dict[str, int]


@dataclass(slots=True)
class Made:
    """One record an import made or changed; `first` and `last` are the versions the import gave it."""

    at: int
    record: UUID
    created: bool
    last: int
    version: int | None = None
    reason: str | None = None


def undo_rows(work: "Work", held: Import, size: int) -> Undone:
    """The next `size` rows, backwards. Whoever may import may undo it, so the system does it for him."""
    rows = work.execute(
        f"select at, verdict, record from {work.place.schema}._import_row "
        "where import = %s and at < %s and at <= %s order by at desc limit %s",
        [held.id, held.undone_to if held.undone_to is not None else 2**31 - 1, held.resume_at, size],
    ).fetchall()
    if not rows:
        return Undone(None, {})
    object = work.schema.object(held.object)
    made = _made(work, held, object, [row for row in rows if row[1] in ("create", "update")])
    counts = {"removed": 0, "restored": 0, "left": 0}
    with work.acting(system("undo", work.actor.person)):
        _remove(work, held, object, [each for each in made if each.created])
        _change_back(work, held, object, [each for each in made if not each.created])
    for each in made:
        counts["left" if each.reason else "removed" if each.created else "restored"] += 1
    _report(work, held, made)
    return Undone(rows[-1][0], counts)


def _made(work: "Work", held: Import, object: ObjectType, rows: Sequence[tuple[Any, ...]]) -> list[Made]:
    """Each record once, at the row that made it or changed it first, with its version now."""
    schema, ids = work.place.schema, [row[2] for row in rows]
    found = work.execute(
        "select record, min(at) filter (where verdict = 'create'), min(at), max(version) "
        f"from {schema}._import_row where import = %s and record = any(%s) and at <= %s "
        "and verdict in ('create', 'update') group by record",
        [held.id, ids, held.resume_at],
    ).fetchall()
    versions: dict[UUID, int] = dict(
        work.execute(
            f"select id, version from {schema}.{object.table.name} where id = any(%s) for update", [ids]
        ).fetchall()
    )
    here = {row[0] for row in rows}
    made = []
    for record, created_at, first_at, version in found:
        at = created_at or first_at
        if at in here:  # a record with more rows is dealt with once, at its first
            made.append(Made(at, record, created_at is not None, version or 1, versions.get(record)))
    for each in made:
        if each.version != each.last:
            each.reason = "changed_since"
    return sorted(made, key=lambda each: -each.at)


def _remove(work: "Work", held: Import, object: ObjectType, made: Sequence[Made]) -> None:
    going = [each for each in made if each.reason is None]
    changes = [Change("remove", object.name, each.record) for each in going]
    _settle(
        going, work.records.apply_each(changes, because={"undo": str(held.id)}, loose=True) if going else []
    )


def _change_back(work: "Work", held: Import, object: ObjectType, made: Sequence[Made]) -> None:
    going = [each for each in made if each.reason is None]
    before = _values_before(work, held, object, going)
    for each in going:
        if each.record not in before:
            each.reason = "changed_since"
        elif any(name in before[each.record] for name in MOVED):
            each.reason = "moved_since"
    going = [each for each in going if each.reason is None]
    changes = [Change("update", object.name, each.record, before[each.record]) for each in going]
    _settle(
        going, work.records.apply_each(changes, because={"undo": str(held.id)}, loose=True) if going else []
    )


def _values_before(
    work: "Work", held: Import, object: ObjectType, made: Sequence[Made]
) -> dict[UUID, Mapping[str, Any]]:
    """The values before the import's first change; none of a record somebody else changed in between."""
    rows = work.execute(
        f"select record, version, changes, because ->> 'import' = %s from {work.events.table} "
        "where record = any(%s) and version is not null order by record, version desc",
        [str(held.id), [each.record for each in made]],
    ).fetchall()
    names = {each.id: name for name, each in object.fields.items()}
    expected = {each.record: each.last for each in made}
    found: dict[UUID, dict[str, Any]] = {}
    mixed: set[UUID] = set()
    for record, version, changes, ours in rows:
        if version == expected[record] and ours:
            expected[record] -= 1
            old = {names[key]: pair[0] for key, pair in changes.items() if key in names}
            found.setdefault(record, {}).update(old)
        elif ours:
            mixed.add(record)
    return {record: values for record, values in found.items() if record not in mixed}


def _settle(going: Sequence[Made], outcomes: Sequence[Outcome]) -> None:
    for each, outcome in zip(going, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            each.reason = outcome.code


def _report(work: "Work", held: Import, made: Sequence[Made]) -> None:
    left = {
        each.at: {"code": each.reason, "facts": {}, "fields": {}, "about": {}} for each in made if each.reason
    }
    if left:
        work.execute(
            f"update {work.place.schema}._import_row r set verdict = 'left', reasons = v.reasons "
            "from unnest(%s::int[], %s::jsonb[]) v(at, reasons) where r.import = %s and r.at = v.at",
            [list(left), [Jsonb(each) for each in left.values()], held.id],
        )
