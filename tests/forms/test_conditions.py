"""Conditions: the cases TypeScript answers too, and that the database would answer the same."""

import json
from datetime import timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from prooftrail.platform.fields import Field, FieldFault, Parsing
from prooftrail.platform.forms.conditions import ConditionReader
from prooftrail.platform.forms.rules.conditions import holds
from prooftrail.platform.schema import choices, declare
from prooftrail.platform.schema.model import make_field
from tools.laws.tree import ROOT

SAID = json.loads((Path(ROOT) / "cases" / "forms" / "conditions.json").read_text("utf-8"))
PARSING = Parsing("CNY", timezone(timedelta(hours=8)), lambda currency: Decimal(1))
OPTIONS = {
    "grade": choices(A=("甲", "A"), B=("乙", "B"), C=("丙", "C")),
    "tags": choices(hot=("热", "Hot"), old=("老", "Old"), new=("新", "New")),
    "boss": {"object": "person"},
}


def made(name: str, kind: str) -> Field:
    return make_field(name, declare(kind, name, name, options=OPTIONS.get(name, {})))


FIELDS = {name: made(name, kind) for name, kind in SAID["fields"].items()}


def row_of(record: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, field in FIELDS.items():
        value = record.get(name)
        row |= field.blank() if value in (None, "") else field.type.parse(field, value, PARSING)
    return row


@pytest.mark.parametrize("case", SAID["cases"], ids=lambda case: str(case["name"]))
def test_holds(case: dict[str, Any]) -> None:
    condition = ConditionReader(FIELDS.get, PARSING).read(case["condition"])
    assert holds(condition, row_of(SAID["record"] | case.get("record", {}))) is case["holds"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("grade", "not_a_condition"),
        (["and"], "not_a_condition"),
        (["not", ["grade", "=", "A"], ["grade", "=", "B"]], "not_a_condition"),
        (["nobody", "=", 1], "unknown_field"),
        (["boss.name", "=", "王"], "form_condition_far"),
        (["name", "<", "a"], "unknown_operator"),
        (["count", "between", [1]], "not_a_list"),
        (["grade", "in", "A"], "not_a_list"),
        (["count", "=", "many"], "bad_operand"),
        (["grade", "=", None], "bad_operand"),
        (["or", *[["grade", "=", "A"]] * 61], "filter_too_large"),
    ],
)
def test_refused(said: Any, code: str) -> None:
    with pytest.raises(FieldFault) as refused:
        ConditionReader(FIELDS.get, PARSING).read(said)
    assert refused.value.code == code
