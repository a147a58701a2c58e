"""The readers, asked many expressions at once: PostgreSQL, Python, and the browser's in one Node."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import Column, MetaData, Numeric, Table, cast, select

from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.as_sql import TYPES, bound, expression
from prooftrail.platform.formula.tree import NUMERIC, Node
from prooftrail.platform.schema.ddl import DIALECT
from tests.formula.growing import FIELDS
from tests.node import Ask, answering

CLOCK = Clock(
    date(2026, 3, 19), datetime(2026, 3, 19, 1, 30, 0, 123456, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
)
Row = dict[str, Any]
ROWS = Table("formula_rows", MetaData(), Column("at", Numeric),
             *(Column(key.replace("/", "_"), TYPES[kind]) for key, kind in FIELDS.items()),
             prefixes=["temporary"])  # fmt: skip


def spelt(value: Any) -> Any:
    """A value as JSON, numbers without trailing zeros."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def by_python(trees: Sequence[Node], rows: Sequence[Row]) -> list[list[Any]]:
    """A row of answers for each row."""
    readers = [reader(tree) for tree in trees]
    return [[spelt(read(row, CLOCK)) for read in readers] for row in rows]


def keep_rows(connection: psycopg.Connection[Any], rows: Sequence[Row]) -> None:
    """The rows in a table of this connection's own."""
    types = {key: TYPES[kind].compile(dialect=DIALECT) for key, kind in FIELDS.items()}
    columns = ", ".join(f"{key.replace('/', '_')} {kind}" for key, kind in types.items())
    connection.execute("drop table if exists formula_rows")
    connection.execute(f"create temporary table formula_rows (at int, {columns})")
    with connection.cursor().copy("copy formula_rows from stdin") as copy:
        for at, row in enumerate(rows):
            copy.write_row([at, *(row[key] for key in FIELDS)])


def by_sql(connection: psycopg.Connection[Any], trees: Sequence[Node], each: int = 40) -> list[list[Any]]:
    """The same from PostgreSQL, `each` expressions a statement."""
    found: list[list[Any]] = []
    for start in range(0, len(trees), each):
        some = trees[start : start + each]
        shown = [expression(tree, lambda key, kind: ROWS.c[key.replace("/", "_")]) for tree in some]
        shown = [
            cast(one, Numeric) if tree.kind in NUMERIC else one for one, tree in zip(shown, some, strict=True)
        ]
        made = select(*(one.label(f"e{at}") for at, one in enumerate(shown))).order_by(ROWS.c.at)
        statement = made.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
        clock = bound(CLOCK)
        values = {name: clock.get(name, value) for name, value in statement.params.items()}
        answers = connection.execute(str(statement), values).fetchall()
        found = found or [[] for _ in answers]
        for row, answer in zip(found, answers, strict=True):
            row += [spelt(value) for value in answer]
    return found


class Browser:
    """The browser's reader."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def ask(self, trees: Sequence[Node], rows: Sequence[Row]) -> list[list[Any]]:
        """A row of answers for each row."""
        said = {
            "trees": [tree.json() for tree in trees],
            "rows": [{key: spelt(value) for key, value in row.items()} for row in rows],
            "clock": {"today": spelt(CLOCK.today), "now": spelt(CLOCK.now), "zone": str(CLOCK.zone)},
        }  # fmt: skip
        return list(self._ask(said))


@contextmanager
def browser() -> Iterator[Browser]:
    """A Node that answers."""
    with answering("formula/answering.ts") as ask:
        yield Browser(ask)
