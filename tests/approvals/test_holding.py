"""What a flow holds back: refused at every door, kept as an attempt, done on approval, once."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.approvals.kit import HIGH, asked, decide, flow, published, quotation, sheet, step
from tests.conftest import Api

LEGAL = [{"by": "role", "role": "legal", "within": "all"}]
FIELD = {"field": "status", "to": "submitted", "when": HIGH}


@pytest.fixture
def submitting(ops: Api) -> Iterator[str]:
    """Submitting a quotation above 500,000 waits for the manager; the flow is gone after the test."""
    key = published(ops, flow(step("manager"), start=FIELD, void=["amount"]))
    yield key
    ops.act("retire_flow", {"key": key})


def test_the_limit_is_exact_at_the_door(rep: Api, submitting: str) -> None:
    low, high = quotation(rep, "500000.00"), quotation(rep, "500000.01")
    rep.patch(f"records/quotation/{low}", {"status": "submitted"})
    error = rep.patch(f"records/quotation/{high}", {"status": "submitted"}, 422)["error"]
    assert error["code"] == "approval_required"
    assert error["facts"]["request"]["input"] == {"flow": submitting, "object": "quotation", "record": high}
    bulk = {"mode": "each", "ops": [{"op": "update", "id": high, "data": {"status": "submitted"}}]}
    assert "approval_required" in str(rep.post("records/quotation/bulk", bulk, 200))
    created = {"name": "Q", "amount": "600000", "status": "submitted"}
    assert rep.post("records/quotation", created, 422)["error"]["code"] == "approval_required"


def test_it_is_done_on_approval_as_the_starter_and_names_it(
    rep: Api, manager: Api, submitting: str, inside: Any, shop: str
) -> None:
    record = quotation(rep, "500000.01")
    rep.patch(f"records/quotation/{record}", {"status": "submitted"}, 422)
    approval = asked(rep, submitting, record)["approval"]
    again = rep.patch(f"records/quotation/{record}", {"status": "submitted"}, 422)["error"]
    assert again["facts"]["approval"] == approval
    decide(manager, approval)
    assert rep.get(f"records/quotation/{record}")["status"] == "submitted"
    found = sheet(rep, approval)
    assert found["done_at"] and found["changed"] == []
    with inside(shop) as work:
        query = f"select action, because, actor_kind from {work.events.table} where record = %s"
        told = work.execute(query, [record]).fetchall()
    assert "attempt.refused" in {action for action, _, _ in told}
    named = [kind for _, because, kind in told if (because or {}).get("approval") == approval]
    assert named == ["person"], "done as the starter, by the approval"


def test_it_is_done_once(rep: Api, manager: Api, submitting: str) -> None:
    record = quotation(rep, "700000")
    decide(manager, asked(rep, submitting, record)["approval"])
    rep.patch(f"records/quotation/{record}", {"status": "draft"})
    error = rep.patch(f"records/quotation/{record}", {"status": "submitted"}, 422)["error"]
    assert error["code"] == "approval_required"


def test_an_action_is_held_back(rep: Api, manager: Api, director: Api, ops: Api) -> None:
    """Approving a paper above the limit waits for the director; below, it goes as before."""
    start = {"action": "approve", "when": HIGH}
    key = published(ops, flow(step("director", [{"by": "role", "role": "director"}]), start=start))
    try:
        low, high = quotation(rep, "500000.00"), quotation(rep, "500000.01")
        for each in (low, high):
            rep.patch(f"records/quotation/{each}", {"status": "submitted"})
        manager.act("approve", {"object": "quotation"}, low)
        error = manager.act("approve", {"object": "quotation"}, high, 422)["error"]
        assert error["code"] == "approval_required" and error["facts"]["action"] == "approve"
        approval = asked(manager, key, high, input={"object": "quotation"})["approval"]
        decide(director, approval)
        paper = rep.get(f"records/quotation/{high}")
        assert (paper["status"], paper["approved_by"]["label"]) == ("approved", "陈亦凡")
    finally:
        ops.act("retire_flow", {"key": key})


def test_what_is_refused_then_is_told(rep: Api, manager: Api, legal: Api, ops: Api) -> None:
    """The yes stands though something was in the way; the starter does it himself, once."""
    key = published(ops, flow(step("legal", LEGAL), start={"action": "approve"}))
    record = quotation(rep, "10")
    try:
        approval = asked(manager, key, record, input={"object": "quotation", "to": "signed"})["approval"]
        decide(legal, approval)
        found = sheet(manager, approval)
        assert found["state"] == "approved" and found["done_at"] is None
        assert found["log"][-1]["what"] == "not_done" and found["log"][-1]["facts"]["message"]["en"]
        manager.act("approve", {"object": "quotation", "to": "signed"}, record, 422)
        assert sheet(manager, approval)["done_at"] is None
    finally:
        ops.act("retire_flow", {"key": key})


def test_void(rep: Api, manager: Api, submitting: str) -> None:
    """A change of a named field takes it away, before and after the yes; another change only shows."""
    record = quotation(rep, "600000")
    approval = asked(rep, submitting, record)["approval"]
    rep.patch(f"records/quotation/{record}", {"name": "Other name"})
    assert [each["name"] for each in sheet(rep, approval)["changed"]] == ["name"]
    rep.patch(f"records/quotation/{record}", {"amount": "900000"})
    found = sheet(rep, approval)
    assert found["state"] == "void" and found["may"]["resubmit"]
    assert sheet(manager, approval)["may"]["decide"] is None
    rep.act("resubmit_approval", {"approval": approval})
    decide(manager, approval)
    assert sheet(rep, approval)["state"] == "approved"
    rep.patch(f"records/quotation/{record}", {"amount": "950000"})
    assert sheet(rep, approval)["state"] == "void"


def test_nobody_writes_an_approval_by_hand(ops: Api, rep: Api, submitting: str) -> None:
    approval = asked(rep, submitting, quotation(rep, "600000"))["approval"]
    for api in (ops, rep):
        assert api.call("PATCH", f"records/approval/{approval}", {"state": "approved"}).status_code in (
            403,
            422,
        )
        assert api.call("DELETE", f"records/approval/{approval}").status_code == 403
