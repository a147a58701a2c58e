"""Approvals from asking to their end, each mode and move through the door."""

from typing import Any

import pytest

from tests.approvals.kit import (
    asked,
    decide,
    flow,
    person,
    priced,
    published,
    quotation,
    sheet,
    states,
    step,
)
from tests.conftest import Api


@pytest.fixture(scope="module")
def high(ops: Api) -> str:
    """Above 500,000 the director, else nobody."""
    return published(ops, flow(priced()))


def test_the_limit_is_exact(rep: Api, director: Api, high: str) -> None:
    """500,000.00 goes without, 500,000.01 with the director."""
    without = asked(rep, high, quotation(rep, "500000.00"))
    assert without["state"] == "approved"
    waits = asked(rep, high, quotation(rep, "500000.01"))
    assert (waits["state"], waits["step"]) == ("running", "director")
    found = sheet(director, waits["approval"])
    assert found["may"]["decide"] and found["title"].startswith("Q ")
    assert decide(director, waits["approval"])["result"]["state"] == "approved"
    assert sheet(rep, waits["approval"])["state"] == "approved"


def test_boxes(rep: Api, director: Api, high: str) -> None:
    waits = asked(rep, high, quotation(rep, "600000"))["approval"]
    todo = director.get("approvals", box="todo")
    mine = next(each for each in todo["items"] if each["id"] == waits)
    assert mine["task"]["state"] == "waiting" and todo["count"] >= 1
    assert waits in {each["id"] for each in rep.get("approvals", box="started")["items"]}
    decide(director, waits, "reject", comment="no")
    assert waits in {each["id"] for each in director.get("approvals", box="done")["items"]}
    assert waits not in {each["id"] for each in director.get("approvals", box="todo")["items"]}
    assert sheet(rep, waits)["state"] == "rejected"


def people(ops: Api, *logins: str) -> list[dict[str, Any]]:
    """A list of persons."""
    return [{"by": "person", "person": person(login, ops)} for login in logins]


@pytest.mark.parametrize(
    ("mode", "words", "state"),
    [
        ("any", [("legal", "approve")], "approved"),
        ("any", [("legal", "reject")], "rejected"),
        ("all", [("legal", "approve"), ("manager", "approve")], "approved"),
        ("all", [("manager", "approve"), ("legal", "reject")], "rejected"),
        ("serial", [("manager", "approve"), ("legal", "approve")], "approved"),
        ("vote", [("legal", "approve")], "approved"),
        ("vote", [("legal", "reject"), ("manager", "approve")], "approved"),
        ("vote", [("legal", "reject"), ("manager", "reject")], "rejected"),
    ],
)
def test_modes(
    mode: str, words: list[tuple[str, str]], state: str, rep: Api, ops: Api, manager: Api, legal: Api
) -> None:
    key = published(ops, flow(step("both", people(ops, "manager", "legal"), mode=mode)))
    waits = asked(rep, key, quotation(rep))["approval"]
    callers = {"manager": manager, "legal": legal}
    if mode == "serial":
        assert sheet(legal, waits, 404)
    for login, word in words:
        assert sheet(rep, waits)["state"] == "running"
        decide(callers[login], waits, word, comment="so")
    assert sheet(rep, waits)["state"] == state
    assert all(each != "waiting" for _, each in states(rep, waits, "both"))
