"""Indexes of designed fields, built beside everybody's work by the worker.

A build that was killed leaves an invalid index behind: it is dropped and built again. What existing
rows forbid leaves the field `failed`, with those rows.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from prooftrail.platform.database.alone import BUSY, building
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.derived.marks import filling
from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.ddl import Index, field_indexes
from prooftrail.platform.schema.design import ground
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work, Workspaces

log = logging.getLogger(__name__)
CALLER = Caller(reason="indexes")
EXAMPLES, ROWS_EACH = 20, 5
INTERRUPTED = (*BUSY, psycopg.errors.QueryCanceled, psycopg.errors.UndefinedColumn, Refusal)
"""A designer needed the table, the field went, or others did not finish: the next turn goes on."""


@dataclass(frozen=True, slots=True)
class Due:
    """A field whose indexes are not all there."""

    object: ObjectType
    field: Field
    indexes: tuple[Index, ...]


def sweep(on: "Ground", place: "Place") -> None:
    """One turn: a look, and building where something is due, however long that takes."""
    with on.workspaces.begin(place.name, CALLER) as work:
        if not is_due(work):
            return
    build_due(on.dsn, on.workspaces, place)


def build_due(dsn: str, workspaces: "Workspaces", place: "Place") -> None:
    """Build all that is due and settle each field; leaves it to another builder where there is one."""
    with building(dsn, place.schema) as connection:
        if connection is None:
            return
        _drop_invalid(connection, place)
        with workspaces.begin(place.name, CALLER) as work:
            found = tuple(due(work))
        for each in found:
            try:
                failure = _build(connection, place, each)
                workspaces.design(place.name, CALLER, _settling(each, failure))
            except INTERRUPTED:
                log.info("index of %s.%s waits for the next turn", each.object.name, each.field.name)


def is_due(work: "Work") -> bool:
    """Whether a field waits for an index, or a killed build left something behind."""
    schema = work.place.schema
    row = work.execute(
        f"select exists (select from {schema}._field where state = 'building' and hidden_at is null) "
        "or exists (select from pg_index i join pg_class c on c.oid = i.indexrelid "
        "join pg_namespace n on n.oid = c.relnamespace where n.nspname = %s and not i.indisvalid)",
        [schema],
    ).fetchone()
    return bool(row and row[0])


def due(work: "Work") -> Iterator[Due]:
    """Fields with missing indexes; those that failed wait for a designer.

    What is computed is filled first: a row changes in its place as long as no index holds the value, and
    in every index of its table once one does.
    """
    there, filled = _valid(work.connection, work.place.schema), filling(work)
    for object in work.schema.objects.values():
        for field in object.fields.values():
            if not field.custom or field.state == "failed" or (field.made and object.id in filled):
                continue
            wanted = tuple(field_indexes(object, field))
            missing = tuple(each for each in wanted if not there.get(each.name))
            if missing or field.state == "building":
                yield Due(object, field, missing)


def _build(connection: Connection, place: "Place", each: Due) -> dict[str, Json] | None:
    """What stands against one of them, or None. Raises one of `INTERRUPTED` to go on next turn."""
    failure: dict[str, Json] | None = None
    for index in each.indexes:
        try:
            connection.execute(index.create(place.schema, concurrently=True))
        except psycopg.errors.UniqueViolation:
            _drop(connection, place, index.name)
            failure = _duplicates(connection, place, each)
        except psycopg.errors.ProgramLimitExceeded:
            _drop(connection, place, index.name)
            failure = {"code": "value_too_long"}
    return failure


def _settling(each: Due, failure: dict[str, Json] | None) -> Any:
    def settle(work: "Work") -> None:
        """Write down what is there now, unless the field has changed meanwhile."""
        object = work.schema.by_id(each.object.id)
        fields = {found.id: found for found in object.fields.values()} if object else {}
        field = fields.get(each.field.id)
        if object is None or field is None or _asked(field) != _asked(each.field):
            return
        there = _valid(work.connection, work.place.schema)
        wanted = {index.purpose: index.name for index in field_indexes(object, field)}
        built = sorted(purpose for purpose, name in wanted.items() if there.get(name))
        state = "failed" if failure else "live" if len(built) == len(wanted) else "building"
        if (state, built) == (field.state, sorted(field.built)):
            return
        work.execute(
            f"update {work.place.schema}._field set state = %s, built = %s, failure = %s where id = %s",
            [state, built, Jsonb(failure) if failure else None, field.id],
        )
        ground.reload(work)
        changes: dict[str, Json] = {"state": [field.state, state]}
        note(work, "field_failed" if failure else "field_built", object, field, changes)
        ground.finish(work)

    return settle


def _asked(field: Field) -> Any:
    return (field.asks_unique, field.options)


def _duplicates(connection: Connection, place: "Place", each: Due) -> dict[str, Json]:
    """What stands twice: how many values, and some of them with their rows."""
    table = sql.Identifier(place.schema, each.object.table.name)
    column = sql.Identifier(each.field.column)
    rows = connection.execute(
        sql.SQL(
            "select {column}::text, count(*), (array_agg(id::text order by id))[1:%s], count(*) over () "
            "from {table} where deleted_at is null and {column} is not null "
            "group by {column} having count(*) > 1 order by count(*) desc, {column} limit %s"
        ).format(column=column, table=table),
        [ROWS_EACH, EXAMPLES],
    ).fetchall()
    found: list[Json] = [{"value": value, "count": count, "records": ids} for value, count, ids, _ in rows]
    return {"code": "duplicates", "values": rows[0][3] if rows else 0, "duplicates": found}


def _valid(connection: Connection, schema: str) -> Mapping[str, bool]:
    rows = connection.execute(
        "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid "
        "join pg_namespace n on n.oid = c.relnamespace where n.nspname = %s",
        [schema],
    ).fetchall()
    return dict(rows)


def _drop_invalid(connection: Connection, place: "Place") -> None:
    for name, valid in _valid(connection, place.schema).items():
        if not valid:
            _drop(connection, place, name)


def _drop(connection: Connection, place: "Place", name: str) -> None:
    statement = sql.SQL("drop index concurrently if exists {}").format(sql.Identifier(place.schema, name))
    try:
        connection.execute(statement)
    except INTERRUPTED:
        log.info("index %s of %s stays for the next turn", name, place.name)
