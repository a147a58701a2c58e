"""What was removed long enough ago goes for good: columns with their indexes, tables, files, counters.

The rows of `_field` and `_object` stay, so that the history still says what things were called, and
`verify` knows of values it can only read in the log. What a stopped type change left goes as well.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from psycopg import sql
from psycopg.rows import dict_row

from prooftrail.platform.database.alone import stop_building
from prooftrail.platform.database.locks import backup_under_way
from prooftrail.platform.fields import Field
from prooftrail.platform.schema.design import ground
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

REASON = "removed"


def sweep(on: "Ground", place: "Place") -> None:
    """One turn: a look, and what is due in one transaction that is alone in the workspace."""
    from prooftrail.platform.work import Caller

    caller = Caller(reason=REASON)
    with on.workspaces.begin(place.name, caller) as work:
        if not (_old_fields(work, work.now) or _old_objects(work, work.now) or _left_behind(work)):
            return
    on.workspaces.design(place.name, caller, drop_due)


def due(work: "Work") -> datetime | None:
    """When the sweep will next find something."""
    schema = work.place.schema
    row = work.execute(
        f"select min(hidden_at) from (select hidden_at from {schema}._field where dropped_at is null "
        f"union all select hidden_at from {schema}._object where dropped_at is null) t"
    ).fetchone()
    lasts = timedelta(days=work.settings.value("schema.undo_days"), microseconds=1)
    return None if row is None or row[0] is None else row[0] + lasts


def drop_due(work: "Work", now: datetime | None = None) -> list[str]:
    """Drop what can no longer be brought back at `now`; the ids of what went.

    Nothing while a backup holds the tables, because everybody would wait behind us.
    """
    ground.begin(work)
    now = now or work.now
    if backup_under_way(work.connection):
        return []
    objects, fields, left = _old_objects(work, now), _old_fields(work, now), _left_behind(work)
    for table, column in left:
        stop_building(work.connection, work.place.schema, table)
        _drop_columns(work, table, [column])
    for id in objects:
        _drop_object(work, id)
    for object_id, id in fields:
        object = work.schema.by_id(object_id) or work.schema.hidden.get(object_id)
        if object is not None and object_id not in objects:
            _drop_field(work, object, next(each for each in object.hidden if each.id == id))
    if objects or fields:
        ground.reload(work)
        ground.finish(work)
    return [*objects, *(id for _, id in fields)]


def _limit(work: "Work", now: datetime) -> datetime:
    return now - timedelta(days=work.settings.value("schema.undo_days"))


def _old_objects(work: "Work", now: datetime) -> list[str]:
    query = f"select id from {work.place.schema}._object where hidden_at < %s and dropped_at is null"
    return [row[0] for row in work.execute(query, [_limit(work, now)]).fetchall()]


def _old_fields(work: "Work", now: datetime) -> list[tuple[str, str]]:
    query = (
        f"select object, id from {work.place.schema}._field where hidden_at < %s and dropped_at is null "
        "order by hidden_at, id"
    )
    return [(row[0], row[1]) for row in work.execute(query, [_limit(work, now)]).fetchall()]


def _left_behind(work: "Work") -> list[tuple[str, str]]:
    """Tables and columns of type changes that were stopped: no field ever had them."""
    rows = work.execute(
        "select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid "
        f"join {work.place.schema}._conversion v on v.object = c.relname and v.state = 'stopped' "
        "and (a.attname = 'x_' || v.new or starts_with(a.attname, 'x_' || v.new || '_')) "
        "where c.relnamespace = %s::regnamespace and a.attnum > 0 and not a.attisdropped",
        [work.place.schema],
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def _drop_columns(work: "Work", table: str, columns: list[str]) -> None:
    """Instant at any size; indexes go with their columns."""
    parts = [sql.SQL("drop column if exists {}").format(sql.Identifier(each)) for each in columns]
    place = sql.Identifier(work.place.schema, table)
    work.execute(sql.SQL("alter table {} {}").format(place, sql.SQL(", ").join(parts)))


def _drop_field(work: "Work", object: ObjectType, field: Field) -> None:
    ground.take_table(work, object)
    _drop_columns(work, object.table.name, [column.name for column in field.columns()])
    schema = work.place.schema
    _drop_numbers(work, [field.id])
    work.execute(f"delete from {schema}._file where object = %s and field = %s", [object.id, field.id])
    work.execute(f"update {schema}._field set dropped_at = %s where id = %s", [work.real_now, field.id])
    note(work, "field_dropped", object, field, days=work.settings.value("schema.undo_days"))


def _drop_object(work: "Work", id: str) -> None:
    """A table with all its rows; one event stands for them."""
    object, schema = work.schema.hidden[id], work.place.schema
    ground.take_table(work, object)
    row = work.execute(f"select count(*) from {schema}.{object.table.name}").fetchone()
    work.execute(sql.SQL("drop table {}").format(sql.Identifier(schema, object.table.name)))
    _drop_numbers(work, [each.id for each in object.stored if each.custom])
    work.execute(f"delete from {schema}._file where object = %s", [id])
    work.execute(f"delete from {schema}._share where object = %s", [object.name])
    work.execute(f"delete from {schema}._view where object = %s", [id])
    for table, column in (("_field", "object"), ("_object", "id")):
        work.execute(f"update {schema}.{table} set dropped_at = %s where {column} = %s", [work.real_now, id])
    days = work.settings.value("schema.undo_days")
    note(work, "object_dropped", object, records=row[0] if row else 0, days=days)


def _drop_numbers(work: "Work", fields: list[str]) -> None:
    for id in fields:
        place = sql.Identifier(work.place.schema, f"n_{id}")
        work.execute(sql.SQL("drop sequence if exists {}").format(place))
    work.execute(f"delete from {work.place.schema}._counter where field = any(%s)", [fields])


def dropped(work: "Work", object_id: str) -> list[dict[str, Any]]:
    """The rows of an object's fields that went for good, in the order they went."""
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select id, name, label, type, options, required, is_unique, personal, state, built "
        f"from {work.place.schema}._field where object = %s and dropped_at is not null "
        "order by dropped_at, hidden_at, id",
        [object_id],
    ).fetchall()
