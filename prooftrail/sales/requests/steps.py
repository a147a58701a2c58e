"""What the rule centre asks of a step that raises a request: a kind there is somewhere to send to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.triggers import Signal, StepAbout, register_signal, register_step
from prooftrail.platform.values import Label
from prooftrail.sales.requests.model import REQUEST
from prooftrail.sales.requests.queries import kinds

if TYPE_CHECKING:
    from prooftrail.platform.automation.faults import Places
    from prooftrail.platform.work import Work


def check_step(work: "Work", of: str | None, step: Mapping[str, Any], faults: "Places") -> None:
    """Note a kind that goes nowhere."""
    kind = step["input"].get("kind")
    if isinstance(kind, str) and "{" not in kind and kind not in kinds(work):
        faults.note("kind", "bad_value")


def let_rules_know() -> None:
    """Rules may raise requests, and wait for what becomes of them."""
    register_step("raise_request", StepAbout(check_step))
    for name, zh, en in (
        ("request.raised", "提了协同请求", "Request raised"),
        ("request.delivered", "协同请求已交付", "Request delivered"),
        ("request.overdue", "协同请求逾期", "Request overdue"),
    ):
        register_signal(Signal(name, Label(zh, en), action=name, object=REQUEST))
