"""Right requests for who writes rules and looks after their runs."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from prooftrail.platform.automation.runs import Run, keep_runs
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}


def rule(key: str, **more: Any) -> dict[str, Any]:
    """A rule that fires for nothing the fuzz does."""
    step = {"action": "set_fields", "input": {"object": "competitor", "fields": {"name": "{name}"}}}
    when = {"on": "record", "events": ["deleted"]}
    return {"key": key, "label": WORDS, "object": "competitor", "when": when, "then": [step], **more}


def acted(stand: "Stand", verb: str, input: dict[str, Any]) -> Any:
    """An action's result."""
    return stand.ask(f"/api/v1/actions/{verb}", "POST", {"input": input})["result"]


def drafted(stand: "Stand", **more: Any) -> dict[str, Any]:
    """A rule that is a draft; the one before is out of the way."""
    key = f"r{uuid4().hex[:8]}"
    acted(stand, "save_rule", {"rule": rule(key, **more)})
    return {"key": key}


def published(stand: "Stand", **more: Any) -> dict[str, Any]:
    """A rule in force."""
    found = drafted(stand, **more)
    acted(stand, "publish_rule", found)
    return found


def hook(stand: "Stand", operation: Described) -> str:
    """A secret address."""
    input = {"object": "competitor", "fields": {"name": "x"}}
    step = {"action": "create_record", "record": None, "input": input}
    found = drafted(stand, object=None, when={"on": "webhook"}, then=[step])
    return str(acted(stand, "publish_rule", found)["hook"])


def failed(stand: "Stand") -> dict[str, Any]:
    """A run that waits for somebody."""
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        run = Run(uuid7(), "fuzzed", 1, None, None, uuid4().hex, work.now, "dead")
        keep_runs(work, [run])
    return {"run": str(run.id)}


def written(stand: "Stand") -> dict[str, Any]:
    """A record and fields to set."""
    made = stand.ask("/api/v1/records/competitor", "POST", {"name": f"c{uuid4().hex[:8]}"})
    return {"record": made["id"], "input": {"object": "competitor", "fields": {"name": "x"}}}


INPUTS: dict[str, Any] = {
    "save_rule": lambda stand: {"rule": rule("fuzzed")},
    "publish_rule": drafted,
    "pause_rule": lambda stand: {**published(stand), "paused": True},
    "discard_rule_draft": drafted,
    "retire_rule": published,
    "replay_run": failed,
    "skip_run": failed,
    "create_record": lambda stand: {"object": "competitor", "fields": {"name": f"c{uuid4().hex[:8]}"}},
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


PERIOD = {"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}
RULES: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "do_set_fields": lambda stand, operation: written(stand),
    "get_rule": lambda stand, operation: f"/api/v1/rules/{drafted(stand)['key']}",
    "test_rule": lambda stand, operation: {"rule": rule("fuzzed")},
    "replay_rule": lambda stand, operation: {"rule": rule("fuzzed"), **PERIOD},
    "call_hook": hook,
}
