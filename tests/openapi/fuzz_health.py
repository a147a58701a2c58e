"""Right requests for complaints, satisfaction, data health and churn."""

from datetime import date
from typing import TYPE_CHECKING, Any

from prooftrail.platform.people.actor import system
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller
from prooftrail.sales.churn.rules.watching import monday_of
from tests.openapi.fuzz_daily import made
from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def raised(stand: "Stand") -> str:
    """A fresh complaint."""
    given = {"customer": stand.fresh("customer"), "category": "quality", "story": "机组漏油"}
    answer = stand.ask("/api/v1/actions/raise_complaint", "POST", {"input": given})
    return str(answer["result"]["complaint"])


def resolved(stand: "Stand") -> str:
    """One that was resolved."""
    complaint = raised(stand)
    body = {"record": complaint, "input": {"resolution": "换了密封圈", "cause": "defect"}}
    stand.ask("/api/v1/actions/resolve_complaint", "POST", body)
    return complaint


def delivered(stand: "Stand") -> str:
    """An order that was delivered."""
    values = {"name": "试订单", "customer": stand.fresh("customer"), "status": "delivered"}
    begun = stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz"))
    with begun as work, work.acting(system("fuzz")):
        return str(work.records.create("order", values, id=uuid7(), loose=True).id)


def asked(stand: "Stand") -> str:
    """A customer who was asked."""
    body = {"record": delivered(stand), "input": {"object": "order"}}
    return str(stand.ask("/api/v1/actions/ask_satisfaction", "POST", body)["result"]["satisfaction"])


def answered(stand: "Stand", operation: Described) -> Sent:
    """The answer to a question behind a link."""
    given = {"object": "satisfaction", "record": asked(stand)}
    path = str(stand.ask("/api/v1/links", "POST", given)["path"])
    said = {"Content-Type": "application/json"}
    return Sent("POST", f"{path}/answer", b'{"score": 4, "comment": "ok"}', said, "")


def step(stand: "Stand", operation: Described) -> dict[str, Any]:
    """An intervention for a department with a churned customer."""
    customer = stand.fresh("customer")
    begun = stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz"))
    with begun as work, work.acting(system("fuzz")):
        row = work.execute(f"select id from {work.place.schema}.department order by id limit 1").fetchone()
        assert row is not None
        values = {
            "title": "试", "customer": customer, "week_on": monday_of(work.today).isoformat(),
            "unit": str(row[0]), "mark": f"fuzz:{customer}",
        }  # fmt: skip
        work.records.create("churn_case", values, id=uuid7(), loose=True)
    return {"input": {"kind": "push", "unit": str(row[0])}}


def of_step(stand: "Stand", object: str) -> str:
    """A record of an intervention."""
    return made(stand, object, step=made(stand, "churn_step"))


HEALTH_MADE: "dict[str, Any]" = {
    "complaint": raised,
    "satisfaction": asked,
    "health_score": lambda stand: made(stand, "health_score", month_on=date(2026, 3, 1).isoformat()),
    "churn_week": lambda stand: made(stand, "churn_week", week_on=date(2026, 3, 2).isoformat()),
    "churn_case": lambda stand: made(stand, "churn_case", customer=stand.fresh("customer")),
    "churn_step": lambda stand: made(stand, "churn_step"),
    "churn_member": lambda stand: of_step(stand, "churn_member"),
    "incentive_weight": lambda stand: of_step(stand, "incentive_weight"),
}
"""Objects nobody creates by hand."""
BY_WATCH = frozenset(
    {f"create_{each}" for each in HEALTH_MADE}
    | {f"{verb}_{each}" for each in HEALTH_MADE if each != "complaint" for verb in ("change", "delete")}
)
"""What nobody may do to them."""


def _on(find: Any, **input: Any) -> Any:
    return lambda stand, operation: {"record": find(stand), "input": input}


HEALTH: "dict[str, Right]" = {
    "do_raise_complaint": lambda stand, operation: {
        "input": {"customer": stand.fresh("customer"), "category": "delivery", "story": "晚到两天"}
    },
    "do_take_complaint": _on(raised),
    "do_resolve_complaint": _on(raised, resolution="补发", cause="supply"),
    "do_reopen_complaint": _on(resolved, reason="又漏了"),
    "do_ask_satisfaction": _on(delivered, object="order"),
    "do_list_cleaning": lambda stand, operation: {"input": {"mine": True}},
    "do_look_at_health": lambda stand, operation: {"input": {}},
    "do_start_churn_step": step,
    "answer_link": answered,
}
