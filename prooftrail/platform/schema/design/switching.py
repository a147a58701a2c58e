"""The worker's half of a type change: copying in small steps, and the switch at the end."""

import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from prooftrail.platform.faults import reached
from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.people.actor import system
from prooftrail.platform.records.change import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.build import designed_field
from prooftrail.platform.schema.ddl import asks_indexes
from prooftrail.platform.schema.design import ground, uses
from prooftrail.platform.schema.design.casting import cast, fault_of, written
from prooftrail.platform.schema.design.converting import Conversion, changed, conversions
from prooftrail.platform.schema.design.deeds import Deed
from prooftrail.platform.schema.design.fields import drop_indexes
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work, Workspaces

log = logging.getLogger(__name__)
CALLER = Caller(reason="conversions")
CHUNK = 2_000
FEW = 2_000
"""So many rows written meanwhile the switch copies itself; more are copied before it."""


class CannotGoOn(Exception):
    """A row does not convert, or the field went away."""

    def __init__(self, failure: dict[str, Any]) -> None:
        super().__init__(failure["code"])
        self.failure = failure


def sweep(on: "Ground", place: "Place") -> None:
    """One turn: everything that is under way, to its end."""
    convert_due(on.workspaces, place)


def convert_due(workspaces: "Workspaces", place: "Place") -> None:
    """Copy and switch what is under way; a refusal leaves it for the next turn."""
    with workspaces.begin(place.name, CALLER) as work:
        due = conversions(work, "state = 'copying'")
    for each in due:
        try:
            while _copy_some(workspaces, place, each.id):
                reached("copied")
            workspaces.design(place.name, CALLER, partial(_switch, id=each.id))
        except CannotGoOn as stopped:
            workspaces.design(place.name, CALLER, partial(stop, id=each.id, failure=stopped.failure))
        except Refusal as refusal:
            log.info("conversion of %s waits for the next turn: %s", each.old, refusal.code)


def _find(work: "Work", id: UUID) -> tuple[Conversion, ObjectType, Field] | None:
    found = conversions(work, "id = %s and state = 'copying'", id)
    if not found:
        return None
    object = work.schema.by_id(found[0].object)
    fields = {each.id: each for each in object.fields.values()} if object else {}
    if object is None or found[0].old not in fields:
        raise CannotGoOn({"code": "deed_gone"})
    return found[0], object, fields[found[0].old]


def _copy_some(workspaces: "Workspaces", place: "Place", id: UUID) -> bool:
    """One step in a transaction of its own; whether there is more before the switch."""
    with workspaces.begin(place.name, CALLER) as work:
        found = _find(work, id)
        if found is None:
            return False
        each, object, old = found
        rows = _rows(work, object, old, "t.id > %s order by t.id limit %s", [each.at or UUID(int=0), CHUNK])
        if rows:
            blanks = copy_rows(work, each, object, old, rows)
            _note_step(work, each, rows[-1]["id"], len(rows), blanks, each.since)
            return True
        mark = work.execute("select pg_snapshot_xmin(pg_current_snapshot())::text").fetchone()
        late = written_since(work, object, old.id, each.since)
        if len(late) <= FEW:
            return False
        copy_rows(work, each, object, old, _rows(work, object, old, "t.id = any(%s)", [late], blank=True))
        assert mark is not None
        _note_step(work, each, each.at, 0, 0, mark[0])
        return True


def _note_step(work: "Work", each: Conversion, at: UUID | None, rows: int, blanks: int, since: str) -> None:
    work.execute(
        f"update {work.place.schema}._conversion set at = %s, copied = copied + %s, blanks = blanks + %s, "
        "since = %s::text::xid8 where id = %s",
        [at, rows, blanks, since, each.id],
    )


def _rows(
    work: "Work", object: ObjectType, old: Field, where: str, values: Sequence[Any], *, blank: bool = False
) -> list[dict[str, Any]]:
    names = ", ".join(["t.id", *(f"t.{column.name}" for column in old.columns())])
    held = "" if blank else f"t.{old.column} is not null and "
    query = f"select {names} from {work.place.schema}.{object.table.name} t where {held}{where}"
    return work.connection.cursor(row_factory=dict_row).execute(query, values).fetchall()


def copy_rows(
    work: "Work", each: Conversion, object: ObjectType, old: Field, rows: Sequence[dict[str, Any]]
) -> int:
    """Fill the new columns; how many stay blank because their value does not convert."""
    new, blanks = each.field(work, old), 0
    columns = [column.name for column in new.columns()]
    values: list[list[Any]] = []
    for row in rows:
        try:
            made = cast(old, new, row, work.parsing)
        except FieldFault as fault:
            if not each.leave_blank:
                said = written(old, row, work.parsing)[:80]
                raise CannotGoOn({"code": fault.code, "record": str(row["id"]), "value": said}) from None
            made, blanks = new.blank(), blanks + 1
        values.append([*(made.get(name) for name in columns), row["id"]])
    assignment = ", ".join(f"{name} = %s" for name in columns)
    change = f"update {work.place.schema}.{object.table.name} set {assignment} where id = %s"
    work.connection.cursor().executemany(change, values)
    return blanks


def written_since(work: "Work", object: ObjectType, field: str, since: str) -> list[UUID]:
    """Records whose value of the field was written by that transaction or a later one."""
    rows = work.execute(
        f"select distinct record from {work.events.table} where object = %s and epoch = %s "
        "and tx >= %s::text::xid8 and record is not null and changes ? %s",
        [object.id, work.epoch, since, field],
    ).fetchall()
    return [row[0] for row in rows]


def _switch(work: "Work", id: UUID) -> None:
    """Alone in the workspace: the last rows, then the new field in the place of the old one."""
    found = _find(work, id)
    if found is None:
        return
    each, object, old = found
    late = written_since(work, object, old.id, each.since)
    copy_rows(work, each, object, old, _rows(work, object, old, "t.id = any(%s)", [late], blank=True))
    new = each.field(work, old)
    unique = old.asks_unique and new.type.uniquable
    drop_indexes(work, object, old, [])
    table = f"{work.place.schema}._field"
    work.execute(
        f"update {table} set hidden_at = %s, built = '{{}}', failure = null where id = %s", [work.now, old.id]
    )
    work.execute(
        f"insert into {table} (id, object, name, label, type, options, required, is_unique, personal, state, "
        "position, created_at, created_by) select %s, object, name, label, %s, %s, required, %s, personal, "
        f"%s, position, %s, created_by from {table} where id = %s",
        [new.id, each.type, Jsonb(dict(each.options)), unique,
         "building" if unique or asks_indexes(new) else "live", work.now, old.id],
    )  # fmt: skip
    uses.share_rules(work, object, old, new.id)
    _settle(work, each, "done")
    ground.reload(work)
    object = work.schema.object(object.name)
    note(work, "field_converted", object, object.field(old.name), changed(old, new), **{"from": old.id})
    ground.finish(work)


def _settle(work: "Work", each: Conversion, state: str, failure: dict[str, Any] | None = None) -> None:
    work.execute(
        f"update {work.place.schema}._conversion set state = %s, failure = %s, ended_at = %s where id = %s",
        [state, Jsonb(failure) if failure else None, work.now, each.id],
    )


def stop(work: "Work", id: UUID, failure: dict[str, Any] | None = None) -> None:
    """Give up: the field stays what it was; what was copied is seen by nobody."""
    for each in conversions(work, "id = %s and state = 'copying'", id):
        _settle(work, each, "stopped", failure)
        ground.reload(work)
        object = work.schema.by_id(each.object)
        fields = {field.id: field for field in object.fields.values()} if object else {}
        if object is not None and each.old in fields:
            note(work, "conversion_stopped", object, fields[each.old], {})
        ground.finish(work)


MOST_BACK = 5_000
"""Rows written since a switch that its undoing carries back, through the door."""


def switch_back(work: "Work", object: ObjectType, now: Field, deed: Deed) -> None:
    """Put the field that was set aside in the place of the one that took its place.

    What was written since is carried over, each with an event of its own, where it converts.
    """
    row = ground.hidden_row(work, "_field", str(deed.because["from"]), object.id)
    late = written_since(work, object, now.id, deed.xid)
    if len(late) > MOST_BACK:
        facts = {"field": now.label.json(), "rows": len(late), "most": MOST_BACK}
        raise Refusal("undo_too_many", "conflict", facts=facts)
    written_rows = _rows(work, object, now, "t.id = any(%s) and t.deleted_at is null", [late], blank=True)
    drop_indexes(work, object, now, [])
    table = f"{work.place.schema}._field"
    work.execute(
        f"update {table} set hidden_at = %s, hidden_by = %s, built = '{{}}', failure = null where id = %s",
        [work.now, work.actor.person, now.id],
    )
    state = "building" if asks_indexes(designed_field(row)) else "live"
    work.execute(
        f"update {table} set hidden_at = null, hidden_by = null, name = %s, label = %s, state = %s "
        "where id = %s",
        [now.name, Jsonb(now.label.json()), state, row["id"]],
    )
    work.execute(
        f"update {work.place.schema}._conversion set state = case state when 'done' then 'undone' "
        "else 'done' end where %s in (old, new) and %s in (old, new)",
        [now.id, row["id"]],
    )
    ground.reload(work)
    object = work.schema.object(object.name)
    back = object.field(now.name)
    note(work, "field_converted", object, back, changed(now, back), **{"from": now.id})
    ground.finish(work)
    _carry_back(work, object, now, back, written_rows)


def _carry_back(
    work: "Work", object: ObjectType, now: Field, back: Field, rows: Sequence[dict[str, Any]]
) -> None:
    changes: list[Change] = []
    for row in rows:
        value: Any = None
        if now.value(row) is not None:
            if fault_of(now, back, row, work.parsing) is not None:
                continue
            value = back.type.read(back, written(now, row, work.parsing), work.parsing)
        changes.append(Change("update", object.name, row["id"], {back.name: value}))
    with work.acting(system("conversions", work.actor.person)):
        work.records.apply_each(changes, loose=True)
