"""Boards kept: drafts, versions, whom they are for, what is refused, and undoing it."""

from typing import Any

from tests.boards.conftest import act, board, published, tile
from tests.conftest import Api

ONE = tile("open", "number", "open_deals")


def keys(api: Api) -> list[str]:
    return [each["key"] for each in api.get("boards")["items"]]


def undone(ops: Api, action: str, key: str) -> None:
    """Take back the newest entry of a kind about a board."""
    items = ops.get("design/history", limit="50")["items"]
    entry = next(each for each in items if each["action"] == action)
    assert entry["can_undo"]
    ops.post("actions/undo_design", {"input": {"event": entry["id"]}}, 200)


def test_a_draft_is_its_makers_until_it_is_published_and_shared(rep: Api, ops: Api, store: Api) -> None:
    said = board(ONE)
    kept = act(rep, "save_board", board=said)["board"]
    assert (kept["version"], kept["revision"], kept["published"]) == (0, 1, False)
    assert rep.post(f"boards/{said['key']}/query", {}, 404)["error"]["code"] == "board_missing"
    assert said["key"] not in keys(store) and said["key"] in keys(ops)
    act(rep, "publish_board", key=said["key"])
    assert said["key"] not in keys(store)
    me = store.get("me")["id"]
    act(rep, "share_board", key=said["key"], shared=[{"to": "person", "person": me}])
    assert said["key"] in keys(store)
    seen = store.get(f"boards/{said['key']}")
    assert seen["shared"] is None and seen["draft"] is None and not seen["may_change"]
    refused = act(store, "save_board", 403, board=said)
    assert refused["code"] == "board_not_own"
    refused = act(rep, "share_board", 403, key=said["key"], shared=[{"to": "everybody"}])
    assert refused["code"] == "permission_missing"


def test_it_is_shared_with_roles_and_departments_with_all_below(ops: Api, rep: Api, store: Api) -> None:
    key = published(ops, board(ONE), {"to": "role", "role": "rep"})
    assert key in keys(rep) and key not in keys(store)
    mine = rep.get("me")["department"]["id"]
    above = ops.get("records/department", limit="200")["items"]
    parents = {each["id"]: (each.get("parent") or {}).get("id") for each in above}
    top = parents.get(mine) or mine
    act(ops, "share_board", key=key, shared=[{"to": "department", "department": top}])
    assert key in keys(rep)
    refused = act(ops, "share_board", 422, key=key, shared=[{"to": "role", "role": "nobody"}])
    assert refused["fields"]["shared.0"]


def test_states_are_versions_and_undone_in_the_history(ops: Api, rep: Api) -> None:
    said = board(ONE)
    key = published(ops, said, {"to": "everybody"})
    act(ops, "save_board", board={**said, "label": {"zh": "改", "en": "Changed"}}, revision=1)
    assert rep.get(f"boards/{key}")["label"]["en"] == "Probe"
    assert act(ops, "save_board", 409, board=said, revision=1)["code"] == "board_changed"
    act(ops, "publish_board", key=key)
    assert rep.get(f"boards/{key}")["label"]["en"] == "Changed"
    undone(ops, "schema.board_published", key)
    shown = ops.get(f"boards/{key}")
    assert shown["label"]["en"] == "Probe" and [each["version"] for each in shown["versions"]] == [3, 2, 1]
    act(ops, "retire_board", key=key)
    assert key not in keys(rep)
    undone(ops, "schema.board_retired", key)
    assert key in keys(rep)
    act(ops, "share_board", key=key, shared=[])
    assert key not in keys(rep)
    undone(ops, "schema.board_shared", key)
    assert key in keys(rep)


def test_a_draft_is_thrown_away(rep: Api) -> None:
    said = board(ONE)
    act(rep, "save_board", board=said)
    act(rep, "discard_board_draft", key=said["key"])
    assert said["key"] not in keys(rep)
    assert act(rep, "discard_board_draft", 404, key=said["key"])["code"] == "board_missing"


def refused_at(api: Api, said: dict[str, Any]) -> dict[str, str]:
    return dict(act(api, "save_board", 422, board=said)["fields"])


def test_each_fault_is_named_at_its_place(ops: Api) -> None:
    faults = refused_at(ops, board(
        tile("a", "number", "nothing_such"),
        tile("a", "trend", "actions", x=3),
        tile("c", "heat", "actions", x=6, group=["owner"]),
        tile("d", "bars", "actions", x=10, group=["nothing"]),
        tile("e", "map", "actions", y=2, group=["owner"]),
        tile("f", "number", "open_deals", y=4, period={"this": "month"}),
        tile("g", "number", "actions", y=6, compare="year"),
        tile("h", "ranking", "actions", y=6, group=["owner"], filter=["nothing", "=", 1]),
        tile("i", "bars", ["actions", "won_amount"], y=8, period={"last": 3, "by": "month"}),
        tile("j", "number", "actions", y=10, period={"last": 3}),
        phone=["a", "zz"], filters=["strange"],
    ))  # fmt: skip
    assert faults.keys() == {
        "tiles.0.metric", "tiles.1.id", "tiles.1.period", "tiles.2.group", "tiles.3.w", "tiles.3.group.0",
        "tiles.4.group.0", "tiles.5.period", "tiles.6.compare", "tiles.7.x", "tiles.7.filter",
        "tiles.8.metric", "tiles.9.period", "phone.1", "filters.0",
    }  # fmt: skip
    assert faults["tiles.0.metric"].startswith("没有「nothing_such」这个指标")
    assert faults["tiles.3.group.0"].startswith("「actions」不能按「nothing」分组")
    assert not any(text.startswith(("board_", "unknown_")) for text in faults.values())
