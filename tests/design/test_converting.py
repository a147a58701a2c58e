"""A field becomes another type: tried first, copied beside the work, switched, proven, undone."""

from collections.abc import Callable
from typing import Any

import pytest

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.schema.design import switching
from prooftrail.platform.work import Caller
from tests.conftest import Api
from tests.design.conftest import fresh, said
from tests.design.test_undo import newest, undo

Turn = Callable[[], None]


@pytest.fixture
def turn(parts: Opened, place: Place) -> Turn:
    """A worker's turn: every conversion that is due."""
    return lambda: switching.convert_due(parts.workspaces, place)


def holding(api: Api, values: list[Any], kind: str = "text", **more: Any) -> tuple[str, list[str]]:
    """An object with one field `x_v`, and a record for each value."""
    name = fresh("cast")
    fields = [said("x_v", kind, **more)]
    api.post("objects", {"name": name, "label": {"zh": name, "en": name}, "fields": fields})
    ids = [api.post(f"records/{name}", {"name": f"第{n}条", "x_v": v})["id"] for n, v in enumerate(values)]
    return name, ids


def convert(api: Api, name: str, type: str, status: int = 202, **more: Any) -> Any:
    return api.post(f"objects/{name}/fields/x_v/convert", {"type": type, **more}, status)


def held(api: Api, name: str) -> list[Any]:
    return [each["x_v"] for each in api.get(f"records/{name}", sort="name", limit=100)["items"]]


def test_it_is_tried_first_and_names_what_does_not_convert(ops: Api, rep: Api) -> None:
    name, ids = holding(ops, ["1,200.5", "约三百", None, "7"])
    tried = convert(ops, name, "decimal", 200, dry_run=True)
    assert (tried["rows"], tried["converts"], tried["fails"]) == (3, 2, 1)
    (example,) = tried["examples"]
    assert (example["record"], example["value"], example["code"]) == (ids[1], "约三百", "not_number")
    assert "数字" in example["reason"]
    assert ops.get(f"objects/{name}/fields/x_v")["type"] == "text"
    convert(rep, name, "decimal", 403, dry_run=True)


def test_values_rights_and_history_go_with_it(ops: Api, turn: Turn, parts: Opened, shop: str) -> None:
    name, ids = holding(ops, ["1,200.5", "约三百", None, "7"], required=False)
    assert convert(ops, name, "decimal", leave_blank=True, options={"places": 2})["type"] == "text"
    shown = ops.get(f"objects/{name}/fields")["items"]
    assert next(each for each in shown if each["name"] == "x_v")["conversion"]["state"] == "copying"
    assert convert(ops, name, "integer", 409)["error"]["code"] == "conversion_under_way"
    ops.patch(f"records/{name}/{ids[3]}", {"x_v": "8"})
    turn()
    assert ops.get(f"objects/{name}/fields/x_v")["type"] == "decimal"
    assert held(ops, name) == ["1200.5", None, None, "8"]
    assert ops.get(f"records/{name}", filter=["x_v", ">", 100], count="exact")["count"] == 1
    event = newest(ops, name)
    assert event["action"] == "schema.field_converted" and event["changes"]["type"] == ["text", "decimal"]
    ops.patch(f"records/{name}/{ids[1]}", {"x_v": "300"})
    assert dict(verify(parts, shop).counts) == {}
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        field = work.schema.object(name).field("x_v")
        table = f"{work.place.schema}.{work.schema.object(name).table.name}"
        work.execute(f"update {table} set {field.column} = 9 where id = %s", [ids[0]])
    assert dict(verify(parts, shop).counts) == {"row_changed": 1}
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        work.execute(f"update {table} set {field.column} = 1200.5 where id = %s", [ids[0]])
    told = [each["changes"].get("x_v") for each in ops.get("events", record=ids[3])["items"]]
    assert told == [[None, "7"], ["7", "8"]]
    undo(ops, event["id"])
    assert held(ops, name) == ["1,200.5", "300", None, "8"]
    assert dict(verify(parts, shop).counts) == {}
    undo(ops, newest(ops, name)["id"])
    assert held(ops, name) == ["1200.5", "300", None, "8"]
    assert dict(verify(parts, shop).counts) == {}


def test_one_that_does_not_convert_stops_it_where_that_was_not_wished(ops: Api, turn: Turn) -> None:
    name, ids = holding(ops, ["12", "十二"])
    convert(ops, name, "integer")
    turn()
    field = next(each for each in ops.get(f"objects/{name}/fields")["items"] if each["name"] == "x_v")
    assert field["type"] == "text" and field["conversion"]["state"] == "stopped"
    assert field["conversion"]["failure"]["record"] == ids[1]
    assert held(ops, name) == ["12", "十二"]
    ops.patch(f"records/{name}/{ids[1]}", {"x_v": "13"})
    convert(ops, name, "integer")
    turn()
    assert held(ops, name) == [12, 13]


def test_what_is_under_way_can_be_stopped_from_the_history(ops: Api, turn: Turn) -> None:
    name, _ = holding(ops, ["12"])
    convert(ops, name, "integer")
    undo(ops, newest(ops, name)["id"])
    turn()
    assert ops.get(f"objects/{name}/fields/x_v")["type"] == "text"


def test_choices_and_dates_and_unique_values(ops: Api, turn: Turn, build: Turn) -> None:
    choices = [{"key": "a", "label": {"zh": "甲", "en": "A"}}, {"key": "b", "label": {"zh": "乙", "en": "B"}}]
    name, _ = holding(ops, ["甲", "b"])
    convert(ops, name, "choice", options={"choices": choices})
    turn()
    assert held(ops, name) == ["a", "b"]
    convert(ops, name, "text")
    turn()
    assert held(ops, name) == ["甲", "乙"]
    other, _ = holding(ops, ["2026/3/1", "2026年3月2日"], unique=True)
    convert(ops, other, "date")
    turn()
    build()
    shown = ops.get(f"objects/{other}/fields/x_v")
    assert shown["unique"] and shown["state"] == "live" and held(ops, other) == ["2026-03-01", "2026-03-02"]


def test_what_cannot_be_carried_over_is_refused(ops: Api) -> None:
    name, _ = holding(ops, [])
    for type in ("text", "photo", "auto_number", "place"):
        refused = convert(
            ops, name, type, 422, **({"options": {"pattern": "{1}"}} if type == "auto_number" else {})
        )
        assert refused["error"]["code"] == "cannot_convert" and refused["error"]["remedy"]
    assert list(convert(ops, name, "choice", 422)["error"]["fields"]) == ["options.choices"]
