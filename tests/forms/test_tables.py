"""Tables in a form: what belongs to the record, placed by a designer and told to who may see it."""

from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Api
from tests.forms.conftest import layout, publish, section


def said(name: str, type: str, **options: Any) -> dict[str, Any]:
    return {"name": name, "label": {"zh": name, "en": name}, "type": type, "options": options}


@pytest.fixture
def order(ops: Api) -> tuple[str, str]:
    """An object, and one whose records are its lines."""
    mark = uuid4().hex[:8]
    head, line = f"x_order{mark}", f"x_line{mark}"
    ops.post("objects", {"name": head, "label": {"zh": "样品单", "en": "Order"}, "fields": []})
    fields = [said("x_order", "reference", object=head, on_delete="own"), said("x_count", "integer"),
              said("x_note", "text")]  # fmt: skip
    ops.post("objects", {"name": line, "label": {"zh": "样品行", "en": "Line"}, "fields": fields})
    return head, line


def items(form: dict[str, Any]) -> list[dict[str, Any]]:
    return list(form["layout"]["tabs"][0]["sections"][0]["items"])


def test_a_table_is_told_by_name_and_keeps_its_place_through_renames(
    ops: Api, order: tuple[str, str]
) -> None:
    head, line = order
    table = {"table": f"{line}.x_order", "columns": ["x_count", "name"], "visible": ["name", "=", "样"]}
    publish(ops, head, layout(section("明细", "name", table)))
    assert items(ops.get("forms", object=head, device="pocket"))[1] == table
    ops.patch(f"objects/{line}/fields/x_count", {"name": "x_pieces"})
    assert items(ops.get("forms", object=head))[1]["columns"] == ["x_pieces", "name"]
    ops.delete(f"objects/{line}/fields/x_pieces")
    assert items(ops.get("forms", object=head))[1]["columns"] == ["name"]
    ops.delete(f"objects/{line}")
    assert [each.get("field") for each in items(ops.get("forms", object=head))] == ["name"]


def test_who_may_not_see_the_rows_is_told_of_no_table(ops: Api, rep: Api, order: tuple[str, str]) -> None:
    head, line = order
    publish(ops, head, layout(section("明细", "name", {"table": f"{line}.x_order"})))
    shown = {each["name"]: each for each in rep.get("objects")["items"]}
    told = items(rep.get("forms", object=head)) if head in shown else []
    assert [each for each in told if "table" in each] == (
        [{"table": f"{line}.x_order"}] if line in shown else []
    )
    assert {"table": f"{line}.x_order"} in items(ops.get("forms", object=head))


@pytest.mark.parametrize(
    ("table", "place", "word"),
    [
        ({"table": "x_nothing.x_order"}, "table", "x_nothing.x_order"),
        ({"table": "{line}.x_note"}, "table", "可用的有：{line}.x_order"),
        ({"table": "customer.owner"}, "table", "customer.owner"),
        ({"table": "{line}.x_order", "columns": ["x_nothing"]}, "columns.0", "x_nothing"),
        ({"table": "{line}.x_order", "columns": ["x_note", "x_note"]}, "columns.1", "x_note"),
        ({"table": "{line}.x_order", "columns": ["x_order"]}, "columns.0", "x_order"),
        ({"table": "{line}.x_order", "required": True}, "required", "只能设什么时候显示"),
        ({}, "field", ""),
    ],
)
def test_what_is_no_table_is_refused_at_its_place(
    ops: Api, order: tuple[str, str], table: dict[str, Any], place: str, word: str
) -> None:
    head, line = order
    named = {key: value.format(line=line) if key == "table" else value for key, value in table.items()}
    given = {"object": head, "layout": layout(section("明细", "name", named))}
    error = ops.act("save_form_draft", given, status=422)["error"]
    assert error["code"] == "bad_design" and error["remedy"]
    at = f"tabs.0.sections.0.items.1.{place}"
    assert list(error["fields"]) == [at] and word.format(line=line) in error["fields"][at]


def test_a_table_stands_in_a_form_once(ops: Api, order: tuple[str, str]) -> None:
    head, line = order
    table = {"table": f"{line}.x_order"}
    given = {"object": head, "layout": layout(section("明细", table, dict(table)))}
    error = ops.act("save_form_draft", given, status=422)["error"]
    assert list(error["fields"]) == ["tabs.0.sections.0.items.1.table"]


def test_a_form_with_a_table_still_asks_at_the_door(ops: Api, order: tuple[str, str]) -> None:
    head, line = order
    note = said("x_why", "text")
    ops.post(f"objects/{head}/fields", note)
    publish(ops, head, layout(section("明细", "name", {"field": "x_why", "required": True},
                                      {"table": f"{line}.x_order"})))  # fmt: skip
    assert ops.post(f"records/{head}", {"name": "一"}, 422)["error"]["code"] == "form_unfilled"
    made = ops.post(f"records/{head}", {"name": "一", "x_why": "送样"})
    row = ops.post(f"records/{line}", {"name": "行", "x_order": made["id"], "x_count": 2})
    assert row["x_order"]["id"] == made["id"]
