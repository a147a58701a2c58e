"""Views: kept, shared, met by whom they are for, and never a way to more than one may see."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb

from tests.conftest import Api, Callers
from tests.views.conftest import listed, said, save

A = ["grade", "=", "A"]


def test_a_view_is_its_owners_and_comes_back_as_it_was(boss: Api, rep: Api) -> None:
    made = save(boss, "全貌", filter=A, sort="-annual_purchase,name", frozen=2, group="grade", colour="grade",
                density="compact")  # fmt: skip
    found = listed(boss)["全貌"]
    assert found == made
    assert (found["filter"], found["sort"], found["frozen"]) == (A, "-annual_purchase,name", 2)
    assert found["columns"][0] == {"field": "name", "width": 260}
    assert found["mine"] and found["dropped"] is None and not found["is_shared"]
    assert "全貌" not in listed(rep)
    again = save(boss, "全貌", id=made["id"], version=1, kind="board", by="grade")
    assert (again["version"], again["kind"], again["by"]) == (2, "board", "grade")
    stale = boss.act("save_view", said("全貌", id=made["id"], version=1), status=409)["error"]
    assert stale["code"] == "view_changed" and stale["remedy"]
    boss.act("delete_view", {"id": made["id"]})
    assert "全貌" not in listed(boss)
    assert boss.act("delete_view", {"id": made["id"]}, status=404)["error"]["code"] == "view_missing"


def test_shared_it_appears_at_once_and_shows_nobody_more(
    boss: Api, rep: Api, shop: str, caller: Callers
) -> None:
    made = save(boss, "大家的", filter=["name", "empty", False])
    boss.act("share_view", {"id": made["id"], "shared": [{"to": "everybody"}]})
    met = listed(rep)["大家的"]
    assert met["is_shared"] and not met["mine"] and not met["may_change"] and met["shared"] is None
    through = rep.get("records/customer", filter=met["filter"], count="exact")
    assert through["count"] == rep.get("records/customer", count="exact")["count"]
    assert through["count"] < boss.get("records/customer", filter=met["filter"], count="exact")["count"]
    refused = rep.act("save_view", said("改掉", id=made["id"]), status=403)["error"]
    assert refused["code"] == "view_not_own" and refused["remedy"]
    rep.act("delete_view", {"id": made["id"]}, status=403)
    boss.act("share_view", {"id": made["id"], "shared": []})
    assert "大家的" not in listed(rep)


def test_for_a_role_and_for_a_department_with_those_below(
    boss: Api, rep: Api, ops: Api, shop: str, caller: Callers
) -> None:
    made = save(boss, "给销售")
    boss.act("share_view", {"id": made["id"], "shared": [{"to": "role", "role": "rep"}]})
    assert "给销售" in listed(rep) and "给销售" not in listed(caller("finance", shop))
    mine = rep.get("me")["department"]["id"]
    row = ops.get(f"records/department/{mine}")
    above = (row["parent"] or {"id": mine})["id"]
    for department in (mine, above):
        boss.act("share_view", {"id": made["id"], "shared": [{"to": "department", "department": department}]})
        assert "给销售" in listed(rep)
    other = next(
        each["id"]
        for each in ops.get("records/department", limit=100)["items"]
        if each["id"] not in (mine, above) and (each["parent"] or {}).get("id") not in (None, above)
    )
    boss.act("share_view", {"id": made["id"], "shared": [{"to": "department", "department": other}]})
    assert "给销售" not in listed(rep)
    for wrong in ({"to": "role", "role": "king"}, {"to": "department"}, {"to": "everybody", "role": "rep"}):
        refused = boss.act("share_view", {"id": made["id"], "shared": [wrong]}, status=422)["error"]
        assert refused["fields"].keys() == {"shared.0"}, wrong


@pytest.fixture
def blind(inside: Any, shop: str) -> Iterator[None]:
    """Legal may not read grades."""

    def rule(fields: dict[str, str]) -> None:
        with inside(shop) as work:
            table = f"{work.place.schema}._role"
            work.execute(f"update {table} set fields = %s where key = 'legal'", [Jsonb({"customer": fields})])
            work.execute(f"update {work.place.schema}._meta set access_version = access_version + 1")

    rule({"grade": "hidden"})
    yield
    rule({})


def test_what_the_reader_may_not_read_is_dropped_and_said(
    boss: Api, shop: str, caller: Callers, blind: None
) -> None:
    shown = {
        "filter": ["and", A, ["name", "contains", "冷"]],
        "sort": "grade,-name",
        "group": "grade",
        "colour": "grade",
    }
    made = save(boss, "带等级", **shown)
    boss.act("share_view", {"id": made["id"], "shared": [{"to": "everybody"}]})
    met = listed(caller("legal", shop))["带等级"]
    assert [each["field"] for each in met["columns"]] == ["name", "annual_purchase"]
    assert met["filter"] == ["name", "contains", "冷"] and met["sort"] == "-name"
    assert met["group"] is None and met["colour"] is None
    assert met["dropped"] == {"columns": 1, "filter": 1, "sort": 1, "group": 1, "colour": 1}
    assert "grade" not in str(met)
    boss.act("delete_view", {"id": made["id"]})


def test_faults_are_named_at_their_place(boss: Api) -> None:
    broken = said(
        "坏的",
        columns=[{"field": "name"}, {"field": "name"}, {"field": "nobody"}],
        filter=["nobody", "=", 1],
        sort="place",
        group="annual_purchase",
        kind="board",
    )
    refused = boss.act("save_view", broken, status=422)["error"]
    assert refused["code"] == "bad_design" and refused["remedy"]
    assert set(refused["fields"]) == {"columns.1.field", "columns.2.field", "filter", "sort", "group", "by"}
    assert boss.act("save_view", said(frozen=9), status=422)["error"]["fields"].keys() == {"frozen"}
    nameless = said() | {"name": {"zh": "", "en": "x"}}
    assert boss.act("save_view", nameless, status=422)["error"]["fields"].keys() == {"name"}


PICTURES = {
    "calendar": {"by": "next_on", "colour": "type"},
    "timeline": {"by": "occurred_at", "until": "next_on", "group": "owner"},
    "map": {"by": "place", "colour": "type"},
    "chart": {"by": "occurred_at", "step": "week", "split": "type", "chart": "line"},
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_comes_back_as_it_was_and_goes_by_what_it_can(boss: Api, kind: str) -> None:
    asked = {"object": "activity", "name": {"zh": kind, "en": kind}, "kind": kind}
    made = boss.act("save_view", asked | PICTURES[kind])["result"]["view"]
    assert {key: made[key] for key in PICTURES[kind]} == PICTURES[kind] and made["kind"] == kind
    again = boss.get("views", object="activity")["items"]
    assert made in again
    wrong = {"by": "topic" if kind != "chart" else "place", "until": "type", "split": "occurred_at",
             "measure": "type"}  # fmt: skip
    refused = boss.act("save_view", asked | wrong, status=422)["error"]
    assert set(refused["fields"]) == set(wrong) and refused["remedy"]
    assert boss.act("save_view", asked, status=422)["error"]["fields"].keys() == {"by"}
    boss.act("delete_view", {"id": made["id"]})


def test_a_renamed_field_keeps_its_place(ops: Api) -> None:
    ops.post(
        "objects/customer/fields", {"name": "x_v_old", "label": {"zh": "旧", "en": "Old"}, "type": "text"}
    )
    made = save(ops, "改名", columns=[{"field": "x_v_old"}], filter=["x_v_old", "=", "a"], sort="x_v_old")
    ops.patch("objects/customer/fields/x_v_old", {"name": "x_v_new"})
    met = listed(ops)["改名"]
    assert (met["columns"][0]["field"], met["filter"][0], met["sort"]) == ("x_v_new", "x_v_new", "x_v_new")
    ops.delete("objects/customer/fields/x_v_new")
    assert listed(ops)["改名"]["dropped"] == {"columns": 1, "filter": 1, "sort": 1}
    ops.act("delete_view", {"id": made["id"]})


def test_every_step_is_an_event_with_old_and_new(boss: Api, ops: Api, rep: Api) -> None:
    made = save(boss, "留痕")
    boss.act("share_view", {"id": made["id"], "shared": [{"to": "everybody"}]})
    boss.act("delete_view", {"id": made["id"]})
    events = [
        each for each in ops.get("events", object="customer", limit=500, order="newest")["items"]
        if each["because"] and each["because"].get("view", {}).get("id") == made["id"]
    ]  # fmt: skip
    assert [each["action"] for each in events] == [
        "design.view_deleted", "design.view_shared", "design.view_saved"
    ]  # fmt: skip
    assert events[0]["changes"]["view"][1] is None and events[2]["changes"]["view"][0] is None
    assert events[1]["changes"]["view"][1]["shared"] == [{"to": "everybody"}]


def test_ones_own_views_stand_where_one_puts_them(boss: Api, rep: Api, ops: Api) -> None:
    mark = uuid4().hex[:4]
    a, b, c = (save(boss, f"{letter}{mark}")["id"] for letter in "甲乙丙")
    shared = save(ops, f"共{mark}")["id"]
    ops.act("share_view", {"id": shared, "shared": [{"to": "everybody"}]})
    own = save(rep, f"己{mark}")["id"]
    boss.act("share_view", {"id": c, "shared": [{"to": "everybody"}]})

    def order(api: Api) -> list[str]:
        ours = (a, b, c, shared, own)
        return [each["id"] for each in api.get("views", object="customer")["items"] if each["id"] in ours]

    def put(api: Api, *ids: str) -> None:
        rest = [each["id"] for each in api.get("views", object="customer")["items"] if each["id"] not in ids]
        api.act("order_views", {"object": "customer", "ids": [*ids, *rest]})

    for wanted in ([c, a, b, shared], [shared, c, b, a], [b, shared, a, c], [a, b, c, shared]):
        put(boss, *wanted)
        assert order(boss) == wanted
    put(boss, shared, c, a, b)
    assert order(rep) == [each for each in order(rep) if each in (shared, c, own)]
    assert [each for each in order(rep) if each != own] == [shared, c]
    put(rep, own, shared, c)
    assert order(rep) == [own, shared, c] and order(boss) == [shared, c, a, b]
    put(rep, shared, own, c)
    assert order(rep)[0] == shared and order(boss) == [shared, c, a, b]
    put(rep, c, shared, own)
    assert [each for each in order(rep) if each != own] == [shared, c]
    events = [each for each in ops.get("events", object="customer", limit=500)["items"]
              if each["action"] == "design.views_ordered"]  # fmt: skip
    before, after = events[0]["changes"]["order"]
    assert sorted(before) == sorted(after) and before != after
    refused = rep.act("order_views", {"object": "customer", "ids": [a]}, status=404)["error"]
    assert refused["code"] == "view_missing" and refused["remedy"]


def test_through_other_eyes_nothing_is_kept(boss: Api, rep: Api, inside: Any, shop: str) -> None:
    for at in range(3):
        save(rep, f"顺序{at}", position=9 - at)
    order = [each["name"]["zh"] for each in rep.get("views", object="customer")["items"]]
    assert [name for name in order if name.startswith("顺序")] == ["顺序2", "顺序1", "顺序0"]
    rep.get("views", 404, object="nothing")
    rep.get("views", 422)
