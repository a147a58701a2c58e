"""Right requests for team requests, days and points."""

from datetime import date
from typing import TYPE_CHECKING, Any

from prooftrail.platform.people.actor import system
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def raised(stand: "Stand") -> str:
    """A fresh request."""
    body = {"input": {"kind": "demo", "customer": stand.fresh("customer")}}
    return str(stand.ask("/api/v1/actions/raise_request", "POST", body)["result"]["team_request"])


def delivered(stand: "Stand") -> str:
    """One with its result."""
    request = raised(stand)
    stand.ask("/api/v1/actions/deliver_request", "POST", {"record": request, "input": {"result": "好了"}})
    return request


def made(stand: "Stand", object: str, **more: Any) -> str:
    """A record only the system makes."""
    values = {"title": "试", **more}
    begun = stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz"))
    with begun as work, work.acting(system("fuzz")):
        return str(work.records.create(object, values, id=uuid7(), loose=True).id)


DAILY_MADE: "dict[str, Any]" = {
    "team_request": raised,
    "team_week": lambda stand: made(stand, "team_week"),
    "workday": lambda stand: made(stand, "workday", day=date(2026, 3, 2).isoformat()),
    "workday_line": lambda stand: made(stand, "workday_line"),
    "point": lambda stand: made(stand, "point"),
}
"""Objects nobody creates by hand."""
BY_SYSTEM = frozenset(
    {f"create_{each}" for each in DAILY_MADE}
    | {f"{verb}_{each}" for each in DAILY_MADE if each != "team_request" for verb in ("change", "delete")}
)
"""What nobody may do to them."""


def _on(find: Any, **input: Any) -> Any:
    return lambda stand, operation: {"record": find(stand), "input": input}


def asked(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The input that raises one."""
    return {"input": {"kind": "material", "customer": stand.fresh("customer"), "note": "试"}}


DAILY: "dict[str, Right]" = {
    "do_raise_request": asked,
    "do_accept_request": _on(raised),
    "do_hand_back_request": _on(raised, reason="缺尺寸"),
    "do_deliver_request": _on(raised, result="好了"),
    "do_confirm_request": _on(delivered),
    "do_reopen_request": _on(delivered, reason="还差一页"),
    "do_confirm_day": lambda stand, operation: {"input": {"obstacle": "试"}},
    "do_hand_in_list": lambda stand, operation: {
        "input": {"lines": [{"deal": stand.fresh("deal"), "expects": "签字"}]}
    },
    "do_look_at_points": lambda stand, operation: {"input": {}},
}
