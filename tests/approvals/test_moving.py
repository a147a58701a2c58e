"""Signers, transfers, stand-ins, returns, copies, batches, hidden and opened fields."""

from typing import Any

import pytest

from tests.approvals.kit import (
    MANAGER,
    asked,
    decide,
    flow,
    person,
    published,
    quotation,
    sheet,
    states,
    step,
)
from tests.conftest import Api
from tests.kernel.kit import today_of


@pytest.fixture(scope="module")
def ids(ops: Api) -> dict[str, str]:
    """People by login."""
    return {login: person(login, ops) for login in ("manager", "director", "legal", "finance", "rep2", "rep")}


@pytest.fixture(scope="module")
def plain(ops: Api) -> str:
    """The manager, then legal."""
    return published(ops, flow(step("first"), step("second", [{"by": "role", "role": "legal"}])))


def test_signers_before_after_and_beside(  # one before, one after, one at once
    rep: Api, manager: Api, legal: Api, finance: Api, director: Api, plain: str, ids: dict[str, str]
) -> None:
    approval = asked(rep, plain, quotation(rep))["approval"]
    mine = sheet(manager, approval)["may"]["decide"]
    manager.act("add_signer", {"task": mine, "person": ids["finance"], "place": "before"})
    assert sheet(manager, approval)["may"]["decide"] is None
    error = manager.act("decide_approval", {"task": mine, "verdict": "approve"}, status=409)["error"]
    assert error["code"] == "task_decided"
    decide(finance, approval)
    manager.act("add_signer", {"task": mine, "person": ids["director"], "place": "after"})
    decide(manager, approval)
    assert sheet(rep, approval)["step"] == "first"
    decide(director, approval)
    assert sheet(rep, approval)["step"] == "second"
    again = sheet(legal, approval)["may"]["decide"]
    legal.act("add_signer", {"task": again, "person": ids["finance"], "place": "with"})
    assert sheet(finance, approval)["may"]["decide"]
    decide(legal, approval)
    assert sheet(rep, approval)["state"] == "approved"


def test_transfer_and_who_may_not_be_asked(
    rep: Api, manager: Api, finance: Api, plain: str, ids: dict[str, str]
) -> None:
    approval = asked(rep, plain, quotation(rep))["approval"]
    mine = sheet(manager, approval)["may"]["decide"]
    for other, code in ((ids["rep"], "starter_not_asked"), (ids["manager"], "asked_already")):
        error = manager.act("transfer_approval", {"task": mine, "person": other}, status=422)["error"]
        assert error["fields"]["person"] and code
    manager.act("transfer_approval", {"task": mine, "person": ids["finance"], "comment": "yours"})
    assert states(rep, approval, "first") == [("陈亦凡", "transferred"), ("沈岚", "waiting")]
    decide(finance, approval)
    assert sheet(rep, approval)["step"] == "second"


def test_return_to_a_step_and_to_the_starter(rep: Api, manager: Api, legal: Api, plain: str) -> None:
    record = quotation(rep, "100")
    approval = asked(rep, plain, record)["approval"]
    decide(manager, approval)
    assert [each["key"] for each in sheet(legal, approval)["may"]["return"]] == ["starter", "first"]
    decide(legal, approval, "return", 422, to_step="second", reason="price")
    decide(legal, approval, "return", 422)
    decide(legal, approval, "return", to_step="first", reason="price")
    assert sheet(rep, approval)["step"] == "first"
    decide(manager, approval)
    decide(legal, approval, "return", comment="not yet")
    found = sheet(rep, approval)
    assert found["state"] == "returned" and found["may"]["resubmit"]
    rep.act("resubmit_approval", {"approval": approval, "edits": {"amount": "90"}})
    assert sheet(rep, approval)["snapshot"]["values"]["amount"]["amount"] == "90.00"
    for api in (manager, legal):
        decide(api, approval)
    assert sheet(rep, approval)["state"] == "approved"


def test_withdraw_and_ask_again(rep: Api, manager: Api, plain: str) -> None:
    record = quotation(rep)
    approval = asked(rep, plain, record)["approval"]
    error = rep.act("request_approval", {"flow": plain}, record, 409)["error"]
    assert error["code"] == "approval_running"
    manager.act("withdraw_approval", {"approval": approval}, status=403)
    rep.act("withdraw_approval", {"approval": approval})
    assert sheet(manager, approval)["may"]["decide"] is None
    assert asked(rep, plain, record)["state"] == "running"


def test_copies(rep: Api, rep2: Api, manager: Api, plain: str, ids: dict[str, str]) -> None:
    approval = asked(rep, plain, quotation(rep))["approval"]
    sheet(rep2, approval, 404)
    manager.act("copy_approval", {"approval": approval, "people": [ids["rep2"]]})
    assert sheet(rep2, approval)["may"]["decide"] is None
    assert approval in {each["id"] for each in rep2.get("approvals", box="copied")["items"]}
    assert rep2.get(f"records/approval/{approval}")["title"]


def test_nobody_decides_what_he_asked_for(manager: Api, ops: Api, director: Api, ids: dict[str, str]) -> None:
    """He is left out; with `own` he is asked. Nobody left: his head, an administrator, nobody, a refusal."""
    mine = [{"by": "starter"}]
    record = quotation(manager)
    for way, state in (("skip", "approved"), ("head", "running"), ("admin", "running")):
        key = published(ops, flow(step("me", mine, on_empty=way)))
        found = asked(manager, key, record)
        assert found["state"] == state
        if way == "head":
            assert sheet(director, found["approval"])["may"]["decide"]
    key = published(ops, flow(step("me", mine, on_empty="refuse")))
    error = manager.act("request_approval", {"flow": key}, record, 409)["error"]
    assert error["code"] == "approval_nobody"
    key = published(ops, flow(step("me", mine), own=True))
    approval = asked(manager, key, record)["approval"]
    assert decide(manager, approval)["result"]["state"] == "approved"


def test_who_said_yes_is_not_asked_again(rep: Api, manager: Api, ops: Api) -> None:
    for way, state in (("skip", "approved"), ("ask", "running")):
        key = published(ops, flow(step("one"), step("two", MANAGER, on_repeat=way)))
        approval = asked(rep, key, quotation(rep))["approval"]
        assert decide(manager, approval)["result"]["state"] == state


def test_fields_hidden_and_opened(rep: Api, manager: Api, legal: Api, ops: Api) -> None:
    """A hidden field is in nothing the approver gets; an opened one he may change, others not."""
    hides = step("legal", [{"by": "role", "role": "legal"}], fields={"amount": "hidden", "name": "edit"})
    key = published(ops, flow(hides, title="paper", void=["name"]))
    record = quotation(rep, "123456.78")
    approval = asked(rep, key, record)["approval"]
    rep.patch(f"records/quotation/{record}", {"amount": "876543.21"})
    whole = legal.call("GET", f"approvals/{approval}").text
    assert "123456.78" not in whole and "876543.21" not in whole and '"amount"' not in whole
    assert "123456.78" in rep.call("GET", f"approvals/{approval}").text
    error = decide(legal, approval, status=422, edits={"amount": "1"})["error"]
    assert set(error["fields"]) == {"amount"}
    decide(legal, approval, edits={"name": "As legal has it"})
    assert rep.get(f"records/quotation/{record}")["name"] == "As legal has it"
    found = sheet(rep, approval)
    assert found["state"] == "approved" and found["snapshot"]["values"]["name"] == "As legal has it"


def test_batch_says_how_each_went(rep: Api, rep2: Api, manager: Api, plain: str) -> None:
    tasks = []
    for _ in range(3):
        approval = asked(rep, plain, quotation(rep))["approval"]
        tasks.append(sheet(manager, approval)["may"]["decide"])
    manager.act("decide_approval", {"task": tasks[1], "verdict": "approve"})
    said = {"tasks": [*tasks, tasks[0]], "verdict": "approve"}
    results = manager.act("decide_approvals", said)["result"]["results"]
    assert [(each["task"], each["ok"]) for each in results] == list(
        zip(tasks, (True, False, True), strict=True)
    )
    assert results[1]["error"]["code"] == "task_decided"
    others = rep2.act("decide_approvals", {"tasks": tasks, "verdict": "approve"})["result"]["results"]
    assert all(each["error"]["code"] == "record_missing" for each in others)


def test_a_director_on_leave(
    rep: Api, director: Api, finance: Api, ops: Api, admin: Api, ids: dict[str, str]
) -> None:
    """Who stands in is asked on behalf of him, new tasks and those that wait; then it is over."""
    key = published(ops, flow(step("director", [{"by": "role", "role": "director"}])))
    before = asked(rep, key, quotation(rep))["approval"]
    today = today_of(director)
    leave: dict[str, Any] = {"stand_in": ids["finance"], "from": today, "until": today}
    assert director.act("set_stand_in", leave)["result"]["moved"] >= 1
    after = asked(rep, key, quotation(rep))["approval"]
    for approval in (before, after):
        assert states(rep, approval, "director") == [("周敏", "delegated"), ("沈岚", "waiting")]
        mine = sheet(finance, approval)
        assert mine["steps"][0]["tasks"][1]["on_behalf"]["label"] == "周敏"
        decide(finance, approval)
        assert sheet(rep, approval)["state"] == "approved"
    line = next(each for each in sheet(rep, after)["log"] if each["what"] == "approved" and each["task"])
    assert (line["person"]["label"], line["on_behalf"]["label"]) == ("沈岚", "周敏")
    assert finance.get("approvals/stand-ins")["items"]
    director.act("set_stand_in", {**leave, "stand_in": None})
    rep.act("set_stand_in", {**leave, "person": ids["director"]}, status=403)
    last = asked(rep, key, quotation(rep))["approval"]
    assert sheet(director, last)["may"]["decide"]
