"""Every change of a designer can be taken back from the history, as an entry of its own."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api
from tests.design.conftest import define, fresh


def newest(api: Api, object: str) -> dict[str, Any]:
    """The designers' last entry about an object."""
    return dict(api.get("design/history", object=object, limit=1)["items"][0])


def undo(api: Api, event: str, status: int = 200) -> Any:
    return api.act("undo_design", {"event": event}, status=status)


def test_a_field_goes_and_comes_back_with_its_values(ops: Api) -> None:
    name = define(ops, "product")["name"]
    made = newest(ops, "product")
    assert (made["action"], made["can_undo"], made["undone"]) == ("schema.field_defined", True, False)
    product = ops.post("records/product", {"name": "撤销冷风机", "code": fresh()[2:], name: "值"})
    undo(ops, made["id"])
    assert name not in ops.get(f"records/product/{product['id']}")
    gone = newest(ops, "product")
    assert (gone["action"], gone["undoes"]) == ("schema.field_hidden", made["id"])
    assert undo(ops, made["id"], 409)["error"]["code"] == "deed_undone"
    undo(ops, gone["id"])
    assert ops.get(f"records/product/{product['id']}")[name] == "值"
    listed = {each["id"]: each for each in ops.get("design/history", object="product")["items"]}
    assert listed[gone["id"]]["undone"] and not listed[made["id"]]["undone"]


def test_what_a_change_set_is_set_back_unless_it_moved_on(ops: Api) -> None:
    name = define(ops, "product", options={"limit": 20})["name"]
    path, new = f"objects/product/fields/{name}", fresh()
    ops.patch(path, {"label": {"zh": "甲", "en": "A"}, "required": True, "name": new})
    first = newest(ops, "product")
    ops.patch(f"objects/product/fields/{new}", {"label": {"zh": "乙", "en": "B"}})
    refused = undo(ops, first["id"], 409)["error"]
    assert refused["code"] == "deed_overtaken" and refused["facts"]["what"] == ["label"]
    undo(ops, newest(ops, "product")["id"])
    undo(ops, first["id"])
    shown = ops.get(path)
    assert not shown["required"] and shown["label"]["zh"].startswith("字段")
    ops.patch(path, {"options": {"limit": 40}})
    refused = undo(ops, newest(ops, "product")["id"], 422)["error"]
    assert refused["fields"].keys() == {"options.limit"}
    ops.delete(path)


def test_a_choice_nobody_uses_is_taken_back_and_one_in_use_is_not(ops: Api) -> None:
    def choices(*keys: str) -> dict[str, Any]:
        return {"choices": [{"key": key, "label": {"zh": key, "en": key}} for key in keys]}

    name = define(ops, "product", "choice", options=choices("a"))["name"]
    path = f"objects/product/fields/{name}"
    ops.patch(path, {"options": choices("a", "b")})
    first = newest(ops, "product")
    ops.patch(path, {"options": choices("a", "b", "c")})
    ops.post("records/product", {"name": "用乙", "code": fresh(), name: "b"})
    undo(ops, newest(ops, "product")["id"])
    assert ops.get(path)["options"] == choices("a", "b")
    refused = undo(ops, first["id"], 422)["error"]
    assert refused["fields"].keys() == {"options.choices"} and refused["facts"]["gone"] == ["b"]


def test_objects_too(ops: Api) -> None:
    name = fresh("undone")
    ops.post("objects", {"name": name, "label": {"zh": name, "en": name}})
    made = newest(ops, name)
    ops.patch(f"objects/{name}", {"label": {"zh": "另名", "en": "Other"}})
    undo(ops, newest(ops, name)["id"])
    assert ops.get(f"objects/{name}")["label"]["zh"] == name
    undo(ops, made["id"])
    ops.get(f"objects/{name}", 404)
    gone = next(each for each in ops.get("design/history")["items"] if each["object"]["name"] == name)
    assert not gone["object"]["there"] and gone["can_undo"]
    undo(ops, gone["id"])
    assert ops.get(f"objects/{name}")["name"] == name


def test_who_may_not_design_neither_reads_nor_undoes(ops: Api, rep: Api) -> None:
    define(ops, "product")
    made = newest(ops, "product")
    rep.get("design/history", 403)
    undo(rep, made["id"], 403)
    assert undo(ops, str(uuid4()), 404)["error"]["code"] == "unknown_deed"


def test_a_field_says_what_relies_on_it(ops: Api) -> None:
    found = ops.get("objects/deal/fields/amount/uses")
    assert any(each["kind"] == "gate" for each in found["items"]) and found["filled"] > 0
    room = ops.get("objects/deal/fields")["budget"]
    assert room["fields"]["most"] == 300 and room["indexes"]["most"] == 40
