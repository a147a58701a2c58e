"""The statements that make an object's table and its indexes, from the same columns readers use."""

from collections.abc import Iterator

from psycopg import sql
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.schema import CreateTable

from prooftrail.platform.fields import Field
from prooftrail.platform.schema.model import ObjectType

DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
Statement = sql.SQL | sql.Composed


def create_object(schema: str, role: str, object: ObjectType) -> Iterator[Statement]:
    """Table, grants and indexes of one object, in order."""
    yield sql.SQL(str(CreateTable(object.table).compile(dialect=DIALECT)))
    place = sql.Identifier(schema, object.table.name)
    yield sql.SQL("alter table {} alter version set default 1").format(place)
    yield sql.SQL("grant select, insert, update, delete on {} to {}").format(place, sql.Identifier(role))
    yield sql.SQL("create index on {} (deleted_at) where deleted_at is not null").format(place)
    yield sql.SQL("create index on {} (import_batch) where import_batch is not null").format(place)
    if object.owned:
        yield sql.SQL("create index on {} (owner, id) where deleted_at is null").format(place)
    for field in object.fields.values():
        if field.name not in ("id", "version"):
            yield from field_indexes(schema, object, field)


def add_field(schema: str, object: ObjectType, field: Field) -> Iterator[Statement]:
    """Columns of one more field, and what it must have before it is used.

    No defaults, so it is instant at any size.
    """
    place = sql.Identifier(schema, object.table.name)
    for column in field.columns():
        kind = sql.SQL(column.type.compile(dialect=DIALECT))
        yield sql.SQL("alter table {} add column {} {}").format(place, sql.Identifier(column.name), kind)


def field_indexes(
    schema: str, object: ObjectType, field: Field, *, concurrently: bool = False
) -> Iterator[Statement]:
    """Unique, sorting, reference and search indexes a field asks for; all of live rows only."""
    place, column = sql.Identifier(schema, object.table.name), sql.Identifier(field.column)
    make = sql.SQL("index concurrently") if concurrently else sql.SQL("index")
    if field.unique:
        yield sql.SQL("create unique {} {} on {} ({}) where deleted_at is null").format(
            make, sql.Identifier(unique_name(object, field)), place, column
        )
    if field.indexed or field.name == object.title:
        key = sql.Identifier(str(field.type.order(field, object.table).key))
        yield sql.SQL("create {} on {} ({}, id) where deleted_at is null").format(make, place, key)
        if object.owned and field.name != "owner":
            yield sql.SQL("create {} on {} (owner, {}, id) where deleted_at is null").format(make, place, key)
    elif field.type.key in ("reference", "about") and not field.fixed and field.name != "id":
        yield sql.SQL("create {} on {} ({}, id) where deleted_at is null").format(make, place, column)
    if field.options.get("pinyin"):
        yield sql.SQL("create {} on {} ({}) where deleted_at is null").format(make, place, column)
        # Of all rows, because the planner takes no statistics from a partial index, and without them it
        # cannot tell a word in every seventh name from one in none.
        bigrams = "create {} on {} using gin (prooftrail.bigrams({})) with (fastupdate = off)"
        for said in (column, sql.Identifier(f"{field.column}_initials")):
            yield sql.SQL(bigrams).format(make, place, said)


def unique_name(object: ObjectType, field: Field) -> str:
    """The name of a field's unique index, by which a violation is led back to the field."""
    return f"u_{object.table.name}_{field.column}"[:63]


def unique_field(object: ObjectType, index: str) -> Field | None:
    """The field whose unique index has this name."""
    return next(
        (each for each in object.fields.values() if each.unique and unique_name(object, each) == index), None
    )
