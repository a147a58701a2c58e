"""What cannot be defined, and that it says so field by field."""

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.conftest import Api, Callers
from tests.design.conftest import define, fresh, said

LABEL = {"zh": "标签", "en": "Label"}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"name": "sample"}, "name"),
    ({"name": "select"}, "name"),
    ({"name": "x_"}, "name"),
    ({"name": "x_Big"}, "name"),
    ({"name": "x_a__b"}, "name"),
    ({"name": "x_a.b"}, "name"),
    ({"name": "x_名"}, "name"),
    ({"name": "x_a; drop table customer"}, "name"),
    ({"name": "x_" + "a" * 47}, "name"),
    ({"label": {"zh": "只有中文"}}, "label.en"),
    ({"label": {"zh": "", "en": "Blank"}}, "label"),
    ({"label": {"zh": "一\u202e二", "en": "Hidden"}}, "label"),
    ({"label": {"zh": "长" * 61, "en": "Long"}}, "label"),
    ({"type": "unheard_of"}, "type"),
    ({"type": "about"}, "type"),
    ({"type": "text", "options": {"limit": 501}}, "options.limit"),
    ({"type": "text", "options": {"limit": "9"}}, "options.limit"),
    ({"type": "text", "options": {"limit": 1.5}}, "options.limit"),
    ({"type": "text", "options": {"pinyin": 1}}, "options.pinyin"),
    ({"type": "text", "options": {"at_start": True}}, "options.at_start"),
    ({"type": "decimal", "options": {"places": 11}}, "options.places"),
    ({"type": "choice"}, "options.choices"),
    ({"type": "choice", "options": {"choices": []}}, "options.choices"),
    ({"type": "choice", "options": {"choices": [{"key": "a"}]}}, "options.choices"),
    ({"type": "choice", "options": {"choices": [{"key": "A b", "label": LABEL}]}}, "options.choices"),
    ({"type": "choice", "options": {"choices": [{"key": "a", "label": LABEL}] * 2}}, "options.choices"),
    ({"type": "reference"}, "options.object"),
    ({"type": "reference", "options": {"object": "nothing"}}, "options.object"),
    ({"type": "reference", "options": {"object": "customer", "on_delete": "ignore"}}, "options.on_delete"),
    ({"type": "person", "options": {"object": "customer"}}, "options.object"),
    ({"type": "boolean", "unique": True}, "unique"),
    ({"type": "long_text", "options": {"indexed": True}}, "options.indexed"),
    ({"required": "yes"}, "required"),
    ({"colour": "red"}, "colour"),
    ({"object": "deal"}, "object"),
]


@pytest.mark.parametrize(("wrong", "where"), BAD, ids=[f"{n}-{where}" for n, (_, where) in enumerate(BAD)])
def test_a_bad_definition_names_what_is_wrong(ops: Api, wrong: dict[str, Any], where: str) -> None:
    before = ops.get("objects")["version"]
    error = ops.post("objects/customer/fields", {**said(fresh()), **wrong}, 422)["error"]
    assert list(error["fields"]) == [where]
    assert error["message"] and error["remedy"] and error["fields"][where] != "…"
    assert ops.get("objects")["version"] == before


def test_several_faults_are_named_at_once(ops: Api) -> None:
    body = {"name": "y", "label": {"zh": " ", "en": " "}, "type": "reference", "options": {"limit": 3}}
    error = ops.post("objects/customer/fields", body, 422)["error"]
    assert set(error["fields"]) == {"name", "label", "options.limit", "options.object"}


def test_taken_and_shipped_names_stay(ops: Api) -> None:
    name = define(ops, "customer")["name"]
    taken = {**said(name), "label": {"zh": f"又{name}", "en": "Again"}}
    assert ops.post("objects/customer/fields", taken, 409)["error"]["code"] == "name_taken"
    assert (
        ops.patch("objects/customer/fields/grade", {"required": True}, 422)["error"]["code"]
        == "shipped_field"
    )
    assert ops.delete("objects/customer/fields/grade", 422)["error"]["code"] == "shipped_field"
    assert ops.delete("objects/customer", 422)["error"]["code"] == "shipped_object"
    assert ops.patch(f"objects/customer/fields/{name}", {"type": "integer"}, 422)["error"][
        "fields"
    ].keys() == {"type"}
    assert ops.patch(f"objects/customer/fields/{name}", {"personal": True}, 422)["error"][
        "fields"
    ].keys() == {"personal"}
    ops.patch(f"objects/customer/fields/{name}", {"type": "text", "personal": False})


def test_limits_grow_and_never_shrink(ops: Api) -> None:
    name = define(ops, "customer", options={"limit": 10})["name"]
    path = f"objects/customer/fields/{name}"
    assert ops.patch(path, {"options": {"limit": 20}})["options"] == {"limit": 20}
    assert ops.patch(path, {"options": {"limit": 15}}, 422)["error"]["fields"].keys() == {"options.limit"}
    assert ops.patch(path, {"options": {"pinyin": True}}, 422)["error"]["fields"].keys() == {"options.pinyin"}
    assert ops.patch(path, {"options": {"limit": None}})["options"] == {}


def test_only_who_may_design_designs(ops: Api, rep: Api, caller: Callers, shop: str) -> None:
    for api in (rep, caller("manager", shop), caller("finance", shop)):
        refused = api.post("objects/customer/fields", said(fresh()), 403)["error"]
        assert refused["code"] == "permission_missing" and refused["facts"]["permission"] == "schema:design"
        api.post("objects", {"name": fresh(), "label": LABEL}, 403)
        api.delete("objects/customer/fields/grade", 403)
        api.get("objects/customer/fields", 403, deleted="only")
    scoped = caller("ops", shop, ["*:write"])
    scoped.post("objects/customer/fields", said(fresh()), 403)
    name = define(caller("ops", shop, ["*:write", "permission:schema:design"]), "customer")["name"]
    assert name in {each["name"] for each in rep.get("objects/customer/fields")["items"]}


def test_what_a_role_may_not_read_stays_hidden_under_a_new_name(
    ops: Api, rep: Api, inside: Any, shop: str
) -> None:
    name, new = fresh(), fresh()
    define(ops, "customer", name=name)
    with inside(shop) as work:
        work.execute(
            f"update {work.place.schema}._role set fields = "
            f"jsonb_set(fields, '{{customer,{name}}}', '\"hidden\"') where key = 'rep'"
        )
        work.execute(f"update {work.place.schema}._meta set access_version = access_version + 1")
    ops.patch(f"objects/customer/fields/{name}", {"name": new})
    seen = {each["name"] for each in rep.get("objects/customer/fields")["items"]}
    assert not seen & {name, new}
    rep.get("records/customer", 422, filter=[new, "empty", True])
    define(ops, "customer", name=name)
    assert name in {each["name"] for each in rep.get("objects/customer/fields")["items"]}


def test_a_repeated_request_answers_the_same(ops: Api) -> None:
    key, body = {"Idempotency-Key": fresh("key")}, said(fresh())
    first = ops.post("objects/customer/fields", body, 201, headers=key)
    again = ops.post("objects/customer/fields", body, 201, headers=key)
    assert first == again


def test_a_field_a_gate_asks_for_stays(ops: Api, inside: Any, shop: str) -> None:
    name = define(ops, "deal", "boolean")["name"]
    with inside(shop) as work:
        row = work.execute(f"select key, version, nodes from {work.place.schema}._process limit 1").fetchone()
        nodes = row[2]["nodes"]
        nodes[2]["requires"].append({"key": "asked", "type": "field", "field": name,
                                     "label": {"zh": "要填", "en": "Filled"}})  # fmt: skip
        work.execute(
            f"update {work.place.schema}._process set nodes = %s where key = %s and version = %s",
            [Jsonb(row[2]), row[0], row[1]],
        )
    for refused in (
        ops.delete(f"objects/deal/fields/{name}", 409),
        ops.patch(f"objects/deal/fields/{name}", {"name": fresh()}, 409),
    ):
        assert refused["error"]["code"] == "field_in_process"
    ops.patch(f"objects/deal/fields/{name}", {"label": {"zh": f"改{name}", "en": "Renamed"}})
