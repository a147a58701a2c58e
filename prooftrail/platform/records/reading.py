"""Lists and single records, as JSON text made by PostgreSQL, always in the caller's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import psycopg
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    union,
)
from sqlalchemy import not_ as negate
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import branches, few_owners, values, visible
from prooftrail.platform.fields import Field
from prooftrail.platform.records import cursor as cursors
from prooftrail.platform.records import ordering as ordered
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.records.filters import FilterReader, Parsed, condition
from prooftrail.platform.records.ordering import Order, read_order
from prooftrail.platform.records.projection import chosen, project
from prooftrail.platform.records.search import matches, search_values
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 500

OFTEN = 2
"""A search this short is found in many rows: each owner's are read in order until a page is full. A longer
one finds few, and its index is asked once instead of for each owner."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a list asks for; `filter` is decoded JSON, `deleted` looks into the trash instead."""

    filter: Any = None
    sort: str = ""
    limit: int = 50
    cursor: str | None = None
    fields: Sequence[str] | None = None
    search: str = ""
    deleted: Literal["no", "only"] = "no"


@dataclass(frozen=True, slots=True)
class Page:
    """`items` is a JSON array as text; `next` the cursor of the page after, or None."""

    items: str
    next: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The statement of a list, one row a record: its JSON text, then its keys in the order `place` names."""

    text: str
    bound: dict[str, Any]
    fields: list[Field]
    place: str


def listing(work: "Work", object: ObjectType, query: Query, most: int) -> Listing:
    """The first `most` records from where the query starts. Refuses what the caller may not ask for."""
    parsed, order, bound = _prepare(work, object, query)
    fields = chosen(work.access, object, query.fields)
    names = tuple(each.name for each in fields)
    place = f"{object.id} {order.said}"
    keys = cursors.decode(place, query.cursor) if query.cursor else None
    started = None if keys is None else tuple(key is None for key in keys)
    bound |= {f"k{at}": key for at, key in enumerate(keys or ())}
    bound["most"] = most
    shape = (
        "page", object.name, work.access.shape, parsed.shape, _searched(query), order.said, started, names,
        query.deleted,
    )  # fmt: skip

    def build() -> Select[Any]:
        rows = _rows(work, object, query, parsed, order, started)
        return ordered.present(work.schema, work.access, object, rows, order, fields)

    statement = compiled(work.schema, shape, build)
    return Listing(statement.text, statement.values(bound), fields, place)


def page(work: "Work", object: ObjectType, query: Query) -> Page:
    """One page. Refuses what the caller may not ask for."""
    found = listing(work, object, query, query.limit + 1)
    rows = _run(work, found.text, found.bound)
    shown, more = rows[: query.limit], len(rows) > query.limit
    after = cursors.encode(found.place, list(shown[-1][1:])) if more else None
    return Page(f"[{','.join(row[0] for row in shown)}]", after)


def count(work: "Work", object: ObjectType, query: Query) -> int:
    """The exact number of records the list holds, pages aside."""
    parsed, _, bound = _prepare(work, object, query)
    shape = ("count", object.name, work.access.shape, parsed.shape, _searched(query), query.deleted)

    def build() -> Select[Any]:
        return select(func.count()).select_from(scoped(work, object, query, parsed, lambda t: [t.c.id]))

    statement = compiled(work.schema, shape, build)
    return int(_run(work, statement.text, statement.values(bound))[0][0])


def get(
    work: "Work",
    object: ObjectType,
    record: UUID,
    deleted: bool = False,
    fields: tuple[str, ...] | None = None,
) -> str:
    """One record as JSON text: all the caller may read, or `fields`, which he must be able to."""
    shown = chosen(work.access, object, fields)
    shape = ("get", object.name, work.access.shape, deleted, fields)

    def build() -> Select[Any]:
        row = _one(
            work, object, deleted, lambda table: project(work.schema, work.access, table, shown)
        ).subquery("q")
        return select(literal_column("to_json(q)::text")).select_from(row)

    statement = compiled(work.schema, shape, build)
    found = _run(
        work, statement.text, statement.values(values(work.access, work.actor.person) | {"record": record})
    )
    if not found:
        raise work.records.missing(object.name)
    return str(found[0][0])


def present(work: "Work", object: ObjectType, record: UUID, deleted: bool = False) -> bool:
    """Whether the record is live (or in the trash) and in scope."""
    shape = ("present", object.name, work.access.shape, deleted)
    statement = compiled(work.schema, shape, lambda: _one(work, object, deleted, lambda table: [table.c.id]))
    bound = values(work.access, work.actor.person) | {"record": record}
    return bool(_run(work, statement.text, statement.values(bound)))


def in_sight(work: "Work", object: ObjectType, records: Sequence[UUID]) -> set[UUID]:
    """Which of the records are in scope, in the trash or not; one query."""

    def build() -> Select[Any]:
        table = object.table.alias()
        seen = visible(work.schema, work.access, "read", object, table, live=False)
        return select(table.c.id).where(table.c.id == bindparam("ids", type_=ARRAY(Uuid)).any_(), seen)

    statement = compiled(work.schema, ("in sight", object.name, work.access.shape), build)
    bound = values(work.access, work.actor.person) | {"ids": list(records)}
    return {row[0] for row in _run(work, statement.text, statement.values(bound))}


def scoped(work: "Work", object: ObjectType, query: Query, parsed: Parsed, columns: Any) -> FromClause:
    """Every row in scope that the query holds, each once: the branches made disjoint and put together."""
    parts = []
    table = object.table.alias()
    found = branches(work.schema, work.access, "read", object, table)
    for at, branch in enumerate(found):
        alone = [branch, *(negate(func.coalesce(before, literal_column("false"))) for before in found[:at])]
        where = and_(held(work, object, table, query, parsed), *alone)
        parts.append(select(*columns(table)).where(where))
    if not parts:
        return select(*columns(table)).where(literal_column("false")).subquery("s")
    return (parts[0] if len(parts) == 1 else parts[0].union_all(*parts[1:])).subquery("s")


def held(
    work: "Work", object: ObjectType, table: FromClause, query: Query, parsed: Parsed
) -> ColumnElement[bool]:
    """Filter, search and trash, without scope."""
    gone = table.c.deleted_at.is_not(None) if query.deleted == "only" else table.c.deleted_at.is_(None)
    parts: list[ColumnElement[bool]] = [gone]
    if parsed.shape is not None:
        parts.append(condition(work.schema, work.access, object, table, parsed.shape))
    if query.search.strip():
        parts.append(matches(work.access, object, table, query.search))
    return and_(*parts)


def prepared(work: "Work", object: ObjectType, query: Query) -> tuple[Parsed, dict[str, Any]]:
    """The checked filter and everything bound so far."""
    if query.deleted == "only":
        work.need("trash:restore")
    reader = FilterReader(work.schema, work.access, object, work.parsing, lengths=True)
    parsed = reader.read(query.filter)
    bound = values(work.access, work.actor.person) | parsed.bound
    if query.search.strip():
        bound |= search_values(query.search)
    return parsed, bound


def _prepare(work: "Work", object: ObjectType, query: Query) -> tuple[Parsed, Order, dict[str, Any]]:
    if not 1 <= query.limit <= MOST:
        raise Refusal("bad_limit", "invalid", facts={"most": MOST}, fields={"limit": "bad_limit"})
    parsed, bound = prepared(work, object, query)
    return parsed, read_order(work.access, object, query.sort), bound


def _searched(query: Query) -> Any:
    text = query.search.strip()
    return (bool(text), min(len(text), OFTEN + 1), min(len(text.replace(" ", "")), 2), text.isascii())


def _rows(
    work: "Work", object: ObjectType, query: Query, parsed: Parsed, order: Order,
    started: tuple[bool, ...] | None,
) -> FromClause:  # fmt: skip
    found: list[list[Any]] = []
    table = object.table.alias()
    few = few_owners(work.access, "read", object) if len(query.search.strip()) <= OFTEN else None
    what = held(work, object, table, query, parsed)
    for at, branch in enumerate(branches(work.schema, work.access, "read", object, table)):
        if at == 0 and few is not None:
            pieces = ordered.pieces(table, order, what, started)
            found.append([_each_owner(few, piece, table) for piece in pieces])
        else:
            found.append(list(ordered.pieces(table, order, and_(branch, what), started)))
    if not found:
        found = [ordered.pieces(table, order, literal_column("false"), started)[:1]]
    first, *blanks = ([pieces[at] for pieces in found] for at in range(len(found[0])))
    return _with_blanks(first, blanks[0]) if blanks else _together(first).subquery("p")


def _together(parts: list[Select[Any]]) -> Any:
    return parts[0] if len(parts) == 1 else union(*(select(part.subquery()) for part in parts))


def _with_blanks(filled: list[Select[Any]], blank: list[Select[Any]]) -> FromClause:
    """Blanks come last: they are looked for only where the page is not full without them."""
    page = _together(filled).cte("filled")
    short = select(func.count()).select_from(page).scalar_subquery() < bindparam("most", type_=Integer)
    rest = select(_together(blank).subquery("b")).where(short)
    return select(page).union_all(rest).subquery("p")


def _each_owner(few: str, piece: Select[Any], table: FromClause) -> Select[Any]:
    """A page of every owner, each out of the index in order."""
    owners = func.unnest(bindparam(few, type_=ARRAY(Uuid))).table_valued("owner").render_derived(name="o")
    mine = piece.where(table.c.owner == owners.c.owner).lateral("m")
    return select(mine).select_from(owners.join(mine, literal_column("true")))


def _one(work: "Work", object: ObjectType, deleted: bool, columns: Any) -> Select[Any]:
    table = object.table.alias()
    gone = table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None)
    seen = visible(work.schema, work.access, "read", object, table)
    return select(*columns(table)).where(table.c.id == bindparam("record", type_=Uuid), gone, seen)


def _run(work: "Work", text: str, bound: dict[str, Any]) -> list[tuple[Any, ...]]:
    try:
        return work.execute(text, bound).fetchall()
    except (psycopg.errors.InvalidTextRepresentation, psycopg.errors.InvalidDatetimeFormat,
            psycopg.errors.DatetimeFieldOverflow, psycopg.errors.NumericValueOutOfRange):  # fmt: skip
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"}) from None
