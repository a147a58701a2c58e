"""The life of a field and an object, by the API alone."""

from collections.abc import Callable
from typing import Any

from tests.conftest import Api
from tests.design.conftest import define, fresh, said


def test_a_field_is_there_for_the_next_request(ops: Api, rep: Api) -> None:
    made = define(ops, "customer", "decimal", options={"places": 2})
    assert made["state"] == "live" and made["custom"] and made["options"] == {"places": 2}
    name = made["name"]
    customer = rep.post("records/customer", {"name": "甬江冷链一部", name: "12.50"})
    assert customer[name] == "12.5"
    changed = rep.patch(f"records/customer/{customer['id']}", {name: "13"})
    assert changed[name] == "13"
    event = rep.get("events", record=customer["id"])["items"][-1]
    assert event["changes"] == {name: ["12.5", "13"]}


def test_every_way_of_asking_knows_it(ops: Api) -> None:
    made = define(ops, "customer", "integer")
    name = made["name"]
    ids = [ops.post("records/customer", {"name": f"问法{n}", name: n})["id"] for n in range(4)]
    listed = ops.get("records/customer", filter=[name, ">=", 1], sort=f"-{name}", fields=f"name,{name}")
    assert [row[name] for row in listed["items"]] == [3, 2, 1]
    bound = ops.get("records/customer", filter=[name, "between", [1, 2]], count="exact")
    assert bound["count"] == 2
    summed = ops.post(
        "records/customer/aggregate",
        {"filter": [name, "empty", False], "group": [name], "measures": {"n": ["count"], "s": ["sum", name]}},
        200,
    )
    assert [(row[name], row["n"], row["s"]) for row in summed["rows"]] == [(n, 1, n) for n in range(4)]
    ops_said = [{"op": "update", "id": id, "data": {name: 9}} for id in ids]
    ops.post("records/customer/bulk", {"mode": "all", "ops": ops_said}, 200)
    assert ops.get("records/customer", filter=[name, "=", 9], count="exact")["count"] == 4


def test_two_writers_of_a_designed_field_conflict_on_it_alone(ops: Api, rep: Api) -> None:
    name, other = define(ops, "customer")["name"], define(ops, "customer")["name"]
    customer = rep.post("records/customer", {"name": "冲突冷链", name: "一", other: "甲"})
    path = f"records/customer/{customer['id']}"
    ops.patch(path, {name: "二", "version": 1})
    assert rep.patch(path, {other: "乙", "version": 1})[name] == "二"
    refused = rep.patch(path, {name: "三", "version": 1}, 409)["error"]
    assert refused["facts"]["fields"] == {name: {"base": "一", "theirs": "二", "mine": "三"}}


def test_search_finds_words_and_initials_once_they_are_indexed(ops: Api, build: Callable[[], None]) -> None:
    made = define(ops, "customer", options={"pinyin": True})
    name = made["name"]
    assert made["state"] == "building"
    id = ops.post("records/customer", {"name": "无关名称", name: "鄞州渔港"})["id"]
    build()
    assert ops.get(f"objects/customer/fields/{name}")["state"] == "live"
    for text in ("渔港", "yzyg"):
        assert [row["id"] for row in ops.get("records/customer", search=text)["items"]] == [id]


def test_an_object_has_owner_scope_history_and_trash(ops: Api, rep: Api, caller: Any, shop: str) -> None:
    name = fresh("sample")
    made = ops.post("objects", {"name": name, "label": {"zh": f"样机{name}", "en": f"Sample {name}"}})
    assert made["custom"] and made["can"]["create"]
    assert {"id", "version", "name", "owner", "unit", "created_at"} <= {f["name"] for f in made["fields"]}
    define(ops, name, "reference", name="x_for_customer", options={"object": "customer"})
    customer = rep.get("records/customer", limit=1)["items"][0]
    record = ops.post(f"records/{name}", {"name": "冷风机样机", "x_for_customer": customer["id"]})
    assert record["owner"]["id"] == ops.get("me")["id"]
    assert record["x_for_customer"] == {"id": customer["id"], "label": customer["name"]}
    found = ops.get(f"records/{name}", filter=["x_for_customer.name", "=", customer["name"]])
    assert [each["id"] for each in found["items"]] == [record["id"]]
    assert [row["id"] for row in ops.get("search", q="冷风机样机")["items"]] == [record["id"]]
    assert rep.get(f"records/{name}", 200)["items"] == []
    rep.get(f"records/{name}/{record['id']}", 404)
    assert name not in {each["name"] for each in rep.get("objects")["items"]}
    assert caller("director", shop).get(f"records/{name}")["items"][0]["id"] == record["id"]
    refused = rep.call("DELETE", f"records/customer/{customer['id']}")
    assert refused.status_code in (403, 409)
    ops.delete(f"records/{name}/{record['id']}")
    ops.act("restore_record", {"object": name}, record["id"])
    actions = [each["action"] for each in ops.get("events", record=record["id"])["items"]]
    assert actions == ["record.created", "record.deleted", "record.restored"]


def test_hiding_and_restoring_a_field_keeps_every_value(ops: Api) -> None:
    name = define(ops, "customer")["name"]
    customer = ops.post("records/customer", {"name": "还原冷链", name: "原值"})
    path = f"records/customer/{customer['id']}"
    gone = ops.delete(f"objects/customer/fields/{name}")
    assert gone["restorable_until"] > gone["hidden_at"]
    assert name not in ops.get(path)
    ops.patch(path, {name: "新值"}, 422)
    ops.patch(path, {"phone": "13800000000"})
    listed = ops.get("objects/customer/fields", deleted="only")["items"]
    assert listed[0]["name"] == name and listed[0]["type"] == "text"
    ops.post(f"objects/customer/fields/{name}/restore", {}, 200)
    assert ops.get(path)[name] == "原值"
    ops.post(f"objects/customer/fields/{name}/restore", {}, 404)


def test_a_freed_name_serves_another_field_and_never_old_values(ops: Api) -> None:
    name = define(ops, "customer")["name"]
    customer = ops.post("records/customer", {"name": "旧名冷链", name: "旧值"})
    path = f"records/customer/{customer['id']}"
    ops.delete(f"objects/customer/fields/{name}")
    again = define(ops, "customer", "text", name=name)
    assert ops.get(path)[name] is None
    assert [each["changes"].get(name) for each in ops.get("events", record=customer["id"])["items"]] == [None]
    ops.patch(path, {name: "新值"})
    refused = ops.post(f"objects/customer/fields/{name}/restore", {}, 409)["error"]
    assert refused["code"] == "name_taken"
    back = ops.post(f"objects/customer/fields/{name}/restore", {"name": fresh()}, 200)
    shown = ops.get(path)
    assert (shown[name], shown[back["name"]]) == ("新值", "旧值")
    assert again["id"] != back["id"]


def test_an_object_comes_back_with_its_records(ops: Api) -> None:
    name = fresh("kind")
    label = {"zh": f"种类{name}", "en": name}
    ops.post("objects", {"name": name, "label": label})
    record = ops.post(f"records/{name}", {"name": "一条"})
    pointing = define(ops, "customer", "reference", options={"object": name})["name"]
    refused = ops.delete(f"objects/{name}", 409)["error"]
    assert refused["facts"]["fields"] == [f"customer.{pointing}"]
    ops.delete(f"objects/customer/fields/{pointing}")
    ops.delete(f"objects/{name}")
    ops.get(f"records/{name}", 404)
    taken = {"name": name, "label": {"zh": f"又一种{name}", "en": "Another"}}
    assert ops.post("objects", taken, 409)["error"]["code"] == "name_removed"
    refused = ops.post(f"objects/customer/fields/{pointing}/restore", {}, 409)["error"]
    assert refused["code"] == "target_removed"
    assert name in {each["name"] for each in ops.get("objects", deleted="only")["items"]}
    ops.post(f"objects/{name}/restore", {}, 200)
    assert ops.get(f"records/{name}/{record['id']}")["name"] == "一条"
    ops.post(f"objects/customer/fields/{pointing}/restore", {}, 200)


def test_a_rename_moves_nothing(ops: Api, rep: Api) -> None:
    made = define(ops, "customer")
    customer = rep.post("records/customer", {"name": "改名冷链", made["name"]: "值"})
    new = fresh("new")
    changed = ops.patch(f"objects/customer/fields/{made['name']}", {"name": new, "required": True})
    assert changed["id"] == made["id"] and changed["required"]
    path = f"records/customer/{customer['id']}"
    shown = rep.get(path)
    assert shown[new] == "值" and made["name"] not in shown
    assert rep.get("events", record=customer["id"])["items"][0]["changes"][new] == [None, "值"]
    rep.patch(path, {"phone": "13900000000"})
    assert rep.patch(path, {new: None}, 422)["error"]["fields"].keys() == {new}
    assert rep.post("records/customer", {"name": "缺项"}, 422)["error"]["fields"].keys() == {new}
    ops.patch(f"objects/customer/fields/{new}", {"required": False})


def test_choices_grow_and_keep_their_keys(ops: Api) -> None:
    def choices(*pairs: tuple[str, str]) -> dict[str, Any]:
        return {"choices": [{"key": key, "label": {"zh": zh, "en": zh}} for key, zh in pairs]}

    made = define(ops, "customer", "choice", options=choices(("a", "甲"), ("b", "乙")))
    path, name = f"objects/customer/fields/{made['name']}", made["name"]
    customer = ops.post("records/customer", {"name": "选项冷链", name: "b"})
    refused = ops.patch(path, {"options": choices(("a", "甲"))}, 422)["error"]
    assert refused["fields"].keys() == {"options.choices"} and refused["facts"]["gone"] == ["b"]
    ops.patch(path, {"options": choices(("a", "甲"), ("b", "乙方"), ("c", "丙"))})
    assert ops.patch(f"records/customer/{customer['id']}", {name: "c"})[name] == "c"
    grouped = ops.post("records/customer/aggregate", {"group": [name], "measures": {"n": ["count"]}}, 200)
    assert {row[name]: row["n"] for row in grouped["rows"]}["c"] == 1


def test_the_same_verbs_are_actions(ops: Api, rep: Api) -> None:
    listed = {each["name"]: each["permission"] for each in ops.get("actions")["items"]}
    verbs = ("define_object", "define_field", "hide_field", "restore_field")
    assert {listed[verb] for verb in verbs} == {"schema:design"}
    name = fresh()
    ops.act("define_field", {"object": "deal", **said(name)})
    ops.act("hide_field", {"object": "deal", "field": name})
    ops.act("restore_field", {"object": "deal", "field": name})
    assert name in {each["name"] for each in ops.get("objects/deal/fields")["items"]}
    assert rep.act("define_field", {"object": "deal", **said(fresh())}, status=403)["error"]["code"]


def test_the_history_says_who_designed_what(ops: Api, rep: Api) -> None:
    name = fresh()
    define(ops, "product", name=name)
    ops.patch(f"objects/product/fields/{name}", {"label": {"zh": f"新{name}", "en": "New"}})
    ops.delete(f"objects/product/fields/{name}")
    found = [
        each
        for each in ops.get("events", object="product", limit=500)["items"]
        if (each["because"] or {}).get("field", {}).get("name") == name
    ]
    assert [each["action"] for each in found] == [
        "schema.field_defined", "schema.field_changed", "schema.field_hidden"
    ]  # fmt: skip
    assert found[0]["actor"]["id"] == ops.get("me")["id"]
    assert found[0]["changes"]["type"] == [None, "text"]
    assert found[1]["changes"] == {"label": [said(name)["label"], {"zh": f"新{name}", "en": "New"}]}
