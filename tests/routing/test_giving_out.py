"""The rule of four layers in a company, by hand as by rule, and turns that go round."""

from collections import Counter
from typing import Any

import pytest

from tests.conftest import Api
from tests.routing.conftest import (
    Inside,
    Turn,
    clear,
    decided,
    fewer,
    give,
    lead,
    published,
    record,
    rule,
    team,
)


@pytest.fixture
def four(ops: Api, people: dict[str, str], inside: Inside, shop: str) -> dict[str, str]:
    """The rule in force; A has five, B four, C of the south none. Answers their ids."""
    clear(inside, shop)
    who = {"A": people["rep"], "B": people["rep2"], "C": people["huangzhuoyan"]}
    give(inside, shop, who["A"], 5)
    give(inside, shop, who["B"], 4)
    east = [people["华东大区"]]
    published(ops, rule(
        "key_accounts",
        record(["and", ["source", "=", "web"], ["industry", "=", "manufacturing"]]),
        record(["estimated_purchase", ">=", "800000"]),
        team(who["A"], who["B"]), team(departments=tuple(east)), fewer(5), strategy="least_load",
    ))  # fmt: skip
    return who


def web(api: Api, worth: str = "800000.00", **more: Any) -> str:
    return lead(api, **{"industry": "manufacturing", "estimated_purchase": worth, **more})


def test_four_layers_give_it_to_b_and_say_why_not_to_the_others(
    ops: Api, four: dict[str, str], turn: Turn
) -> None:
    one = web(ops)
    turn()
    found = ops.get(f"records/lead/{one}")
    assert found["owner"]["id"] == four["B"] and found["routing"] == "assigned"
    said = decided(ops, one)
    skipped = {each["why"]: each for each in said["decision"]["skipped"]}
    assert [four["A"], 5] in skipped["load"]["people"] and skipped["load"]["layer"] == 4
    assert skipped["team"]["layer"] == 2 and skipped["team"]["n"] > 10
    assert (said["rule"], said["outcome"], said["how"]) == ("key_accounts", "person", "rule")


def test_a_fen_less_or_an_exhibition_or_b_at_five_goes_to_the_pool(
    ops: Api, four: dict[str, str], turn: Turn, rep: Api
) -> None:
    ones = [web(ops, "799999.99"), web(ops, source="exhibition"), web(ops), web(ops)]
    turn()
    stood = [ops.get(f"records/lead/{each}") for each in ones]
    assert [each["routing"] for each in stood] == ["pool", "pool", "assigned", "pool"]
    assert stood[3]["pool"] == "east" and decided(ops, ones[3])["reason"] == "nobody_left"
    assert decided(ops, ones[0])["decision"]["tried"] == [["key_accounts", 1]]
    assert rep.get(f"records/lead/{ones[0]}")["routing"] == "pool"  # a pool lies open


def test_by_hand_the_same_is_asked(ops: Api, four: dict[str, str], turn: Turn) -> None:
    one = web(ops, "1.00")
    turn()
    ops.patch(f"records/lead/{one}", {"estimated_purchase": "900000"})
    refused = ops.act("assign_lead", {"to": four["A"]}, one, 409)["error"]
    assert (refused["code"], refused["facts"]["why"], refused["facts"]["figure"]) == (
        "assignment_unfit",
        "load",
        5,
    )
    assert ops.act("assign_lead", {"to": four["C"]}, one, 409)["error"]["facts"]["why"] == "team"
    ops.patch(f"records/lead/{one}", {"owner": four["A"]}, 409)
    ops.act("assign_lead", {"to": four["B"], "reason": "老客户"}, one)
    assert decided(ops, one)["how"] == "hand"
    assert ops.get(f"records/lead/{one}")["routing"] == "assigned"


def test_turns_go_round_and_customers_are_given_out_too(
    ops: Api, people: dict[str, str], turn: Turn, inside: Inside, shop: str
) -> None:
    three = [people["rep"], people["rep2"], people["huangzhuoyan"]]
    published(ops, rule("turns", team(*three)), about="customer", pool=None)
    ids = [ops.post("records/customer", {"name": f"客户 {n}", "owner": None})["id"] for n in range(10)]
    turn()
    owners = Counter(ops.get(f"records/customer/{each}")["owner"]["id"] for each in ids)
    assert set(owners) == set(three) and max(owners.values()) - min(owners.values()) <= 1
    last = str(ops.post("records/customer", {"name": "客户 11", "owner": None})["id"])
    turn()
    owners[ops.get(f"records/customer/{last}")["owner"]["id"]] += 1
    assert max(owners.values()) - min(owners.values()) <= 1  # the turn is remembered between batches
