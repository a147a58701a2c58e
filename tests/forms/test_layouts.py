"""Layouts: generated, drafted, previewed, published, thrown away, and who meets which."""

from typing import Any

from psycopg.types.json import Jsonb

from tests.conftest import Api, Callers
from tests.forms.conftest import fields_of, label, layout, publish, section

A = ["grade", "=", "A"]


def test_generated_places_every_field_the_reader_may_read(rep: Api) -> None:
    form = rep.get("forms", object="contact")
    shape = next(each for each in rep.get("objects")["items"] if each["name"] == "contact")
    expected = {each["name"] for each in shape["fields"]} - {"id", "version"}
    placed = [name for each in fields_of(form) for name in each]
    assert set(placed) == expected and len(placed) == len(expected)
    assert form["source"] is None


def test_a_draft_is_met_by_nobody_until_it_is_published(ops: Api, rep: Api) -> None:
    said = layout(section("要紧", "phone", "grade", columns=1))
    before = rep.get("forms", object="product")
    draft = ops.act("save_form_draft", {"object": "product", "layout": layout(section("要紧", "name"))})
    assert draft["result"]["draft"]["revision"] == 1
    assert rep.get("forms", object="product") == before
    stale = ops.act(
        "save_form_draft",
        {"object": "product", "layout": layout(section("别的", "name")), "revision": 0},
        status=409,
    )["error"]
    assert stale["code"] == "form_changed" and "revision" in stale["fields"]
    seen = ops.get("forms", object="product", role="rep", draft="yes")
    assert fields_of(seen)[0] == ["name"]
    ops.act("publish_form", {"object": "product"})
    met = rep.get("forms", object="product")
    assert met["source"] == {"device": None, "role": None, "version": 1}
    assert fields_of(met)[0] == ["name"]
    assert met["layout"]["tabs"][0]["sections"][-1]["label"]["zh"] == "其他"
    assert ops.act("publish_form", {"object": "product"}, status=409)["error"]["code"] == "no_form_draft"
    ops.act("save_form_draft", {"object": "product", "layout": layout(section("又", "name"))})
    ops.act("discard_form_draft", {"object": "product"})
    publish(ops, "product", None)
    assert rep.get("forms", object="product")["source"] is None
    assert said["tabs"]


def test_every_step_is_in_the_history_with_old_and_new(ops: Api) -> None:
    publish(ops, "department", layout(section("一", "name")))
    publish(ops, "department", layout(section("二", "name")))
    events = ops.get("events", object="department", limit=500, order="newest")["items"]
    told = [each for each in events if each["action"] == "schema.form_published"]
    old, new = told[0]["changes"]["layout"]
    assert old["tabs"][0]["sections"][0]["label"]["zh"] == "一"
    assert new["tabs"][0]["sections"][0]["label"]["zh"] == "二"
    assert told[0]["because"]["form"]["version"] == 2
    publish(ops, "department", None)


def test_a_layout_for_a_role_comes_before_one_for_a_device(ops: Api, rep: Api) -> None:
    publish(ops, "contact", layout(section("大家", "name")))
    publish(ops, "contact", layout(section("手机", "phone")), device="pocket")
    assert fields_of(rep.get("forms", object="contact"))[0] == ["name"]
    assert fields_of(rep.get("forms", object="contact", device="pocket"))[0] == ["phone"]
    publish(ops, "contact", layout(section("销售", "title")), role="rep")
    assert fields_of(rep.get("forms", object="contact", device="pocket"))[0] == ["title"]
    assert fields_of(ops.get("forms", object="contact"))[0] == ["name"]
    assert fields_of(ops.get("forms", object="contact", role="rep"))[0] == ["title"]
    designs = ops.get("forms/designs", object="contact")
    assert {(each["device"], each["role"]) for each in designs["items"]} == {
        (None, None),
        ("pocket", None),
        (None, "rep"),
    }
    assert "rep" in [each["key"] for each in designs["roles"]]
    for place in ({}, {"device": "pocket"}, {"role": "rep"}):
        publish(ops, "contact", None, **place)


def test_faults_are_named_at_their_place(ops: Api) -> None:
    broken = layout(
        section("甲", "name", "name", {"field": "nobody"}, visible=["grade", "~", "A"]),
        section("乙", {"field": "created_at", "required": True}),
        section("丙", {"field": "grade", "default": {"value": "Z"}}),
    )
    refused = ops.act("save_form_draft", {"object": "customer", "layout": broken}, status=422)["error"]
    assert refused["code"] == "bad_design" and refused["remedy"]
    assert set(refused["fields"]) == {
        "tabs.0.sections.0.items.1.field",
        "tabs.0.sections.0.items.2.field",
        "tabs.0.sections.0.visible",
        "tabs.0.sections.1.items.0.required",
        "tabs.0.sections.2.items.0.default.value",
    }
    refused = ops.act("save_form_draft", {"object": "customer", "layout": {"tabs": []}}, status=422)["error"]
    assert refused["fields"].keys() == {"tabs"}
    many = {"tabs": [{"label": label("x"), "sections": []}] * 13}
    refused = ops.act("save_form_draft", {"object": "customer", "layout": many}, status=422)["error"]
    assert "12" in refused["fields"]["tabs"]
    refused = ops.act("save_form_draft", {"object": "customer", "layout": None, "role": "king"}, status=422)[
        "error"
    ]
    assert refused["fields"].keys() == {"role"}


def test_only_designers_design(rep: Api) -> None:
    said = {"object": "customer", "layout": layout(section("甲", "name"))}
    assert rep.act("save_form_draft", said, status=403)["error"]["code"] == "permission_missing"
    rep.get("forms/designs", 403, object="customer")
    rep.get("forms", 403, object="customer", role="rep")


def test_who_may_not_read_a_field_meets_neither_it_nor_its_conditions(
    ops: Api, shop: str, caller: Callers, inside: Any
) -> None:
    said = layout(
        section("资料", "name", {"field": "phone", "required": ["industry", "=", "cold"]}),
        section("秘密", "industry", visible=A),
        section("看得见", "code", visible=["industry", "empty", False]),
    )
    publish(ops, "customer", said)
    with inside(shop) as work:
        row = work.execute(f"select fields from {work.place.schema}._role where key = 'presales'").fetchone()
        fields = {**row[0], "customer": {**row[0].get("customer", {}), "industry": "hidden"}}
        work.execute(
            f"update {work.place.schema}._role set fields = %s where key = 'presales'", [Jsonb(fields)]
        )
        work.execute(f"update {work.place.schema}._meta set access_version = access_version + 1")
    for form in (
        caller("presales", shop).get("forms", object="customer"),
        ops.get("forms", object="customer", role="presales"),
    ):
        assert "industry" not in str(form)
        sections = form["layout"]["tabs"][0]["sections"]
        assert [each["label"]["zh"] for each in sections[:2]] == ["资料", "看得见"]
        assert "visible" not in sections[1]
    publish(ops, "customer", None)


def test_a_renamed_field_keeps_its_place_and_a_used_one_stays(ops: Api) -> None:
    body = {"name": "x_form_note", "label": {"zh": "备注", "en": "Note"}, "type": "text"}
    ops.post("objects/customer/fields", body)
    said = layout(
        section("资料", "name", "x_form_note"),
        section("更多", "code", visible=["x_form_note", "empty", False]),
    )
    publish(ops, "customer", said)
    ops.patch("objects/customer/fields/x_form_note", {"name": "x_form_word"})
    form = ops.get("forms", object="customer")
    assert fields_of(form)[0] == ["name", "x_form_word"]
    assert form["layout"]["tabs"][0]["sections"][1]["visible"] == ["x_form_word", "empty", False]
    refused = ops.delete("objects/customer/fields/x_form_word", 409)["error"]
    assert refused["code"] == "field_in_form" and refused["remedy"]
    publish(ops, "customer", layout(section("资料", "name", "x_form_word")))
    ops.delete("objects/customer/fields/x_form_word")
    assert fields_of(ops.get("forms", object="customer"))[0] == ["name"]
    publish(ops, "customer", None)


def test_a_publication_is_taken_back_from_the_history(ops: Api) -> None:
    publish(ops, "activity", layout(section("一", "topic")))
    publish(ops, "activity", layout(section("二", "topic")))
    second, first = (
        each for each in ops.get("design/history", object="activity", limit=20)["items"]
        if each["action"] == "schema.form_published"
    )  # fmt: skip
    assert ops.act("undo_design", {"event": first["id"]}, status=409)["error"]["code"] == "form_moved_on"
    ops.act("undo_design", {"event": second["id"]})
    shown = ops.get("forms", object="activity")
    assert shown["source"]["version"] == 3
    assert shown["layout"]["tabs"][0]["sections"][0]["label"]["zh"] == "一"
    publish(ops, "activity", None)
