"""The indexes rules of waiting are looked up by, built beside everybody's work once one is published."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from prooftrail.platform.automation.shapes import LAST, STAGE
from prooftrail.platform.automation.store import armed
from prooftrail.platform.database.alone import building
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
CALLER = Caller(reason="rules")
Wanted = tuple[str, str, tuple[str, ...]]
"""Name, table and columns."""


def sweep(on: "Ground", place: "Place") -> None:
    """Build what is missing."""
    with on.workspaces.begin(place.name, CALLER) as work:
        missing = list(_missing(work))
    if not missing:
        return
    with building(on.dsn, place.schema) as connection:
        for name, table, columns in missing if connection is not None else ():
            text = "create index concurrently if not exists {} on {} ({}) where {} is null"
            statement = sql.SQL(text).format(
                sql.Identifier(name), sql.Identifier(place.schema, table),
                sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier("deleted_at"),
            )  # fmt: skip
            try:
                assert connection is not None
                connection.execute(statement)
            except (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable):
                log.info("index %s of %s waits for the next turn", name, place.name)


def _missing(work: "Work") -> Iterator[Wanted]:
    rows = work.execute(
        "select indexname from pg_indexes where schemaname = %s", [work.place.schema]
    ).fetchall()
    there = {row[0] for row in rows}
    yield from (each for each in dict.fromkeys(_wanted(work)) if each[0] not in there)


def _wanted(work: "Work") -> Iterator[Wanted]:
    for each in armed(work, "idle"):
        object, when = work.schema.objects.get(str(each.rule.object)), each.rule.when
        if object is None:
            continue
        table, since = object.table.name, when["since"]
        if since == LAST:
            other = work.schema.objects.get(when["last"]["object"])
            fields = [other.fields.get(when["last"][part]) for part in ("link", "time")] if other else []
            columns = [field.column for field in fields if field is not None]
            if other is not None and len(columns) == 2:
                yield _named(other.table.name, *columns)
        if since == STAGE or (since == LAST and when.get("stage")):
            yield _named(table, "stage", "stage_since")
        elif since in object.fields:
            yield _named(table, object.fields[since].column)


def _named(table: str, *columns: str) -> Wanted:
    return f"waits_{table}_{'_'.join(columns)}"[:63], table, columns
