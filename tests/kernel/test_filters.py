"""The filter language: every operator of every type against a reader of its own, and what is refused."""

import json
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from prooftrail.platform.fields import field_types
from tests.conftest import Api
from tests.kernel.conftest import FIELDS
from tests.kernel.kit import code_of, error_of, new_id

ROWS = 60
POOL: dict[str, list[Any]] = {
    "x_text": ["a%b", "a_b", "axb", "A%B", "甬泰", "甬泰冷链", "\\", " x"],
    "x_long": ["一\n二 50%", "x"],
    "x_integer": [-5, 0, 3, 2**53 - 1],
    "x_decimal": ["-1.5", "0", "0.0001", "12"],
    "x_percent": ["5", "12.5"],
    "x_money": ["0.00", "100.00", "99.99", "-1.00"],
    "x_date": ["2026-01-31", "2026-02-01", "1999-12-31"],
    "x_time": ["2026-01-31T16:00:00+00:00", "2026-02-01T00:00:00.5+00:00"],
    "x_boolean": [True, False],
    "x_choice": ["red", "green", "blue"],
    "x_choices": [["red"], ["red", "blue"], ["green"]],
    "x_region": ["330203", "330204", "310101"],
    "x_place": [{"lat": 1, "lng": 2}],
}
Row = dict[str, Any]
Pair = Callable[[Any, Any], bool]
COMPARISONS: dict[str, Pair] = {
    "=": lambda a, b: a is not None and a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a is not None and a < b,
    "<=": lambda a, b: a is not None and a <= b,
    ">": lambda a, b: a is not None and a > b,
    ">=": lambda a, b: a is not None and a >= b,
    "in": lambda a, b: a is not None and a in b,
    "between": lambda a, b: a is not None and b[0] <= a <= b[1],
    "starts": lambda a, b: a is not None and a.startswith(b),
}


@pytest.fixture(scope="module")
def mark() -> str:
    """The name all rows of this module carry."""
    return f"筛选{new_id()}"


@pytest.fixture(scope="module")
def rows(admin: Api, people: dict[str, str], mark: str) -> list[Row]:
    dice = random.Random(20)
    customers = [
        admin.post("records/customer", {"name": f"{mark}{n}", **({"grade": g} if g else {}), "owner": owner})[
            "id"
        ]
        for n, (g, owner) in enumerate(zip("AB", (people["rep"], people["rep2"]), strict=True))
    ] + [admin.post("records/customer", {"name": f"{mark}无"})["id"]]
    pool = POOL | {"x_customer": customers, "x_person": [people["rep"], people["rep2"]]}
    ops = []
    for _ in range(ROWS):
        chosen = {name: dice.choice([None, *values]) for name, values in pool.items()}
        ops.append({"op": "create", "data": {"name": mark, **chosen}})
    admin.post("records/x_thing/bulk", {"mode": "all", "ops": ops}, 200)
    found = list(admin.get("records/x_thing", filter=["name", "=", mark], limit=500)["items"])
    assert len(found) == ROWS
    return found


def comparable(field: str, value: Any) -> Any:
    """A value of an answer or a filter as Python compares it."""
    if value is None:
        return None
    kind = FIELDS[field][0]
    if kind in ("reference", "person", "department") and isinstance(value, dict):
        return value["id"]
    if kind == "money":
        return Decimal(value["amount"] if isinstance(value, dict) else value)
    if kind in ("decimal", "percent"):
        return Decimal(value)
    return value.replace("+00:00", "").ljust(26, "0") if kind == "time" else value


def holds(row: Row, field: str, op: str, value: Any) -> bool:
    """What the contract says of one condition."""
    held = comparable(field, row[field])
    if op == "empty":
        return (held is None) == (value is not False)
    if op == "contains":
        if FIELDS[field][0] == "choices":
            return held is not None and value in held
        return held is not None and value.lower() in held.lower()
    said = (
        [comparable(field, each) for each in value] if isinstance(value, list) else comparable(field, value)
    )
    return COMPARISONS[op](held, said)


def ids(api: Api, mark: str, condition: list[Any]) -> set[str]:
    filter = ["and", ["name", "=", mark], condition]
    answer = api.get("records/x_thing", filter=filter, limit=500, fields="id", count="exact")
    found = {each["id"] for each in answer["items"]}
    assert answer["count"] == len(found) == len(answer["items"])
    return found


def operands(field: str, op: str, rows: list[Row]) -> list[Any]:
    pool = POOL.get(field) or [r[field]["id"] for r in rows if r[field]][:2]
    if op == "empty":
        return [None, True, False]
    if op == "in":
        return [pool[:2], [], pool]
    if op == "between":
        return [[pool[0], pool[-1]], [pool[-1], pool[0]], [pool[1], pool[1]]]
    if op == "contains":
        return ["red", "blue"] if field == "x_choices" else ["%", "_", "a%", "泰", "\\", "\n", "B"]
    if op == "starts":
        return ["33", "3302", "310101"] if field == "x_region" else ["a", "A", "甬", "%", "_", "\\"]
    return pool


CASES = [
    (name, op)
    for name, (kind, _) in FIELDS.items()
    if name in POOL or name in ("x_customer", "x_person")
    for op in field_types()[kind].operators
]


@pytest.mark.parametrize(("field", "op"), CASES)
def test_every_operator_of_every_type(admin: Api, rows: list[Row], mark: str, field: str, op: str) -> None:
    for value in operands(field, op, rows):
        condition = [field, op, value]
        expected = {row["id"] for row in rows if holds(row, field, op, value)}
        assert ids(admin, mark, condition) == expected, condition
        assert ids(admin, mark, ["not", condition]) == {r["id"] for r in rows} - expected, condition


def test_dotted_through_a_reference(admin: Api, rows: list[Row], mark: str) -> None:
    graded = {r["id"] for r in rows if (r["x_customer"] or {}).get("label") == f"{mark}0"}
    assert ids(admin, mark, ["x_customer.grade", "=", "A"]) == graded
    assert ids(admin, mark, ["x_customer.name", "starts", mark]) == {r["id"] for r in rows if r["x_customer"]}
    ungraded = {r["id"] for r in rows if (r["x_customer"] or {}).get("label") == f"{mark}无"}
    assert ids(admin, mark, ["x_customer.grade", "empty"]) == ungraded
    assert ids(admin, mark, ["x_person.login", "in", ["rep"]]) == {
        r["id"] for r in rows if (r["x_person"] or {}).get("label") == "顾晓棠"
    }


def test_random_trees_agree(admin: Api, rows: list[Row], mark: str) -> None:
    dice = random.Random(7)
    for _ in range(40):
        tree, expected = grow(dice, rows, 3)
        assert ids(admin, mark, tree) == expected, tree


def grow(dice: random.Random, rows: list[Row], depth: int) -> tuple[list[Any], set[str]]:
    everybody = {row["id"] for row in rows}
    how = dice.choice(["and", "or", "not", "leaf"]) if depth else "leaf"
    if how == "leaf":
        field, op = dice.choice(CASES)
        value = dice.choice(operands(field, op, rows))
        return [field, op, value], {row["id"] for row in rows if holds(row, field, op, value)}
    grown = [grow(dice, rows, depth - 1) for _ in range(1 if how == "not" else dice.randint(1, 3))]
    tree = [how, *(part for part, _ in grown)]
    sets = [found for _, found in grown]
    if how == "not":
        return tree, everybody - sets[0]
    return tree, set.intersection(*sets) if how == "and" else set.union(*sets)


def nested(depth: int) -> list[Any]:
    found: list[Any] = ["x_integer", "=", 1]
    for _ in range(depth):
        found = ["not", found]
    return found


REFUSED: dict[str, list[Any]] = {
    "unknown_field": [
        ["nope", "=", 1], ["salt", "=", 1], ["x_customer.nope", "=", 1], ["x_customer.", "=", "x"],
        ["x_customer.owner.name", "=", "x"], ["x_integer.name", "=", 1], ["id.name", "=", "x"],
        [".name", "=", "x"], ["\ud800", "=", "x"],
    ],
    "unknown_operator": [
        ["x_integer", "like", 1], ["x_place", "=", 1], ["x_boolean", "<", True], ["x_integer", "\ud800", 1],
    ],
    "bad_operand": [
        ["x_integer", "=", "x"], ["x_integer", "=", None], ["x_integer", "="], ["x_integer", "empty", 3],
        ["x_integer", "empty", 1], ["x_date", "=", "2026-02-30"], ["x_text", "=", "\x00"],
        ["x_text", "contains", 5], ["x_choice", "=", ["red"]], ["x_customer", "=", "x"],
        ["x_money", "=", {"amount": 1, "x": 2}], ["x_integer", "in", [None]], ["x_decimal", "<", 10**30],
        ["x_choices", "contains", "purple"], ["x_region", "starts", "3%"],
    ],
    "not_a_list": [
        ["x_integer", "in", 5], ["x_integer", "between", [1]], ["x_integer", "between", "ab"],
        ["x_integer", "in", list(range(501))],
    ],
    "not_a_condition": [
        ["and"], ["not"], ["not", ["x_integer", "empty"], ["x_integer", "empty"]], ["x_integer"],
        ["x_integer", "=", 1, 2], [["x_integer", "=", 1]], [1, 2, 3], ["x_integer", 5], ["and", "x", "y"],
    ],
    "filter_too_large": [nested(8), nested(300), ["or", *[["x_integer", "empty"]] * 60]],
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_filter_is_422(admin: Api, code: str) -> None:
    for condition in REFUSED[code]:
        said = admin.get("records/x_thing", 422, filter=condition)
        assert code_of(said) == code and error_of(said)["remedy"], condition
        body = {"filter": condition, "measures": {"n": ["count"]}}
        assert code_of(admin.post("records/x_thing/aggregate", body, 422)) == code, condition


@pytest.mark.parametrize(
    "text", ["{", "x", "{}", '"x"', "5", "true", '["x_integer","=",1e999999999999999999999]']
)
def test_a_filter_that_is_no_list_is_422(admin: Api, text: str) -> None:
    assert code_of(admin.get("records/x_thing", 422, filter=text)) == "not_a_condition"


def test_a_filter_through_a_reference_sees_only_what_the_reader_sees(
    rep: Api, rep2: Api, admin: Api, people: dict[str, str]
) -> None:
    name = f"墙{new_id()}"
    hidden = rep2.post("records/customer", {"name": name, "phone": "13800000000"})["id"]
    admin.post("records/deal", {"name": name, "customer": hidden, "owner": people["rep"]})
    assert len(rep.get("records/deal", filter=["name", "=", name])["items"]) == 1
    for condition in (
        ["customer.phone", "starts", "138"],
        ["customer.name", "=", name],
        ["customer.phone", "empty", False],
    ):
        assert rep.get("records/deal", filter=["and", ["name", "=", name], condition])["items"] == []


def test_hidden_fields_cannot_be_asked_for(kernel: str, caller: Any) -> None:
    legal = caller("legal", kernel)
    hidden = "annual_purchase"
    for params in (
        {"filter": [hidden, ">", "1"]},
        {"sort": hidden},
        {"fields": f"name,{hidden}"},
        {"filter": ["not", ["or", [hidden, "empty"]]]},
    ):
        assert (
            hidden in json.dumps(error_of(legal.get("records/customer", 422, **params))["fields"])
            or "sort" in params
        )
    assert code_of(legal.get("records/deal", 422, filter=["customer.phone", "empty"])) == "unknown_field"
    for body in (
        {"group": [hidden], "measures": {"n": ["count"]}},
        {"measures": {"s": ["sum", hidden]}},
        {"filter": [hidden, "empty"], "measures": {"n": ["count"]}},
    ):
        assert code_of(legal.post("records/customer/aggregate", body, 422)) == "unknown_field"
    assert hidden not in legal.get("records/customer", limit=1)["items"][0]
