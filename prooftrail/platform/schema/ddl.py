"""The statements that make an object's table and its indexes, from the same columns readers use."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from psycopg import sql
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.schema import CreateTable

from prooftrail.platform.fields import Field
from prooftrail.platform.schema.model import ObjectType

DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
Statement = sql.SQL | sql.Composed
LINKS = ("reference", "person", "department")


@dataclass(frozen=True, slots=True)
class Index:
    """One index of one field over live rows, or over all; `purpose` is what `Field.built` lists."""

    purpose: str
    name: str
    table: str
    what: sql.Composed
    of_all: bool = False

    def create(self, schema: str, *, concurrently: bool = False) -> Statement:
        """The statement that makes it, outside a transaction where `concurrently`."""
        kind = "unique index" if self.purpose == "unique" else "index"
        return sql.SQL("create {} {} on {} {}{}").format(
            sql.SQL(f"{kind} concurrently" if concurrently else kind), sql.Identifier(self.name),
            sql.Identifier(schema, self.table), self.what,
            sql.SQL("" if self.of_all else " where deleted_at is null"),
        )  # fmt: skip


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
    yield from make_sequences(schema, role, object, object.fields.values())
    for field in object.fields.values():
        if field.name not in ("id", "version"):
            yield from (index.create(schema) for index in field_indexes(object, field))


def series(object: ObjectType, field: Field) -> str:
    """What a numbered field's count goes by; ids of shipped fields are names and say nothing alone."""
    return field.id if field.custom else f"{object.name}_{field.id}"


def make_sequences(
    schema: str, role: str, object: ObjectType, fields: Iterable[Field]
) -> Iterator[Statement]:
    """What numbers are drawn from without waiting, for the fields that have them."""
    for field in fields:
        if field.type.numbered:
            place = sql.Identifier(schema, f"n_{series(object, field)}")
            yield sql.SQL("create sequence {}").format(place)
            yield sql.SQL("grant usage, select on {} to {}").format(place, sql.Identifier(role))


def add_fields(schema: str, object: ObjectType, fields: Sequence[Field]) -> Statement:
    """The columns of more fields. No defaults, so it is instant at any size."""
    columns = [
        sql.SQL("add column {} {}").format(
            sql.Identifier(column.name), sql.SQL(column.type.compile(dialect=DIALECT))
        )
        for field in fields
        for column in field.columns()
    ]
    place = sql.Identifier(schema, object.table.name)
    return sql.SQL("alter table {} {}").format(place, sql.SQL(", ").join(columns))


def field_indexes(object: ObjectType, field: Field) -> Iterator[Index]:
    """Unique, sorting, reference and search indexes a field asks for; all of live rows only."""
    column, table = sql.Identifier(field.column), object.table.name

    def index(purpose: str, what: str, *names: sql.Identifier, of_all: bool = False) -> Index:
        name = f"i_{table}_{field.column}_{purpose}"[:63]
        return Index(purpose, name if purpose != "unique" else unique_name(object, field), table,
                     sql.SQL(what).format(*names), of_all)  # fmt: skip

    if field.unique or field.asks_unique:
        yield index("unique", "({})", column)
    if field.indexed or field.name == object.title:
        key = sql.Identifier(str(field.type.order(field, object.table).key))
        yield index("sort", "({}, id)", key)
        if object.owned and field.name != "owner":
            yield index("owner", "(owner, {}, id)", key)
    elif _is_link(field):
        yield index("link", "({}, id)", column)
    if field.options.get("pinyin"):
        yield index("exact", "({})", column)
        # Of all rows, because the planner takes no statistics from a partial index, and without them it
        # cannot tell a word in every seventh name from one in none.
        words = "using gin (prooftrail.bigrams({})) with (fastupdate = off)"
        yield index("words", words, column, of_all=True)
        yield index("initials", words, sql.Identifier(f"{field.column}_initials"), of_all=True)


def asks_indexes(field: Field) -> bool:
    """Whether `field_indexes` has any for a designed field."""
    return field.asks_unique or field.indexed or _is_link(field) or bool(field.options.get("pinyin"))


def _is_link(field: Field) -> bool:
    if field.fixed or field.name == "id":
        return False
    return field.type.key in ("reference", "about") or (field.custom and field.type.key in LINKS)


def unique_name(object: ObjectType, field: Field) -> str:
    """The name of a field's unique index, by which a violation is led back to the field."""
    return f"u_{object.table.name}_{field.column}"[:63]


def unique_field(object: ObjectType, index: str) -> Field | None:
    """The field whose unique index has this name, also while that index is being built."""
    return next(
        (
            each
            for each in object.fields.values()
            if (each.unique or each.asks_unique) and unique_name(object, each) == index
        ),
        None,
    )
