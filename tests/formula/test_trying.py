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


def test_a_chain_too_long_is_named_where_it_is_typed(ops: Api) -> None:
    names = ["1 + 1"]
    for _ in range(4):
        names.append(str(define(ops, "product", "formula", options={"formula": names[-1]})["name"]))
    faults = check(ops, f"3 * {names[-1]}", "product")["faults"]
    assert isinstance(faults, list)
    assert [(each["code"], each["start"], each["facts"]["length"]) for each in faults] == [
        ("formula_chain_here", 4, 5)
    ]
    assert check(ops, f"3 * {names[-2]}", "product")["ok"]
    third = names[3]
    faults = check(ops, f"{names[2]} + {names[1]}", "product", field=third)["faults"]
    assert faults == []
    other = define(ops, "product", "formula", options={"formula": names[1]})["name"]
    longer = define(ops, "product", "formula", options={"formula": other})["name"]
    faults = check(ops, f"1 + {longer}", "product", field=third)["faults"]
    assert isinstance(faults, list)
    assert [(each["code"], each["start"]) for each in faults] == [("formula_chain_here", 4)]


def test_a_rollup_is_tried_for_a_record(ops: Api, rep: Api) -> None:
    customer = ops.post("records/customer", {"name": "试汇总"})
    for n in (1, 2, 4):
        ops.post("records/deal", {"name": f"试{n}", "customer": customer["id"], "amount": f"{n}00.10"})
    options = {"from": "deal", "link": "customer", "how": "sum", "field": "amount"}
    body = {"object": "customer", "type": "rollup", "options": options, "record": customer["id"]}
    found = ops.post("formulas/try", body, 200)
    assert (found["type"], found["counted"]) == ("money", 3)
    assert found["value"] == {"amount": "700.30", "currency": "CNY"}
    assert found["record"] == {"id": customer["id"], "label": "试汇总"}
    body["options"] = {**options, "filter": ["amount", ">", "150"]}
    found = ops.post("formulas/try", body, 200)
    assert (found["value"]["amount"], found["counted"]) == ("600.20", 2)
    body["options"] = {**options, "filter": ["customer.grade", "=", "A"]}
    refused = ops.post("formulas/try", body, 422)["error"]
    assert set(refused["fields"]) == {"options.filter"}
    rep.post("formulas/try", body, 403)
    body = {"object": "deal", "type": "lookup", "options": {"link": "customer", "field": "name"}}
    assert ops.post("formulas/try", body, 200)["value"] == "试汇总"


def test_automatic_numbers_are_texts(ops: Api, rep: Api) -> None:
    number = define(ops, "customer", "auto_number", options={"pattern": "KH-{0001}"})["name"]
    short = define(ops, "customer", "formula", options={"formula": f'RIGHT({number}, 4) & "号"'})["name"]
    again = define(ops, "customer", "formula", options={"formula": f"{short} & LEN({number})"})["name"]
    seen = define(ops, "contact", "lookup", options={"link": "customer", "field": number})["name"]
    customer = rep.post("records/customer", {"name": "有编号的客户"})
    assert customer[number] == "KH-0001"
    assert (customer[short], customer[again]) == ("0001号", "0001号7")
    assert rep.get(f"records/customer/{customer['id']}")[again] == "0001号7"
    contact = rep.post("records/contact", {"name": "李工", "customer": customer["id"]})
    assert contact[seen] == "KH-0001"
