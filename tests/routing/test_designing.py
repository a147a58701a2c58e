"""Rules as drafts and versions: faults at their places, a try, a replay, putting them in force."""

from collections.abc import Iterator

import pytest

from tests.conftest import Api
from tests.routing.conftest import Inside, Turn, clear, fewer, lead, published, record, rule, team

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def no_draft(ops: Api) -> Iterator[None]:
    yield
    if ops.act("show_distribution", {"about": "lead"})["result"]["draft"]:
        ops.act("discard_distribution", {"about": "lead"})


def test_every_fault_is_named_at_its_place(ops: Api) -> None:
    said = {"about": "lead", "rules": [
        rule("ok", record(["source", "=", "web"])),
        rule("Bad key", record(["nowhere", "=", "x"]), fewer(5), {"about": "load"}, {"about": "team"}),
        rule("ok", record(["estimated_purchase", ">=", "a lot"]), team(NOBODY)),
    ]}  # fmt: skip
    error = ops.act("save_distribution", {"rules": said}, status=422)["error"]
    assert error["code"] == "bad_distribution" and set(error["fields"]) == {
        "rules.1.key", "rules.1.layers.0.filter", "rules.1.layers.2.below", "rules.1.layers.3.departments",
        "rules.2.key", "rules.2.layers.0.filter", "rules.2.layers.1.people",
    }  # fmt: skip


def test_a_draft_gives_nothing_out_and_two_writers_meet(
    ops: Api, rep: Api, people: dict[str, str], turn: Turn, inside: Inside, shop: str
) -> None:
    clear(inside, shop)
    before = published(ops, rule("mine", team(people["rep"])))["live"]["number"]
    said = {"about": "lead", "rules": [rule("other", team(people["rep2"]))], "pool": None}
    shown = ops.act("save_distribution", {"rules": said, "version": 0})["result"]
    assert ops.act("save_distribution", {"rules": said, "version": 0}, status=409)["error"]["code"] == (
        "distribution_changed"
    )
    one = lead(ops)
    turn()
    assert ops.get(f"records/lead/{one}")["owner"]["id"] == people["rep"]
    for verb in ("save_distribution", "publish_distribution", "show_distribution"):
        rep.act(verb, {"rules": said} if verb.startswith("save") else {"about": "lead"}, status=403)
    live = ops.act("publish_distribution", {"about": "lead"})["result"]
    assert (live["live"]["number"], live["draft"]) == (before + 1, None) and shown["draft"][
        "number"
    ] == before + 1
    two = lead(ops)
    turn()
    assert ops.get(f"records/lead/{two}")["owner"]["id"] == people["rep2"]
    assert [each["state"] for each in live["versions"]][:2] == ["live", "past"]
    id = live["live"]["id"]
    assert ops.act("retire_distribution", {"about": "lead"})["result"]["live"] is None
    three = lead(ops)
    turn()
    assert ops.get(f"records/lead/{three}")["routing"] == "waiting"
    ops.act("retire_distribution", {"about": "lead"}, status=409)
    assert ops.patch(f"records/distribution/{id}", {}, 403)["error"]["code"] == "distribution_by_designer"


def test_a_try_says_who_and_why_and_writes_nothing(
    ops: Api, people: dict[str, str], inside: Inside, shop: str
) -> None:
    clear(inside, shop)
    one = lead(ops)
    said = {"about": "lead", "rules": [rule("mine", record(["source", "=", "web"]), team(people["rep2"]))]}
    found = ops.act("try_distribution", {"about": "lead", "rules": said}, one)["result"]["decision"]
    assert (found["who"], found["rule"], found["sieve"][-1]) == (people["rep2"], "mine", 1)
    assert ops.get(f"records/lead/{one}")["owner"] is None
    assert not ops.get("records/assignment", filter=["lead", "=", one])["items"]


def test_a_replay_sets_both_beside_each_other(
    ops: Api, people: dict[str, str], inside: Inside, shop: str
) -> None:
    clear(inside, shop)
    published(ops, rule("web", record(["source", "=", "web"]), team(people["rep"])))
    for n in range(6):
        lead(ops, source="web" if n < 4 else "exhibition")
    both = {"about": "lead", "pool": "east", "rules": [rule("all", team(people["rep"], people["rep2"]))]}
    found = ops.act("replay_distribution", {"about": "lead", "rules": both, "days": 2})["result"]
    assert (found["records"], found["live"]["given"], found["live"]["nobody"]) == (6, 4, 2)
    assert (found["draft"]["given"], found["draft"]["nobody"], found["draft"]["people"]) == (6, 0, 2)
    assert found["changed"] == 4
    assert found["unknown"] == ["conversion"]
    fates = {each["label"]: (each["was"]["pool"], each["now"]["label"]) for each in found["items"]}
    assert "east" in {was for was, _ in fates.values()}
