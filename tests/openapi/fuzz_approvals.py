"""Right requests for who draws flows, asks by them and decides."""

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}
KEY = "fuzz_flow"


def flow(stand: "Stand", key: str = KEY) -> dict[str, Any]:
    """A flow that asks the administrator, who is our caller."""
    admin = stand.ask("/api/v1/me")["id"]
    step = {"key": "only", "label": WORDS, "who": [{"by": "person", "person": admin}]}
    return {"key": key, "label": WORDS, "object": "quotation", "title": "{name}", "steps": [step]}


def acted(stand: "Stand", verb: str, input: dict[str, Any], record: str | None = None) -> Any:
    """An action's answer."""
    return stand.ask(f"/api/v1/actions/{verb}", "POST", {"record": record, "input": input})


def published(stand: "Stand") -> str:
    """The key of the flow, in force."""
    acted(stand, "publish_flow", {"flow": flow(stand)})
    return KEY


def drafted(stand: "Stand") -> str:
    """The key of a flow that is a draft."""
    acted(stand, "save_flow", {"flow": flow(stand, "fuzz_draft")})
    return "fuzz_draft"


def asked(stand: "Stand", login: str = "rep") -> tuple[str, str]:
    """An approval somebody else asked the administrator for, and his task."""
    key, token = published(stand), stand.token(login)

    def said(path: str, body: dict[str, Any]) -> Any:
        answer = Sent("POST", path, json.dumps(body).encode()).go(stand.client, token)
        assert answer.status_code < 300, answer.text
        return answer.json()

    record = said("/api/v1/records/quotation", {"name": f"试{uuid4().hex[:6]}"})["id"]
    body = {"record": record, "input": {"flow": key}}
    approval = str(said("/api/v1/actions/request_approval", body)["result"]["approval"])
    task = stand.ask(f"/api/v1/approvals/{approval}")["steps"][0]["tasks"][0]["id"]
    return approval, str(task)


def requestable(stand: "Stand") -> dict[str, Any]:
    """A quotation of ours, and the flow to ask by: somebody else decides."""
    said = flow(stand, "fuzz_other")
    said["steps"][0]["who"] = [{"by": "role", "role": "manager", "within": "all"}]
    acted(stand, "publish_flow", {"flow": said})
    return {"record": stand.fresh("quotation"), "input": {"flow": "fuzz_other"}}


def own(stand: "Stand") -> str:
    """An approval of our own, under way."""
    body = requestable(stand)
    return str(acted(stand, "request_approval", body["input"], body["record"])["result"]["approval"])


def returned(stand: "Stand") -> str:
    """One of our own that came back."""
    body = requestable(stand)
    approval = str(acted(stand, "request_approval", body["input"], body["record"])["result"]["approval"])
    with_task = stand.ask(f"/api/v1/approvals/{approval}")["steps"][0]["tasks"]
    owners = {each["person"]["id"]: each["id"] for each in with_task}
    manager = json.loads(Sent("GET", "/api/v1/me", b"").go(stand.client, stand.token("manager")).text)["id"]
    said = {"input": {"task": owners[manager], "verdict": "return", "reason": "price"}}
    answer = Sent("POST", "/api/v1/actions/decide_approval", json.dumps(said).encode()).go(
        stand.client, stand.token("manager")
    )
    assert answer.status_code == 200, answer.text
    return approval


def person(stand: "Stand") -> str:
    """Somebody who is here and is not asked."""
    token = stand.token("manager")
    return str(json.loads(Sent("GET", "/api/v1/me", b"").go(stand.client, token).text)["id"])


INPUTS: dict[str, Any] = {
    "save_flow": lambda stand: {"flow": flow(stand, "fuzz_draft")},
    "publish_flow": lambda stand: {"flow": flow(stand)},
    "discard_flow_draft": lambda stand: {"key": drafted(stand)},
    "retire_flow": lambda stand: {"key": published(stand)},
    "decide_approval": lambda stand: {"task": asked(stand)[1], "verdict": "approve"},
    "decide_approvals": lambda stand: {"tasks": [asked(stand)[1]], "verdict": "reject", "comment": "试"},
    "add_signer": lambda stand: {"task": asked(stand)[1], "person": person(stand), "place": "after"},
    "transfer_approval": lambda stand: {"task": asked(stand)[1], "person": person(stand)},
    "withdraw_approval": lambda stand: {"approval": own(stand)},
    "resubmit_approval": lambda stand: {"approval": returned(stand)},
    "copy_approval": lambda stand: {"approval": own(stand), "people": [person(stand)]},
    "set_stand_in": lambda stand: {"stand_in": None, "from": "2030-01-01", "until": "2030-01-02"},
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


APPROVALS: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "do_request_approval": lambda stand, operation: requestable(stand),
    "show_approval": lambda stand, operation: f"/api/v1/approvals/{asked(stand)[0]}",
    "show_flow": lambda stand, operation: f"/api/v1/approvals/flows/{published(stand)}",
    "preview_flow": lambda stand, operation: {
        "flow": published(stand), "record": stand.fresh("quotation"),
    },
}  # fmt: skip
MADE: dict[str, Any] = {
    "approval": lambda stand: asked(stand)[0],
    "approval_task": lambda stand: asked(stand)[1],
}
"""Objects whose records come by verbs alone."""
BY_VERBS = frozenset(f"{verb}_{object}" for verb in ("create", "change", "delete") for object in MADE)
"""What nobody may do to them."""
