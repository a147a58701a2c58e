"""Working-time limits over a holiday by the dev clock; stand-ins whose days begin; approvers who leave."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from prooftrail.app import sweeps
from prooftrail.opening import Opened
from prooftrail.platform.jobs.clock import set_clock
from prooftrail.platform.work import Work
from tests.approvals.kit import asked, decide, flow, person, published, quotation, sheet, states, step
from tests.conftest import Api, Callers
from tests.kernel.kit import today_of

Inside = Callable[..., AbstractContextManager[Work]]
APPROVALS = [each for each in sweeps() if each.name == "approvals"]
DIRECTOR = [{"by": "role", "role": "director"}]
LIMIT = {"hours": 24, "in": "working", "remind_hours": 4, "then": "escalate"}


def china(said: str) -> datetime:
    """A moment by the clock on the company's wall."""
    return datetime.fromisoformat(f"{said}+08:00").astimezone(UTC)


@pytest.fixture(scope="module")
def clock(parts: Opened, shop: str) -> Any:
    """Sets the clock; at the end it is given back."""
    place = parts.workspaces.directory.find(shop)

    def to(said: str | None) -> None:
        set_clock(parts.ground, APPROVALS, place, china(said) if said else None, None)

    yield to
    to(None)


def test_24_working_hours_over_a_holiday(  # the national holiday of 2026 is 1 to 7 October
    rep: Api, manager: Api, director: Api, ops: Api, clock: Any
) -> None:
    """Asked on 29 September at 15:00: 3 hours that day, 7.5 on the 30th and the 8th, and the
    six left until 16:30 on the 9th. He is reminded four hours before; his head is asked at that minute."""
    clock("2026-09-29T15:00")
    key = published(ops, flow(step("manager", limit=LIMIT)))
    approval = asked(rep, key, quotation(rep))["approval"]
    due = sheet(rep, approval)["steps"][0]["tasks"][0]["due_at"]
    assert datetime.fromisoformat(due) == china("2026-10-09T16:30")
    clock("2026-10-09T10:59")
    assert "reminded" not in {each["what"] for each in sheet(rep, approval)["log"]}
    clock("2026-10-09T11:00")
    assert "reminded" in {each["what"] for each in sheet(rep, approval)["log"]}
    clock("2026-10-09T16:29")
    assert states(rep, approval, "manager") == [("陈亦凡", "waiting")]
    clock("2026-10-09T16:30")
    assert states(rep, approval, "manager") == [("陈亦凡", "expired"), ("周敏", "waiting")]
    told = {each["title"]["en"] for each in director.told()}
    assert "Waits for your approval" in told
    assert approval not in {each["id"] for each in manager.get("approvals", box="todo")["items"]}
    assert decide(director, approval)["result"]["state"] == "approved"


@pytest.mark.parametrize(
    ("then", "state"), [("pass", "approved"), ("return", "returned"), ("remind", "running")]
)
def test_what_else_a_limit_may_do(then: str, state: str, rep: Api, ops: Api, clock: Any) -> None:
    """Calendar hours count every hour."""
    clock("2026-10-10T09:00")
    limit = {"hours": 2, "in": "calendar", "then": then}
    key = published(ops, flow(step("manager", limit=limit)))
    approval = asked(rep, key, quotation(rep))["approval"]
    clock("2026-10-10T10:59")
    assert sheet(rep, approval)["state"] == "running"
    clock("2026-10-10T11:00")
    assert sheet(rep, approval)["state"] == state


def test_a_stand_in_of_days_to_come(
    rep: Api, director: Api, finance: Api, ops: Api, clock: Any, shop: str
) -> None:
    """What waits goes over when his first day begins."""
    clock("2026-10-12T09:00")
    key = published(ops, flow(step("director", DIRECTOR)))
    approval = asked(rep, key, quotation(rep))["approval"]
    leave = {"stand_in": person("finance", ops), "from": "2026-10-13", "until": "2026-10-14"}
    assert director.act("set_stand_in", leave)["result"]["moved"] == 0
    clock("2026-10-12T23:59")
    assert states(rep, approval, "director") == [("周敏", "waiting")]
    clock("2026-10-13T00:00")
    assert states(rep, approval, "director") == [("周敏", "delegated"), ("沈岚", "waiting")]
    clock("2026-10-15T09:00")
    assert states(rep, asked(rep, key, quotation(rep))["approval"], "director") == [("周敏", "waiting")]


def test_an_approver_who_leaves(rep: Api, ops: Api, admin: Api, caller: Callers, shop: str) -> None:
    """What waits for him is asked of his head in the transaction that marks him; nobody waits for a ghost."""
    key = published(ops, flow(step("legal", [{"by": "person", "person": person("sunhao", ops)}])))
    approval = asked(rep, key, quotation(rep))["approval"]
    leaver = person("sunhao", ops)
    today = today_of(admin)
    admin.patch(f"records/person/{leaver}", {"left_on": today})
    found = states(rep, approval, "legal")
    assert found == [("孙皓", "transferred"), ("陈亦凡", "waiting")]
    assert "left" in {each["what"] for each in sheet(rep, approval)["log"]}
