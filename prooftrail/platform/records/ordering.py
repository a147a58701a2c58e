"""The order of a list: which keys, where blanks go, and where the next page starts.

Blanks come last in both directions. They are read as a piece of their own, so that an index
serves either direction without a sort.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Uuid,
    and_,
    bindparam,
    cast,
    false,
    literal_column,
    or_,
    select,
    tuple_,
)

from prooftrail.platform.access.grants import Access
from prooftrail.platform.fields import Field
from prooftrail.platform.records.projection import as_text, project
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType, Schema

MOST_KEYS = 3
NEVER_BLANK = frozenset({"id", "version", "created_at", "updated_at", "name"})


@dataclass(frozen=True, slots=True)
class Key:
    """One field to sort by."""

    field: Field
    falling: bool


@dataclass(frozen=True, slots=True)
class Order:
    """The keys before the id, which decides last; `falling` is its direction, the first key's unless said."""

    said: str
    keys: tuple[Key, ...]
    falling: bool


def read_order(access: Access, object: ObjectType, said: str) -> Order:
    """`-annual_purchase,name`; newest first where nothing is said. Refuses what cannot be sorted by."""
    parts = [part for part in said.split(",") if part]
    keys: list[Key] = []
    id_falls: bool | None = None
    readable = access.readable(object)
    for part in parts:
        name = part[1:] if part[0] in "+-" else part
        each = readable.get(name)
        if each is None or not each.type.sortable or len(parts) > MOST_KEYS:
            facts = {"object": object.name, "field": name[:80], "most": MOST_KEYS}
            raise Refusal("bad_sort", "invalid", facts=facts, fields={"sort": "bad_sort"})
        if name == "id" and id_falls is None:
            id_falls = part.startswith("-")
        elif id_falls is None:  # nothing decides after the id
            keys.append(Key(each, part.startswith("-")))
    if id_falls is None:
        id_falls = keys[0].falling if keys else True
    return Order(",".join(parts), tuple(keys), id_falls)


def pieces(
    table: FromClause,
    order: Order,
    where: ColumnElement[bool],
    started: Sequence[bool] | None,
) -> list[Select[Any]]:
    """The first rows after the cursor, at most `:most` from each piece; the blanks of the first key last."""
    columns = [key.field.type.order(key.field, table) for key in order.keys]
    if not columns or order.keys[0].field.name in NEVER_BLANK:
        return [_piece(table, order, columns, where, started, 0)]
    first = columns[0]
    found = []
    if started is None or not started[0]:
        found.append(_piece(table, order, columns, and_(where, first.is_not(None)), started, 0))
        started = None
    found.append(_piece(table, order, columns, and_(where, first.is_(None)), started, 1))
    return found


def _piece(
    table: FromClause, order: Order, columns: list[ColumnElement[Any]], where: ColumnElement[bool],
    started: Sequence[bool] | None, blank: int,
) -> Select[Any]:  # fmt: skip
    chosen = select(table.c.id, *(column.label(f"k{at}") for at, column in enumerate(columns)))
    chosen = chosen.add_columns(literal_column(str(blank), Integer).label("z")).where(where)
    if started is not None:
        chosen = chosen.where(_after(table, order, columns, started))
    at = [(column, key.falling) for column, key in zip(columns, order.keys, strict=True)][blank:]
    chosen = chosen.order_by(*_directions(at, blank == 0), _turn(table.c.id, order.falling))
    return chosen.limit(bindparam("most", type_=Integer))


def _directions(at: list[tuple[ColumnElement[Any], bool]], bare: bool) -> list[Any]:
    """The first key of a piece without blanks takes the index as it is; the others put blanks last."""
    return [
        _turn(column, falling) if bare and n == 0 else _turn(column, falling).nulls_last()
        for n, (column, falling) in enumerate(at)
    ]


def _turn(column: ColumnElement[Any], falling: bool) -> Any:
    return column.desc() if falling else column.asc()


def _after(
    table: FromClause, order: Order, columns: list[ColumnElement[Any]], started: Sequence[bool]
) -> ColumnElement[bool]:
    kept = cast(bindparam(f"k{len(columns)}"), Uuid)
    last = table.c.id < kept if order.falling else table.c.id > kept
    if len(columns) == 1 and not started[0] and order.keys[0].falling == order.falling:
        mark = cast(bindparam("k0"), columns[0].type)
        here, there = tuple_(columns[0], table.c.id), tuple_(mark, kept)
        return here < there if order.falling else here > there
    found: ColumnElement[bool] = last
    for at in reversed(range(len(columns))):
        column, mark = columns[at], cast(bindparam(f"k{at}"), columns[at].type)
        if started[at]:
            found = and_(column.is_(None), found)
        else:
            past = column < mark if order.keys[at].falling else column > mark
            blank_next = column.is_(None) if at else false()
            found = or_(past, blank_next, and_(column == mark, found))
    return found


def present(
    schema: Schema,
    access: Access,
    object: ObjectType,
    rows: FromClause,
    order: Order,
    fields: Sequence[Field],
) -> Select[Any]:
    """The page itself: JSON text of each row, then its keys as text for the cursor."""
    keys = [rows.c[f"k{at}"] for at in range(len(order.keys))]
    at = [(column, key.falling) for column, key in zip(keys, order.keys, strict=True)]
    by = [
        rows.c.z,
        *(_turn(column, falling).nulls_last() for column, falling in at),
        _turn(rows.c.id, order.falling),
    ]
    cut = select(rows).order_by(*by).limit(bindparam("most", type_=Integer)).subquery("c")
    table = object.table.alias()
    marks = [as_text(cut.c[f"k{n}"]).label(f"mark{n}") for n in range(len(keys))]
    again = [(cut.c[f"k{n}"], key.falling) for n, key in enumerate(order.keys)]
    shown = select(*project(schema, access, table, fields)).where(table.c.id == cut.c.id).lateral("q")
    return (
        select(literal_column("to_json(q)::text"), *marks, as_text(cut.c.id))
        .select_from(cut.join(shown, literal_column("true")))
        .order_by(cut.c.z, *(_turn(column, falling).nulls_last() for column, falling in again),
                  _turn(cut.c.id, order.falling))
    )  # fmt: skip
