"""Random formulas over random rows: SQL, Python and the browser answer alike."""

from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from prooftrail.platform.formula.tree import Node
from tests.formula.growing import Grower
from tests.formula.readers import browser, by_python, by_sql, keep_rows

ROWS = 25
OPTIONS = "-c search_path=prooftrail -c timezone=UTC"


def test_readers_agree(dsn: str) -> None:
    agree(dsn, range(2_000))


@pytest.mark.long
def test_readers_agree_at_length(dsn: str) -> None:
    agree(dsn, range(10_000, 110_000))


def agree(dsn: str, seeds: range) -> None:
    """Each seed is a tree; every 500 of them meet other rows."""
    with psycopg.connect(dsn, autocommit=True, options=OPTIONS) as connection, browser() as node:
        for start in range(seeds.start, seeds.stop, 500):
            some = range(start, min(start + 500, seeds.stop))
            trees = [Grower(seed).tree() for seed in some]
            dice = Grower(-start - 1)
            rows = [dice.row() for _ in range(ROWS)]
            keep_rows(connection, rows)
            expected = by_python(trees, rows)
            compare("SQL", some, trees, rows, expected, by_sql(connection, trees))
            compare("the browser", some, trees, rows, expected, node.ask(trees, rows))


def compare(
    who: str, seeds: range, trees: Sequence[Node], rows: Sequence[dict[str, Any]],
    expected: list[list[Any]], found: list[list[Any]],
) -> None:  # fmt: skip
    """Fail at the first difference, with all that is needed to see why."""
    for row, ours, theirs in zip(rows, expected, found, strict=True):
        for seed, tree, one, other in zip(seeds, trees, ours, theirs, strict=True):
            assert one == other, f"seed {seed}: Python {one!r}, {who} {other!r}\n{tree.json()}\n{row}"
