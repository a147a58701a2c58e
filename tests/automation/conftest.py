"""A demo the tests of rules share, its people, and rules to begin with."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.automation.listening import drain
from prooftrail.platform.derived.sweep import settle
from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(40)
admin, ops, rep, manager = signed_in("admin"), signed_in("ops"), signed_in("rep"), signed_in("manager")
WORDS = {"zh": "试", "en": "Probe"}


@pytest.fixture(autouse=True)
def no_rules(request: pytest.FixtureRequest) -> Iterator[None]:
    """What one test publishes sets nothing off in another."""
    api: Api | None = request.getfixturevalue("admin") if "admin" in request.fixturenames else None
    yield
    if api is not None:
        for each in api.get("rules")["items"]:
            if each["state"] in ("live", "paused"):
                api.act("retire_rule", {"key": each["key"]})


def rule(key: str, **more: Any) -> dict[str, Any]:
    """A rule that marks what it met."""
    step = {"action": "set_fields", "record": "$record",
            "input": {"object": "customer", "fields": {"industry": "met"}}}  # fmt: skip
    return {
        "key": key, "label": WORDS, "object": "customer", "then": [step],
        "when": {"on": "record", "events": ["created"]}, **more,
    }  # fmt: skip


def published(api: Api, said: dict[str, Any]) -> dict[str, Any]:
    """The answer to publishing a rule."""
    api.act("save_rule", {"rule": said})
    found: dict[str, Any] = api.act("publish_rule", {"key": said["key"]})["result"]
    return found


def faults(api: Api, said: dict[str, Any]) -> dict[str, Any]:
    """Why a rule is refused, by place."""
    answer = api.act("save_rule", {"rule": said}, status=422)
    fields: dict[str, Any] = answer["error"]["fields"]
    return fields


def reacted(parts: Opened, name: str) -> None:
    """Everything that waits to be reacted to, done."""
    place = parts.workspaces.directory.find(name)
    settle(parts.ground, place)
    drain(parts.ground, place)


def runs(api: Api, **said: str) -> list[dict[str, Any]]:
    """Entries of the run log, newest first."""
    items: list[dict[str, Any]] = api.get("rules/runs", **said)["items"]
    return items


def skipped(api: Api, key: str) -> dict[str, int]:
    """How often a rule was passed over, by reason."""
    return {each["reason"]: each["count"] for each in api.get("rules/runs", rule=key)["skipped"]}


def customer(api: Api, **more: Any) -> dict[str, Any]:
    """A new customer."""
    found: dict[str, Any] = api.post("records/customer", {"name": f"客户 {uuid4().hex[:8]}", **more})
    return found


def read(api: Api, object: str, id: str) -> dict[str, Any]:
    """A record as it stands."""
    found: dict[str, Any] = api.get(f"records/{object}/{id}")
    return found
