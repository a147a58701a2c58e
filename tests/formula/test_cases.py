"""The cases both sides read: what formulas mean, in Python."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import Numeric, cast, literal, select

from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.as_sql import TYPES, bound, expression
from prooftrail.platform.formula.check import check
from prooftrail.platform.formula.tree import NUMERIC
from prooftrail.platform.schema.ddl import DIALECT
from tests.formula.readers import spelt
from tests.formula.test_check import NAMES

SHARED = json.loads((Path(__file__).parents[2] / "cases" / "formula" / "meaning.json").read_text("utf-8"))
SAID = SHARED["clock"]
CLOCK = Clock(date.fromisoformat(SAID["today"]), datetime.fromisoformat(SAID["now"]), ZoneInfo(SAID["zone"]))


def value_of(key: str, said: Any) -> Any:
    kind = NAMES.by_key[key].kind
    if said is None:
        return None
    if kind in ("number", "money"):
        return Decimal(said)
    reads = {"date": date.fromisoformat, "time": datetime.fromisoformat}
    return reads[kind](said) if kind in reads else said


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: str(case["name"]))
def test_means(case: dict[str, Any]) -> None:
    tree = check(case["formula"], NAMES).tree
    assert tree is not None and tree.json() == case["tree"]
    row = {key: value_of(key, said) for key, said in SHARED["row"].items()}
    assert spelt(reader(tree)(row, CLOCK)) == case["value"]


def test_postgresql_means_the_same(dsn: str) -> None:
    asked = []
    for case in SHARED["cases"]:
        tree = check(case["formula"], NAMES).tree
        assert tree is not None
        shown = expression(
            tree, lambda key, kind: cast(literal(value_of(key, SHARED["row"][key])), TYPES[kind])
        )
        asked.append(cast(shown, Numeric) if tree.kind in NUMERIC else shown)
    made = select(*(each.label(f"e{at}") for at, each in enumerate(asked))).compile(
        dialect=DIALECT, compile_kwargs={"render_postcompile": True}
    )
    clock = bound(CLOCK)
    values = {name: clock.get(name, value) for name, value in made.params.items()}
    with psycopg.connect(dsn, options="-c timezone=UTC") as connection:
        row = connection.execute(str(made), values).fetchone()
    assert row is not None
    assert [spelt(value) for value in row] == [case["value"] for case in SHARED["cases"]]
