"""Three hundred fields on one object: made, written, listed, sorted; one more is refused."""

from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.adding import Wanted, define_fields
from prooftrail.platform.schema.design.objects import define_object
from prooftrail.platform.work import Caller, Work
from tests.conftest import Api
from tests.design.conftest import fresh, said

LONG = "冷风机样机试用记录" * 2 + "二字"
SHORT = "恰" * 8
MADE = 300


def object_of(parts: Opened, shop: str, kind: str, count: int) -> str:
    """An object with many fields, made in one transaction as a blueprint would."""
    name = fresh("wide")

    def make(work: Work) -> None:
        label = {"zh": name, "en": name}
        define_object(work, name, label, fields=[Wanted(f"x_f{n}", label, kind) for n in range(count)])

    parts.workspaces.design(shop, Caller(reason="tests"), make)
    return name


@pytest.fixture(scope="module")
def wide(parts: Opened, shop: str) -> str:
    return object_of(parts, shop, "text", MADE)


@pytest.mark.parametrize("text", [LONG, SHORT], ids=["beside the row", "in the row"])
def test_three_hundred_filled_fields_work(ops: Api, wide: str, text: str) -> None:
    assert len(LONG) == 20
    values = {f"x_f{n}": f"{text[:-3]}{n:03}" for n in range(MADE)}
    record = ops.post(f"records/{wide}", {"name": "满满一条", **values})
    assert {key: record[key] for key in values} == values
    listed = ops.get(f"records/{wide}", sort="-x_f299,name", filter=["x_f0", "starts", text[:4]])
    assert listed["items"][0]["x_f150"] == values["x_f150"]
    changed = {f"x_f{n}": text for n in range(MADE)}
    assert ops.patch(f"records/{wide}/{record['id']}", changed)["x_f7"] == text
    bulk = [{"op": "create", "data": {"name": f"批{n}", **values}} for n in range(3)]
    assert len(ops.post(f"records/{wide}/bulk", {"mode": "all", "ops": bulk}, 200)["results"]) == 3
    grouped = {"group": ["x_f1"], "measures": {"n": ["count"]}}
    assert ops.post(f"records/{wide}/aggregate", grouped, 200)["rows"]


def test_one_more_is_refused_with_a_way_out(ops: Api, wide: str) -> None:
    refused = ops.post(f"objects/{wide}/fields", said(fresh()), 422)["error"]
    assert refused["code"] == "too_many_fields" and refused["facts"]["most"] == MADE and refused["remedy"]
    ops.delete(f"objects/{wide}/fields/x_f299")
    ops.post(f"objects/{wide}/fields", said(fresh()))
    assert ops.post(f"objects/{wide}/fields/x_f299/restore", {}, 422)["error"]["code"] == "too_many_fields"


def test_what_no_page_holds_is_refused_and_never_breaks(ops: Api, parts: Opened, shop: str) -> None:
    name = object_of(parts, shop, "place", MADE)
    here = {"lat": 29.8123456, "lng": 121.5123456, "accuracy_m": 12.5}
    values = {f"x_f{n}": here for n in range(MADE)}
    answer = ops.call("POST", f"records/{name}", {"name": "太满", **values})
    refused = answer.json()["error"] if answer.status_code == 422 else {"code": answer.status_code}
    assert refused["code"] == "record_too_large" and refused["remedy"]
    half = dict(list(values.items())[:150])
    ops.post(f"records/{name}", {"name": "半满", **half})
    said_ops = [
        {"op": "create", "data": {"name": "半", **half}},
        {"op": "create", "data": {"name": "满", **values}},
    ]
    results = ops.post(f"records/{name}/bulk", {"mode": "each", "ops": said_ops}, 200)["results"]
    assert "id" in results[0] and results[1]["error"]["code"] == "record_too_large"


def test_columns_run_out_before_postgresql_says_so(ops: Api, parts: Opened, shop: str) -> None:
    """Hidden fields keep their columns, so that they can come back."""
    name = object_of(parts, shop, "place", MADE)

    def hide_most(work: Work) -> None:
        work.execute(
            f"update {work.place.schema}._field set hidden_at = %s where object = %s and position >= 200",
            [work.now, work.schema.object(name).id],
        )
        work.execute(f"update {work.place.schema}._meta set schema_version = schema_version + 1")

    def more(count: int) -> list[Wanted]:
        label = {"zh": name, "en": name}
        return [Wanted(fresh(), label, "place") for _ in range(count)]

    parts.workspaces.design(shop, Caller(reason="tests"), hide_most)
    with pytest.raises(Refusal) as refused:
        parts.workspaces.design(
            shop, Caller(reason="tests"), lambda work: define_fields(work, name, more(98))
        )
    assert refused.value.code == "too_many_columns" and refused.value.said("zh")["remedy"]
    parts.workspaces.design(shop, Caller(reason="tests"), lambda work: define_fields(work, name, more(90)))
    assert ops.get(f"records/{name}")["items"] == []
    assert ops.post(f"records/{name}", {"name": "够宽了"})["name"] == "够宽了"


def test_objects_have_a_limit_of_the_workspace(ops: Api, inside: Any, shop: str) -> None:
    with inside(shop) as work:
        count = sum(each.custom for each in work.schema.objects.values())
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) "
            "values ('schema.most_objects', %s, %s)",
            [str(count), work.now],
        )
    refused = ops.post("objects", {"name": fresh(), "label": {"zh": "再一个", "en": "More"}}, 422)["error"]
    assert refused["code"] == "too_many_objects" and refused["facts"]["most"] == count
    with inside(shop) as work:
        work.execute(f"delete from {work.place.schema}._setting where key = 'schema.most_objects'")
