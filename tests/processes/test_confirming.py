"""A second person's word: who may give it, what it opens, and how it is taken back."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.processes.kit import (
    FILE,
    Said,
    attempts,
    deal,
    error,
    gate,
    hand_in,
    node,
    process,
    publish,
    stage,
)

WORD = {"key": "word", "type": "confirmation", "role": "manager"}
ASK = {"object": "deal", "requirement": "word"}


@pytest.fixture(scope="module")
def key(admin: Api) -> str:
    """A process whose second node takes a file and a manager's word, and moves by itself."""
    said = process(node("offered", FILE, WORD), node("agreed", advance="ask"))
    publish(admin, said)
    return str(said["key"])


def confirm(api: Api, deal: Said, status: int = 200, action: str = "confirm_requirement") -> Any:
    return api.act(action, ASK, deal["id"], status)


def test_a_word_is_owed_by_somebody_else_and_opens_the_node(key: str, rep: Api, manager: Api) -> None:
    made = deal(rep, key)
    asked = {each["key"]: each for each in gate(rep, made)["requirements"]}
    assert (asked["word"]["state"], asked["word"]["can_confirm"]) == ("waiting", False)
    assert [why["code"] for why in asked["word"]["why"]] == ["unconfirmed"]
    assert hand_in(rep, made)["advanced"] is None
    [word] = [each for each in gate(manager, made)["requirements"] if each["key"] == "word"]
    assert word["can_confirm"] and word["remedy"]["action"] == "confirm_requirement"
    done = confirm(manager, made)
    assert done["result"]["advanced"] == {"record": made["id"], "from": "begun", "to": "offered"}
    events = rep.get("events", record=made["id"])["items"]
    told = [each for each in events if each["action"] == "requirement.confirmed"]
    me = manager.get("me")["id"]
    assert [(each["actor"]["id"], each["because"]["requirement"]) for each in told] == [(me, "word")]
    [moved] = [each for each in events if each["action"] == "stage.advanced"]
    assert moved["because"]["confirmed_by"] == [me] and len(moved["because"]["evidence"]) == 1


def test_a_word_alone_does_not_open_it_and_the_last_file_does(key: str, rep: Api, manager: Api) -> None:
    made = deal(rep, key)
    assert confirm(manager, made)["result"]["advanced"] is None
    assert hand_in(rep, made)["advanced"]["to"] == "offered"


def test_who_is_no_second_person_or_lacks_the_role_is_refused_and_recorded(
    key: str, rep: Api, manager: Api, director: Api
) -> None:
    own = deal(manager, key)
    assert error(confirm(manager, own, 422))["code"] == "not_second_person"
    made = deal(rep, key)
    assert error(confirm(rep, made, 422))["code"] == "not_second_person"
    assert error(confirm(director, made, 422))["code"] == "role_needed"
    hand_in(manager, made)  # he did the work himself
    assert error(confirm(manager, made, 422))["code"] == "not_second_person"
    assert [each["because"]["code"] for each in attempts(rep, made)] == [
        "not_second_person", "role_needed", "not_second_person",
    ]  # fmt: skip
    assert stage(rep, made) == "begun"


def test_a_word_is_taken_back_while_its_node_is_ahead(key: str, rep: Api, manager: Api) -> None:
    made = deal(rep, key)
    assert error(confirm(manager, made, 409, "withdraw_confirmation"))["code"] == "nothing_to_withdraw"
    confirm(manager, made)
    assert error(confirm(manager, made, 409))["code"] == "confirmed_already"
    confirm(manager, made, action="withdraw_confirmation")
    assert hand_in(rep, made)["advanced"] is None
    [word] = [each for each in gate(rep, made)["requirements"] if each["key"] == "word"]
    assert (word["state"], [why["code"] for why in word["why"]]) == ("waiting", ["withdrawn"])
    assert confirm(manager, made)["result"]["advanced"]["to"] == "offered"
    assert error(confirm(manager, made, 422, "withdraw_confirmation"))["code"] == "unknown_requirement"


def test_a_confirmer_who_becomes_the_owner_is_no_second_person_any_more(
    key: str, rep: Api, manager: Api, admin: Api
) -> None:
    made = deal(rep, key)
    confirm(manager, made)
    admin.patch(f"records/deal/{made['id']}", {"owner": manager.get("me")["id"]})
    refused = error(manager.patch(f"records/deal/{made['id']}", {"stage": "offered"}, 422))
    states = {each["key"]: each["state"] for each in refused["facts"]["requirements"]}
    assert (refused["code"], states["word"]) == ("evidence_missing", "waiting")


def test_what_is_no_confirmation_of_the_next_node_cannot_be_confirmed(
    key: str, rep: Api, manager: Api
) -> None:
    made = deal(rep, key)
    for said in ("file", "nothing"):
        refused = manager.act("confirm_requirement", {**ASK, "requirement": said}, made["id"], 422)
        assert error(refused)["code"] == "unknown_requirement"


def test_out_of_sight_is_missing_and_a_reading_key_confirms_nothing(
    key: str, rep: Api, rep2: Api, manager: Api, shop: str, caller: Any
) -> None:
    made = deal(rep, key)
    assert error(confirm(rep2, made, 404))["code"] == "record_missing"
    reading = caller("manager", shop, scopes=["deal:read"])
    assert error(confirm(reading, made, 403))["code"] == "permission_missing"
