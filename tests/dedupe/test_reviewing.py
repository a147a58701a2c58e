"""Pairs found in bulk, judged by people; what was judged stays judged, and a run that was cut off goes on."""

from collections.abc import Callable
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.sales.dedupe import keeping, reviewing
from tests.conftest import Api
from tests.dedupe.conftest import Settle, asked
from tests.dedupe.test_finding import brand, made


def pairs(api: Api) -> dict[frozenset[str], Any]:
    """Open pairs by their ids."""
    found = api.act("list_duplicates", {"object": "customer"})["result"]["pairs"]
    return {frozenset((each["one"]["id"], each["other"]["id"])): each for each in found}


def look(api: Api, settle: Settle) -> None:
    api.act("look_for_duplicates", {"object": "customer"})
    settle()


def test_a_pair_is_found_judged_and_not_brought_up_again(admin: Api, manager: Api, settle: Settle) -> None:
    name = brand()
    one, other = made(manager, name=f"宁波{name}阀门有限公司"), made(manager, name=f"{name}阀门")
    far = made(manager, name=f"{brand()}食品")
    settle()
    look(admin, settle)
    pair = pairs(manager)[frozenset((one, other))]
    assert pair["percent"] >= 90 and pair["reasons"][0]["level"] == "same"
    assert all(far not in each for each in pairs(manager))
    manager.act("reject_duplicate", {"object": "customer", "other": other}, one)
    look(admin, settle)
    assert frozenset((one, other)) not in pairs(manager)
    assert asked(manager, record=one)["matches"] == []


def test_a_pair_half_out_of_sight_is_not_listed(
    admin: Api, manager: Api, rep: Api, rep2: Api, settle: Settle
) -> None:
    name = brand()
    made(rep, name=f"{name}泵业"), made(rep2, name=f"{name}泵业公司")
    settle()
    look(admin, settle)
    assert any(name in each["one"]["name"] for each in pairs(admin).values())
    assert not any(name in each["one"]["name"] for each in pairs(rep).values())


def test_a_merged_pair_leaves_and_comes_back_with_its_records(
    admin: Api, manager: Api, settle: Settle
) -> None:
    name = brand()
    one, other = made(manager, name=f"{name}机械"), made(manager, name=f"{name}机械厂", phone="13877776666")
    settle()
    look(admin, settle)
    assert frozenset((one, other)) in pairs(manager)
    done = manager.act("merge", {"object": "customer", "loser": other}, one)["result"]["merge"]
    assert frozenset((one, other)) not in pairs(manager)
    manager.act("undo_merge", {"merge": done})
    assert frozenset((one, other)) in pairs(manager)


def test_a_run_that_was_cut_off_goes_on(
    admin: Api, manager: Api, settle: Settle, parts: Opened, shop: str, inside: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    name = brand()
    one, other = made(manager, name=f"{name}仪表"), made(manager, name=f"宁波{name}仪表")
    settle()
    monkeypatch.setattr(reviewing, "MOST", 5)
    admin.act("look_for_duplicates", {"object": "customer"})
    place = parts.workspaces.directory.find(shop)
    assert keeping.sweep(parts.ground, place)
    again = admin.act("look_for_duplicates", {"object": "customer"})["result"]["runs"]
    (run,) = [each for each in again if each["object"] == "customer"]
    assert run["looked"] == 5 and run["done_at"] is None, "a run under way is not begun anew"
    settle()
    assert frozenset((one, other)) in pairs(manager)


def test_who_may_not_bring_in_thousands_starts_no_run(rep: Api) -> None:
    said = rep.act("look_for_duplicates", {"object": "customer"}, status=403)
    assert said["error"]["code"] == "permission_missing"
