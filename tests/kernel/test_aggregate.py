"""Grouped measures: exact sums, months of the company's zone, groups by reference, in the reader's scope."""

from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import Api
from tests.kernel.kit import code_of, new_id

PATH = "records/x_thing"


@pytest.fixture(scope="module")
def mark() -> str:
    return f"统计{new_id()}"


ROWS: list[dict[str, Any]] = [
    {
        "x_money": "0.10",
        "x_date": "2026-01-31",
        "x_time": "2026-01-31T15:59:59Z",
        "x_choice": "red",
        "x_integer": 1,
    },
    {
        "x_money": "0.20",
        "x_date": "2026-02-01",
        "x_time": "2026-01-31T16:00:00Z",
        "x_choice": "red",
        "x_integer": 2,
    },
    {
        "x_money": "999999999999.99",
        "x_date": "2026-02-28",
        "x_time": "2026-12-31T16:00:00Z",
        "x_choice": "blue",
    },
    {
        "x_money": None,
        "x_date": None,
        "x_time": None,
        "x_choice": None,
        "x_decimal": "0.0001",
        "x_integer": 2**53 - 1,
    },
    {
        "x_money": "-0.30",
        "x_date": "2025-12-29",
        "x_choice": "blue",
        "x_decimal": "0.3333",
        "x_percent": "12.5",
    },
]


@pytest.fixture(scope="module")
def customers(admin: Api, mark: str) -> list[str]:
    return [admin.post("records/customer", {"name": f"{mark}{n}"})["id"] for n in "ab"]


@pytest.fixture(scope="module")
def ask(admin: Api, mark: str, customers: list[str], people: dict[str, str]) -> Any:
    """`ask(["x_choice"], n=["count"])`: the rows of an aggregate over this module's things."""
    for at, row in enumerate(ROWS):
        admin.post(PATH, {"name": mark, **row, "x_customer": customers[at % 2], "x_person": people["rep"]})

    def asking(group: list[Any] | None = None, filter: Any = None, **measures: Any) -> Any:
        where = ["and", ["name", "=", mark], *([filter] if filter else [])]
        body = {"filter": where, "group": group or [], "measures": measures}
        return admin.post(f"{PATH}/aggregate", body, 200)["rows"]

    return asking


def cny(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


def test_money_is_exact(ask: Any) -> None:
    total = str(sum(Decimal(row["x_money"]) for row in ROWS if row.get("x_money")))
    [row] = ask(sum=["sum", "x_money"], least=["min", "x_money"], most=["max", "x_money"],
                mean=["avg", "x_money"],
                kinds=["distinct", "x_money"], filled=["count", "x_money"], n=["count"])  # fmt: skip
    assert row == {"sum": cny(total), "least": cny("-0.30"), "most": cny("999999999999.99"),
                   "mean": cny("250000000000.00"), "kinds": 4, "filled": 4, "n": 5}  # fmt: skip


def test_other_numbers_are_exact(ask: Any) -> None:
    [row] = ask(i=["sum", "x_integer"], d=["sum", "x_decimal"], m=["max", "x_decimal"],
                p=["avg", "x_percent"],
                a=["avg", "x_integer"])  # fmt: skip
    assert row == {
        "i": 2**53 + 2,
        "d": "0.3334",
        "m": "0.3333",
        "p": "12.5",
        "a": "3002399751580331.3333",
    }


def test_nothing_is_counted_as_nothing(ask: Any) -> None:
    none = ["x_integer", "=", -77]
    assert ask(filter=none, n=["count"], s=["sum", "x_money"], m=["max", "x_date"]) == [
        {"n": 0, "s": None, "m": None}
    ]
    assert ask(["x_choice"], filter=none, n=["count"]) == []


def test_months_of_dates(ask: Any) -> None:
    rows = ask([{"field": "x_date", "by": "month"}], n=["count"], s=["sum", "x_money"])
    assert rows == [
        {"x_date": "2025-12-01", "n": 1, "s": cny("-0.30")},
        {"x_date": "2026-01-01", "n": 1, "s": cny("0.10")},
        {"x_date": "2026-02-01", "n": 2, "s": cny("1000000000000.19")},
        {"x_date": None, "n": 1, "s": None},
    ]


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("day", "2025-12-29"),
        ("week", "2025-12-29"),
        ("quarter", "2025-10-01"),
        ("year", "2025-01-01"),
        (None, "2025-12-29"),
    ],
)
def test_periods(ask: Any, by: str | None, first: str) -> None:
    group = {"field": "x_date", "by": by} if by else "x_date"
    rows = ask([group], n=["count"])
    assert rows[0] == {"x_date": first, "n": 1} and rows[-1]["x_date"] is None
    assert sum(row["n"] for row in rows) == 5


def test_times_fall_on_the_companys_days(ask: Any) -> None:
    rows = ask([{"field": "x_time", "by": "month"}], n=["count"])
    assert [(row["x_time"], row["n"]) for row in rows] == [
        ("2026-01-01", 1), ("2026-02-01", 1), ("2027-01-01", 1), (None, 2)]  # fmt: skip
    assert ask(["x_time"], filter=["x_time", "empty", False], n=["count"])[0] == {
        "x_time": "2026-01-31",
        "n": 1,
    }
    [row] = ask(m=["max", "x_time"])
    assert row["m"].startswith("2026-12-31T16:00:00")


def test_groups_by_reference_show_a_label(
    ask: Any, customers: list[str], mark: str, people: dict[str, str]
) -> None:
    rows = ask(["x_customer"], n=["count"])
    found = {row["x_customer"]["id"]: (row["x_customer"]["label"], row["n"]) for row in rows}
    assert found == {customers[0]: (f"{mark}a", 3), customers[1]: (f"{mark}b", 2)}
    [row] = ask(["x_person"], c=["distinct", "x_customer"])
    assert row == {"x_person": {"id": people["rep"], "label": "顾晓棠"}, "c": 2}


def test_several_groups(ask: Any, customers: list[str]) -> None:
    rows = ask(["x_choice", "x_customer", {"field": "x_date", "by": "year"}, "x_boolean"], n=["count"])
    assert sum(row["n"] for row in rows) == 5 and {row["x_boolean"] for row in rows} == {None}
    assert list(rows[0]) == ["x_choice", "x_customer", "x_date", "x_boolean", "n"]
    assert ask(["x_money"], n=["count"], filter=["x_integer", "=", 1]) == [{"x_money": cny("0.10"), "n": 1}]


def test_groups_are_in_the_readers_scope(rep: Api, rep2: Api, admin: Api) -> None:
    name = new_id()
    for api, amount in ((rep, "1"), (rep2, "2"), (rep2, "4")):
        api.post("records/deal", {"name": name, "amount": amount})
    body = {
        "filter": ["name", "=", name],
        "group": ["stage"],
        "measures": {"s": ["sum", "amount"], "n": ["count"]},
    }
    seen = {api.login: api.post("records/deal/aggregate", body, 200)["rows"] for api in (rep, rep2, admin)}
    assert {login: (row["n"], row["s"]["amount"]) for login, [row] in seen.items()} == {
        "rep": (1, "1.00"), "rep2": (2, "6.00"), "admin": (3, "7.00")}  # fmt: skip


def test_labels_out_of_sight_stay_blank(rep: Api, rep2: Api, admin: Api, people: dict[str, str]) -> None:
    name = new_id()
    hidden = rep2.post("records/customer", {"name": f"密{name}"})["id"]
    admin.post("records/deal", {"name": name, "customer": hidden, "owner": people["rep"]})
    body = {"filter": ["name", "=", name], "group": ["customer"], "measures": {"n": ["count"]}}
    [row] = rep.post("records/deal/aggregate", body, 200)["rows"]
    assert row == {"customer": {"id": hidden, "label": None}, "n": 1}


COUNT = {"n": ["count"]}
NO_MEASURES: list[Any] = [
    {}, [], None, {"n": "count"}, {"n": []}, {"n": ["sum"]}, {"n": ["sum", "x_text"]}, {"n": ["sum", "nope"]},
    {"n": ["mode", "x_money"]}, {"n": ["min", "x_text"]}, {"n": ["distinct", "x_place"]},
    {"n": [["count"]]},
    {"n;drop": ["count"]}, {"数": ["count"]}, {"x" * 41: ["count"]}, {"n": ["count", "x_text", 1]},
    {"n": ["sum", 5]}, {"n": [5, "x_money"]}, {f"n{n}": ["count"] for n in range(21)},
    {"x_choice": ["count"]},
]  # fmt: skip
NO_GROUPS: list[Any] = [
    "x_choice", ["nope"], [5], [{}], [{"field": "x_date", "by": "decade"}],
    [{"field": "x_text", "by": "month"}],
    ["x_customer.name"], ["x_place"], ["x_date", "x_date"], [["x_date"]], ["x_text"] * 5, {"field": "x_date"},
    [{"field": "x_date", "by": ["month"]}], [{"field": "x_date", "by": "month", "x": 1}], [None],
]  # fmt: skip
WRONG: list[dict[str, Any]] = [
    *({"measures": each, "group": ["x_choice"]} for each in NO_MEASURES),
    *({"measures": COUNT, "group": each} for each in NO_GROUPS),
    {"measures": COUNT, "x": 1}, {"group": ["x_text"]}, {"measures": COUNT, "filter": {}}, {},
]  # fmt: skip


@pytest.mark.parametrize("body", WRONG)
def test_what_is_no_aggregate_is_422(admin: Api, body: dict[str, Any]) -> None:
    said = admin.post(f"{PATH}/aggregate", body, 422)
    assert code_of(said) in ("bad_aggregate", "unknown_field", "invalid_fields", "not_a_condition")
