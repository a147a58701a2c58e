"""A demo the tests of rules share, its people, and rules to begin with."""

from typing import Any

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(40)
admin, ops, rep, manager = signed_in("admin"), signed_in("ops"), signed_in("rep"), signed_in("manager")
WORDS = {"zh": "试", "en": "Probe"}


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
