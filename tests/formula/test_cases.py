"""The cases both sides read: what formulas mean, in Python."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.check import check
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
