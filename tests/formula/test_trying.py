"""Trying a formula out: kinds, names and faults at their places, a live value, for designers alone."""

from tests.conftest import Api
from tests.design.conftest import define


def check(
    api: Api, text: str, object: str = "customer", status: int = 200, **more: object
) -> dict[str, object]:
    return dict(api.post("formulas/check", {"object": object, "formula": text, **more}, status))


def test_a_value_for_the_record_named(ops: Api) -> None:
    made = ops.post("records/customer", {"name": "试算客户", "annual_purchase": "250.50", "grade": "A"})
    found = check(ops, 'IF(等级 = "A 类", 年采购额 * 2, 0)', record=made["id"])
    assert found["ok"] and found["kind"] == "money" and found["type"] == "money"
    assert found["value"] == {"amount": "501.00", "currency": "CNY"}
    assert found["record"] == {"id": made["id"], "label": "试算客户"}
    names = found["names"]
    assert isinstance(names, list)
    assert [(each["start"], each["end"], each["name"]) for each in names] == [
        (3, 5, "grade"),
        (15, 19, "annual_purchase"),
    ]
    newest = check(ops, "名称")
    assert newest["faults"] and not newest["ok"]
    assert check(ops, "客户名称")["value"] == "试算客户"


def test_faults_in_the_callers_language(ops: Api) -> None:
    zh = check(ops, "年采够额 / 0")["faults"]
    assert isinstance(zh, list) and [each["code"] for each in zh] == [
        "formula_unknown_name",
        "formula_zero_division",
    ]
    answer = ops.call(
        "POST", "formulas/check", {"object": "customer", "formula": "1/0"}, headers={"Accept-Language": "en"}
    )
    assert answer.json()["faults"][0]["message"] == "This divides by 0"


def test_a_circle_is_named_where_it_is_typed(ops: Api) -> None:
    first = define(ops, "product", "formula", options={"formula": "1 + 1"})["name"]
    second = define(ops, "product", "formula", options={"formula": f"{first} + 1"})["name"]
    faults = check(ops, f"2 * {second}", "product", field=first)["faults"]
    assert isinstance(faults, list)
    assert [(each["code"], each["start"]) for each in faults] == [("formula_cycle", 4)]


def test_only_designers_ask_and_only_about_what_is_there(ops: Api, rep: Api) -> None:
    check(rep, "1 + 1", status=403)
    check(ops, "1 + 1", "x_nothing", status=404)
    check(ops, "1 + 1", record="0198c0de-0000-7000-8000-000000000000", status=404)
    check(ops, "1 + 1", record="nonsense", status=422)
    listed = rep.get("formulas/functions")["items"]
    assert {"zh": "如果", "en": "IF"} in [each["name"] for each in listed]
