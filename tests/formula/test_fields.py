"""Formula fields: there at once, right in the same answer, asked like any field, never written."""

from collections.abc import Callable

from tests.conftest import Api
from tests.design.conftest import define, fresh, said


def formula(api: Api, object: str, text: str, status: int = 201, **more: object) -> dict[str, object]:
    return define(api, object, "formula", status, options={"formula": text, **more})


def test_a_formula_is_filled_for_records_that_are_there(ops: Api) -> None:
    customer = ops.post("records/customer", {"name": "先有的客户", "annual_purchase": "1000"})
    made = formula(ops, "customer", "=年采购额 * 1.15")
    assert (made["type"], made["result"], made["writable"]) == ("formula", "money", False)
    found = ops.get(f"records/customer/{customer['id']}")
    assert found[made["name"]] == {"amount": "1150.00", "currency": "CNY"}
    assert found["version"] == customer["version"]


def test_the_answer_of_a_write_has_the_new_value(ops: Api, rep: Api) -> None:
    number = define(ops, "customer", "integer")["name"]
    twice = formula(ops, "customer", f"{number} * 2")["name"]
    again = formula(ops, "customer", f'IF({twice} > 10, "多", "少")')["name"]
    made = rep.post("records/customer", {"name": "同一次答复", number: 4})
    assert (made[twice], made[again]) == ("8", "少")
    changed = rep.patch(f"records/customer/{made['id']}", {number: 6})
    assert (changed[twice], changed[again]) == ("12", "多")
    listed = rep.get("records/customer", filter=[twice, ">", 11], sort=f"-{twice}", fields=f"name,{twice}")
    assert [row[twice] for row in listed["items"]] == ["12"]
    summed = rep.post(
        "records/customer/aggregate", {"filter": [twice, ">", 1], "measures": {"s": ["sum", twice]}}, 200
    )
    assert summed["rows"] == [{"s": "12"}]
    refused = rep.patch(f"records/customer/{made['id']}", {twice: "3"}, 403)["error"]
    assert refused["code"] == "field_forbidden"
    events = rep.get("events", record=made["id"])["items"]
    assert all(twice not in each["changes"] for each in events)


def test_through_a_link_it_follows_the_other_record(ops: Api, turn: Callable[[], None]) -> None:
    name = formula(ops, "contact", '客户.等级 & "-" & 姓名')["name"]
    customer = ops.post("records/customer", {"name": "会变的客户", "grade": "A"})
    contact = ops.post("records/contact", {"name": "王工", "customer": customer["id"]})
    assert contact[name] == "A-王工"
    ops.patch(f"records/customer/{customer['id']}", {"grade": "B"})
    turn()
    found = ops.get(f"records/contact/{contact['id']}")
    assert (found[name], found["version"]) == ("B-王工", contact["version"])
    event = ops.get("events", record=contact["id"])["items"][-1]
    assert event["action"] == "derived.changed"
    assert event["changes"] == {name: ["A-王工", "B-王工"]}


def test_it_follows_renamed_fields_and_keeps_what_it_reads(ops: Api) -> None:
    number = define(ops, "customer", "decimal")["name"]
    label = ops.get(f"objects/customer/fields/{number}")["label"]["zh"]
    made = formula(ops, "customer", f'[{label}] + 客户编码 & "x"', 422)
    made = formula(ops, "customer", f"[{label}] + 1")
    other = fresh()
    ops.patch(f"objects/customer/fields/{number}", {"name": other, "label": {"zh": "新 名字", "en": "New"}})
    shown = ops.get(f"objects/customer/fields/{made['name']}")
    assert shown["options"]["formula"] == "[新 名字] + 1"
    refused = ops.delete(f"objects/customer/fields/{other}", 409)["error"]
    assert refused["code"] == "field_in_formula"
    refused = ops.post(f"objects/customer/fields/{other}/convert", {"type": "text"}, 409)["error"]
    assert refused["code"] == "field_in_formula"
    used = ops.get(f"objects/customer/fields/{other}/uses")["items"]
    assert [each["kind"] for each in used] == ["derived"]
    made = ops.post("records/customer", {"name": "改名之后", other: "1.5"})
    assert made[shown["name"]] == "2.5"


def test_faults_are_refused_where_typed(ops: Api) -> None:
    refused = formula(ops, "customer", "年采够额 + 1", 422)["error"]
    assert refused["code"] == "bad_design"
    fault = refused["facts"]["faults"][0]
    assert (fault["code"], fault["start"], fault["end"]) == ("formula_unknown_name", 0, 4)
    assert "年采购额" in fault["remedy"]
    assert formula(ops, "customer", "NOW()", 422)["error"]["facts"]["faults"][0]["code"] == "formula_now_kept"


def test_circles_and_long_chains_are_refused(ops: Api) -> None:
    number = define(ops, "product", "integer")["name"]
    names = [number]
    for _ in range(4):
        names.append(str(formula(ops, "product", f"{names[-1]} + 1")["name"]))
    refused = formula(ops, "product", f"{names[-1]} + 1", 422)["error"]
    assert refused["code"] == "formula_chain" and refused["facts"]["length"] == 5
    ops.patch(f"objects/product/fields/{names[1]}", {"options": {"formula": f"{names[2]} - 1"}}, 422)
    body = {"options": {"formula": f"{number} * 10"}}
    ops.patch(f"objects/product/fields/{names[1]}", body)
    made = ops.post("records/product", {"name": "链", number: 1})
    assert [made[name] for name in names[1:]] == ["10", "11", "12", "13"]


def test_a_formula_may_be_among_the_first_fields_of_an_object(ops: Api) -> None:
    name = fresh("sample")
    fields = [said("x_volume", "decimal"), said("x_fee", "formula", options={"formula": "x_volume * 12.5"})]
    ops.post("objects", {"name": name, "label": {"zh": name, "en": name}, "fields": fields})
    assert ops.post(f"records/{name}", {"name": "一条", "x_volume": "2"})["x_fee"] == "25"
