"""What these tests build processes and records from."""

from typing import Any
from uuid import uuid4

from prooftrail.platform.blueprint.pictures import document
from tests.conftest import Api

Said = dict[str, Any]
FILE = {"key": "file", "type": "evidence", "kind": "proposal_file", "count": 1}


def words(text: str) -> Said:
    """The same in both languages."""
    return {"zh": text, "en": text}


def node(key: str, *requires: Said, **more: Any) -> Said:
    """One node."""
    return {"key": key, "label": words(key), "requires": list(requires), **more}


def process(*between: Said, key: str | None = None, **more: Any) -> Said:
    """A process of deals: begun, what is between, won and lost."""
    lost = {"key": "lost_reason", "type": "field", "field": "lost_reason"}
    nodes = [node("begun"), *between, node("won", end="won"), node("lost", lost, end="lost", advance="ask")]
    found = {"key": key or f"p{uuid4().hex[:10]}", "object": "deal", "label": words("试验"), "nodes": nodes}
    return found | more


def publish(admin: Api, said: Said, **how: Any) -> Any:
    """The answer of publishing a process."""
    return admin.act("publish_process", {"process": said, **how})["result"]


def deal(rep: Api, key: str, **more: Any) -> Said:
    """A new deal in a process."""
    return dict(rep.post("records/deal", {"name": f"试验{uuid4().hex[:8]}", "process": key, **more}))


def hand_in(rep: Api, deal: Said, kind: str = "proposal_file", **more: Any) -> Any:
    """One more piece of evidence, a file nobody handed in before."""
    file = rep.upload(document(uuid4().int % 10**9, kind, ["一"]), f"{kind}.pdf", **more)
    given = {"type": "proposal", "deal": deal["id"], "evidence": [{"kind": kind, "file": file}]}
    return rep.act("log_activity", given)["result"]


def stage(api: Api, deal: Said) -> str:
    """Where a deal stands."""
    return str(api.get(f"records/deal/{deal['id']}")["stage"])


def gate(api: Api, deal: Said) -> Any:
    """The gate before it."""
    return api.get(f"records/deal/{deal['id']}/gate")


def attempts(api: Api, deal: Said) -> list[Any]:
    """What was refused and kept."""
    found = api.get("events", record=deal["id"], limit=200)["items"]
    return [each for each in found if each["action"] == "attempt.refused"]


def error(answer: Any) -> Said:
    """The refusal, which has words."""
    found = dict(answer["error"])
    assert found["message"] != found["code"], f"no words for {found['code']}"
    assert all(said != code for code, said in found["fields"].items())
    return found
