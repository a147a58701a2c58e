"""A board answered: every tile in its reader's scope, narrowed, compared, and down to the records."""

from typing import Any

from tests.boards.conftest import act, asked, board, published, tile
from tests.conftest import Api

EVERYBODY = {"to": "everybody"}
YEAR = {"last": 12, "by": "month"}


def rows(tile: dict[str, Any], metric: int = 0) -> list[dict[str, Any]]:
    return list(tile["metrics"][metric]["rows"])


def counted(api: Api, door: dict[str, Any]) -> int:
    said = {"limit": "1", "count": "exact"} | ({"filter": door["filter"]} if door["filter"] else {})
    return int(api.get(f"records/{door['object']}", **said)["count"])


def test_each_reader_has_his_own_figures_and_they_add_up_to_his_list(
    ops: Api, rep: Api, director: Api
) -> None:
    heat = tile("heat", "heat", "actions", group=["unit", "type"], period={"this": "year"})
    key = published(ops, board(heat), EVERYBODY)
    totals = []
    for reader in (rep, director):
        found = asked(reader, key)["heat"]
        sum_of = sum(int(row["value"]) for row in rows(found))
        total = found["metrics"][0]["total"]
        assert sum_of == int(total["value"]) == counted(reader, total["records"]["done"])
        assert all(int(row["value"]) == counted(reader, row["records"]["done"]) for row in rows(found)[:4])
        totals.append(sum_of)
    assert 0 < totals[0] < totals[1]
    axis = asked(director, key)["heat"]["axes"][1]
    assert axis["field"] == "type" and axis["values"]["visit"]["zh"] == "拜访"


def test_a_tile_that_is_closed_says_so_and_the_rest_answers(ops: Api, store: Api) -> None:
    key = published(
        ops, board(tile("deals", "number", "open_deals"), tile("acts", "number", "actions", x=3)), EVERYBODY
    )
    found = asked(store, key)
    closed = [each for each in found.values() if each["refusal"]]
    assert len(found) == 2 and closed
    assert all(each["refusal"]["message"] for each in closed)


def test_it_is_narrowed_by_department_person_and_field(ops: Api, director: Api) -> None:
    tiles = (
        tile("acts", "ranking", "actions", group=["owner"], period={"this": "year"}),
        tile("open", "number", "open_deals", x=3),
        tile("units", "ranking", "actions", x=6, group=["unit"], period={"this": "year"}),
    )
    key = published(ops, board(*tiles), EVERYBODY)
    everything = asked(director, key)
    first = rows(everything["acts"])[0]
    person = first["group"]["owner"]["id"]
    alone = asked(director, key, filter={"person": person})
    assert [row["value"] for row in rows(alone["acts"])] == [first["value"]]
    unit = rows(everything["units"])[0]
    within = asked(director, key, filter={"department": unit["group"]["unit"]["id"]})
    assert sum(int(row["value"]) for row in rows(within["acts"])) >= int(unit["value"])
    picked = {"object": "activity", "field": "type", "value": "visit"}
    visits = asked(director, key, filter={"fields": [picked]})
    assert visits["open"]["metrics"][0]["narrowed_not"] == ["type"]
    assert sum(int(r["value"]) for r in rows(visits["acts"])) < sum(
        int(r["value"]) for r in rows(everything["acts"])
    )
    wrong = director.post(f"boards/{key}/query", {"filter": {"nothing": 1}}, 422)["error"]
    assert wrong["code"] == "board_bad_question"
    assert director.post(
        f"boards/{key}/query", {"filter": {"department": "0" * 8 + "-0000-7000-8000-" + "0" * 12}}, 422
    )["error"]["code"] == "board_bad_filter"  # fmt: skip


def test_parts_without_records_are_there_and_each_has_what_was_before(ops: Api, director: Api) -> None:
    trend = tile("trend", "trend", "actions", period=YEAR, compare="before")
    share = tile("share", "trend", "win_rate", x=3, period=YEAR)
    key = published(ops, board(trend, share), EVERYBODY)
    found = asked(director, key)
    months = rows(found["trend"])
    assert len(months) == 12 and all(each["value"] is not None for each in months)
    assert found["trend"]["earlier"]["to"] < found["trend"]["period"]["from"]
    assert len(rows(found["share"])) == 12
    shorter = asked(director, key, period={"last": 3, "by": "week"})
    assert len(rows(shorter["trend"])) == 3
    assert [row["period"]["from"] for row in rows(shorter["trend"])] == sorted(
        row["period"]["from"] for row in rows(shorter["trend"])
    )


def test_a_preview_sees_with_a_roles_eyes(ops: Api, rep: Api) -> None:
    said = board(tile("open", "number", "open_deals"))
    own = ops.post("boards/preview", {"board": said}, 200)
    seen = ops.post("boards/preview", {"board": said, "role": "rep"}, 200)
    assert seen["as"]["label"] and own["as"] is None
    assert int(rows(seen["tiles"][0])[0]["value"]) < int(rows(own["tiles"][0])[0]["value"])
    assert (
        ops.post("boards/preview", {"board": said, "role": "ghost"}, 422)["error"]["code"] == "board_nobody"
    )
    assert rep.post("boards/preview", {"board": said, "role": "rep"}, 403)["error"]["code"]


def test_what_is_shipped_answers_with_something_on_every_tile(director: Api) -> None:
    boards = {each["key"]: each for each in director.get("boards")["items"]}
    assert {"process_health", "action_heat", "director"} <= boards.keys()
    assert boards["director"]["phone"] == 12
    for key in ("process_health", "action_heat", "dwell", "director"):
        tiles = {each["id"]: each for each in director.get(f"boards/{key}")["board"]["tiles"]}
        for id, found in asked(director, key).items():
            assert found["refusal"] is None, (key, id, found["refusal"])
            begun = "this" in tiles[id].get("period", {})
            assert begun or any(rows(found, at) for at in range(len(found["metrics"]))), (key, id)


def test_a_retired_metric_leaves_one_tile_empty(ops: Api, director: Api) -> None:
    words = {"zh": "试", "en": "Probe"}
    metric = {
        "key": "board_probe", "label": words, "description": words, "unit": "count", "object": "deal",
        "terms": [{"name": "n", "label": words, "measure": ["count"]}], "formula": "n", "direction": "more",
    }  # fmt: skip
    act(ops, "save_metric", **metric)
    key = published(
        ops, board(tile("a", "number", "board_probe"), tile("b", "number", "open_deals", x=3)), EVERYBODY
    )
    act(ops, "retire_metric", key="board_probe")
    found = asked(director, key)
    assert found["a"]["refusal"]["code"] == "unknown_metric" and found["b"]["refusal"] is None


def test_a_map_has_a_row_for_each_province_that_opens_all_of_it(ops: Api, director: Api) -> None:
    tiles = tile("map", "map", "customers", group=["region"]), tile("n", "number", "customers", x=3)
    key = published(ops, board(*tiles), EVERYBODY)
    found = asked(director, key)
    provinces = rows(found["map"])
    assert sum(int(row["value"]) for row in provinces) == int(rows(found["n"])[0]["value"])
    assert all((row["group"]["region"] or "0000").endswith("0000") for row in provinces)
    assert len({row["group"]["region"] for row in provinces}) == len(provinces) > 1
    assert all(counted(director, row["records"]["customers"]) == int(row["value"]) for row in provinces[:3])
    code = next(row["group"]["region"] for row in provinces if row["group"]["region"])
    picked = {"object": "customer", "field": "region", "value": code}
    within = asked(director, key, filter={"fields": [picked]})
    assert len(rows(within["map"])) == 1
