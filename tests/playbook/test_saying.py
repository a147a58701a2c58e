"""A visit says whom, what about and what next; an action says what was done: at every door the same."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from prooftrail.opening import Opened
from prooftrail.platform.imports.running import IMPORT
from tests.conftest import Api
from tests.playbook.conftest import attempts, log, new_deal

Refused = list[tuple[str, set[str]]]


def refusals(rep: Api, whole: dict[str, Any], faulty: dict[str, Any]) -> Refused:
    """What each door answers to an activity with a fault: its code and fields."""
    there = rep.post("records/activity", whole)["id"]
    changed = {name: faulty.get(name) for name in whole if whole[name] != faulty.get(name)}
    ops = [{"op": "create", "data": faulty}, {"op": "update", "id": there, "data": changed}]
    bulk = rep.post("records/activity/bulk", {"mode": "each", "ops": ops}, 200)["results"]
    told = [
        rep.act("log_activity", {key: value for key, value in faulty.items() if value}, status=422),
        rep.post("records/activity", faulty, 422),
        rep.patch(f"records/activity/{there}", changed, 422),
        *bulk,
    ]
    return [(each["error"]["code"], set(each["error"]["fields"])) for each in told]


@pytest.mark.parametrize("type", ["visit", "survey", "demo"])
@pytest.mark.parametrize("part", ["customer", "topic", "next_step"])
def test_a_visit_without_one_of_its_parts(rep: Api, customer: str, type: str, part: str) -> None:
    whole = {"type": type, "customer": customer, "topic": "冷库选型", "next_step": "出方案"}
    found = refusals(rep, whole, {**whole, part: None})
    assert found == [("visit_incomplete", {part})] * 5


def test_a_call_that_becomes_a_visit_needs_its_parts(rep: Api, customer: str) -> None:
    made = rep.post("records/activity", {"type": "call", "customer": customer})["id"]
    error = rep.patch(f"records/activity/{made}", {"type": "visit"}, 422)["error"]
    assert error["code"] == "visit_incomplete" and error["fields"].keys() == {"topic", "next_step"}
    assert error["message"] == "「拜访」还要写清主题、下一步"
    assert attempts(rep, made) == ["visit_incomplete"]
    assert rep.patch(f"records/activity/{made}", {"objection": "太贵"})["objection"] == "太贵"


@pytest.mark.parametrize("type", ["客户跟进", "跟进", "follow-up", " Follow Up "])
def test_a_vague_type_is_refused_by_its_name(rep: Api, customer: str, type: str) -> None:
    whole = {"type": "call", "customer": customer, "topic": "冷库选型"}
    assert refusals(rep, whole, {**whole, "type": type}) == [("vague_action", {"type"})] * 5


def test_a_vague_topic_is_refused_and_the_remedy_names_the_actions(rep: Api, customer: str) -> None:
    whole = {"type": "call", "customer": customer, "topic": "冷库选型"}
    assert refusals(rep, whole, {**whole, "topic": "跟进，客户跟进"}) == [("vague_action", {"topic"})] * 5
    error = log(rep, "call", customer, 422, topic="跟进")
    assert "首次接触" in error["remedy"] and "现场勘测" in error["remedy"]
    assert set(attempts(rep, customer)) == {"vague_action"}
    assert log(rep, "call", customer, topic="跟进付款条件")


def test_any_other_type_is_none_of_the_list(rep: Api, customer: str) -> None:
    refused = rep.post("records/activity", {"type": "喝茶", "customer": customer}, 422)["error"]
    assert refused["code"] == "invalid_fields" and refused["fields"].keys() == {"type"}


ROWS = """类型,客户,主题,下一步
拜访,{c},冷库选型,出方案
拜访,{c},,出方案
客户跟进,{c},选型,出方案
电话沟通,{c},跟进,
"""
COLUMNS = {
    "类型": {"field": "type"}, "客户": {"field": "customer"}, "主题": {"field": "topic"},
    "下一步": {"field": "next_step"},
}  # fmt: skip


def bring(parts: Opened, api: Api, workspace: str, content: str, mapping: dict[str, Any]) -> dict[str, Any]:
    """Hand a file of activities in and work it off."""
    said = {"object": "activity", "mapping": json.dumps(mapping)}
    answer = api.client.post(
        "/api/v1/imports", data=said, files={"file": ("rows.csv", content.encode())},
        headers={"Authorization": f"Bearer {api.key}"},
    )  # fmt: skip
    assert answer.status_code == 202, answer.text
    place = parts.workspaces.directory.find(workspace)
    while not IMPORT.run(parts.ground, place, UUID(answer.json()["id"]), lambda: False):
        pass
    return dict(api.get(f"imports/{answer.json()['id']}"))


def test_an_import_is_refused_the_same_and_locked_from_the_start(
    parts: Opened, rep: Api, ops: Api, shop: str, customer: str
) -> None:
    name = rep.get(f"records/customer/{customer}")["name"]
    mapping = {"columns": COLUMNS | {"客户": {"field": "customer", "by": "name"}}}
    told = bring(parts, ops, shop, ROWS.format(c=name), mapping)
    assert (told["state"], told["created"], told["rejected"]) == ("done", 1, 3), told
    [made] = rep.get("records/activity", filter=["customer", "=", customer])["items"]
    assert made["type"] == "visit" and made["late"] is False and made["origin"] == "imported"
    refused = ops.patch(f"records/activity/{made['id']}", {"topic": "改"}, 409)["error"]
    assert refused["code"] == "entry_locked" and refused["facts"]["locked_at"] is None
    text = ops.call("GET", f"imports/{told['id']}/rejected").text
    assert "没说做了什么" in text and "首次接触" not in made["topic"]


def test_history_comes_as_it_was_but_for_vague_types(
    parts: Opened, rep: Api, ops: Api, shop: str, customer: str
) -> None:
    name = rep.get(f"records/customer/{customer}")["name"]
    mapping = {"columns": COLUMNS | {"客户": {"field": "customer", "by": "name"}}, "history": True}
    told = bring(parts, ops, shop, ROWS.format(c=name), mapping)
    assert (told["created"], told["rejected"]) == (3, 1), told


def test_which_parts_an_action_needs_is_a_setting(
    rep: Api, customer: str, inside: Callable[..., Any], shop: str
) -> None:
    asks = {"negotiation": {"asks": ["deal", "objection"], "evidence": ["recording"], "script": None}}
    with inside(shop) as work:
        kept = {**work.settings.value("playbook.actions"), **asks}
        row = "insert into {}._setting (key, value, since) values ('playbook.actions', %s, '1900-01-01')"
        work.execute(row.format(work.place.schema), [Jsonb(kept)])
    try:
        error = log(rep, "negotiation", customer, 422)
        assert error["fields"].keys() == {"deal", "objection"}
        log(rep, "negotiation", customer, deal=new_deal(rep, customer), objection="太贵")
        shown = {each["key"]: each for each in rep.get("playbook")["items"]}
        assert shown["negotiation"]["asks"] == ["deal", "objection"]
    finally:
        with inside(shop) as work:
            work.execute(f"delete from {work.place.schema}._setting where key = 'playbook.actions'")


def test_the_library_says_what_each_action_needs(rep: Api) -> None:
    shown = {each["key"]: each for each in rep.get("playbook")["items"]}
    assert list(shown)[:2] == ["visit", "first_contact"]
    assert shown["survey"]["asks"] == ["customer", "topic", "next_step"]
    assert shown["survey"]["evidence"][0] == {
        "key": "site_photo", "label": {"zh": "现场照片", "en": "Site photo"},
    }  # fmt: skip
    assert all(each["script"]["zh"] and each["script"]["en"] for each in shown.values())
