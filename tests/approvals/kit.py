"""What tests of approvals share: flows of their own, records under them, and words given."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api

WORDS = {"zh": "试", "en": "Probe"}
MANAGER = [{"by": "role", "role": "manager"}]
DIRECTOR = [{"by": "role", "role": "director"}]
HIGH = "amount > 500000"


def person(login: str, api: Api) -> str:
    """The id of a login."""
    found = api.get("records/person", filter=["login", "=", login], limit="1")["items"]
    return str(found[0]["id"])


def step(key: str, who: Any = None, **more: Any) -> dict[str, Any]:
    """One step."""
    return {"key": key, "label": {"zh": key, "en": key}, "who": who or MANAGER, **more}


def flow(*steps: dict[str, Any], key: str = "", object: str = "quotation", **more: Any) -> dict[str, Any]:
    """A flow under a key of its own."""
    found = {"key": key or f"f{uuid4().hex[:8]}", "label": WORDS, "object": object, "title": "{name}"}
    return {**found, "steps": list(steps) or [step("manager")], **more}


def priced(*more: dict[str, Any]) -> dict[str, Any]:
    """The branch the price takes: above the limit the director is asked."""
    high = {"label": WORDS, "when": HIGH, "steps": [step("director", DIRECTOR)]}
    return {"branch": [high, {"label": WORDS, "when": None, "steps": list(more)}]}


def published(ops: Api, said: dict[str, Any]) -> str:
    """Its key, in force."""
    ops.act("publish_flow", {"flow": said})
    return str(said["key"])


def quotation(rep: Api, amount: str = "1000.00", **more: Any) -> str:
    """A quotation of the rep's."""
    given = {"name": f"Q {uuid4().hex[:6]}", "amount": amount, **more}
    return str(rep.post("records/quotation", given)["id"])


def asked(rep: Api, key: str, record: str, **more: Any) -> dict[str, Any]:
    """What `request_approval` answers."""
    found: dict[str, Any] = rep.act("request_approval", {"flow": key, **more}, record)["result"]
    return found


def sheet(api: Api, approval: str, status: int = 200) -> dict[str, Any]:
    """An approval as one sees it."""
    found: dict[str, Any] = api.get(f"approvals/{approval}", status)
    return found


def decide(
    api: Api, approval: str, verdict: str = "approve", status: int = 200, **more: Any
) -> dict[str, Any]:
    """One's word at one's own task."""
    task = sheet(api, approval)["may"]["decide"]
    assert task is not None, "nothing waits"
    return dict(api.act("decide_approval", {"task": task, "verdict": verdict, **more}, status=status))


def states(api: Api, approval: str, key: str) -> list[tuple[str, str]]:
    """Who was asked at a step, and what came of it."""
    found = next(each for each in sheet(api, approval)["steps"] if each["key"] == key)
    return [(each["person"]["label"], each["state"]) for each in found["tasks"]]
