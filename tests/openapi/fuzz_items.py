"""Right requests for work items, notifications and what goes outside."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}
WHO = [{"by": "role", "role": "admin", "within": "all"}]


def dead(stand: "Stand") -> dict[str, Any]:
    """An effect that was given up."""
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        id = uuid7()
        work.execute(
            f"insert into {work.place.schema}._effect "
            "(id, key, channel, payload, state, next_at, created_at) "
            "values (%s, %s, 'webhook', '{}', 'dead', %s, %s)",
            [id, f"fuzz:{id}", work.now, work.now],
        )
    return {"effect": str(id)}


def channel(stand: "Stand") -> dict[str, Any]:
    """A robot that nobody answers for."""
    return {"channel": "fuzz_room", "kind": "wecom", "label": WORDS, "enabled": False,
            "secrets": {"url": "https://example.invalid/robot"}}  # fmt: skip


def trial(stand: "Stand") -> dict[str, Any]:
    """A channel to try."""
    stand.ask("/api/v1/actions/set_channel", "POST", {"input": channel(stand)})
    return {"channel": "fuzz_room"}


def item(stand: "Stand") -> str:
    """A fresh work item of the administrator's."""
    said = {"title": "试", "who": WHO, "episode": uuid4().hex}
    answer = stand.ask("/api/v1/actions/open_work_item", "POST", {"input": said})
    return str(answer["result"]["work_item"])


INPUTS: dict[str, Any] = {
    "open_work_item": lambda stand: {"title": "试", "who": WHO},
    "notify": lambda stand: {"who": WHO, "title": "试"},
    "set_notify_choices": lambda stand: {"off": ["sms"]},
    "set_notify_role": lambda stand: {"role": "*", "info": ["app"]},
    "replay_effect": dead, "drop_effect": dead, "set_channel": channel, "test_channel": trial,
    "call_webhook": lambda stand: {"url": "https://example.invalid/", "key": f"fuzz:{uuid4()}"},
}  # fmt: skip
OF_ITEM: dict[str, Any] = {
    "respond_work_item": lambda stand: {}, "resolve_work_item": lambda stand: {},
    "reassign_work_item": lambda stand: {"person": stand.fresh("person")},
    "escalate_work_item": lambda stand: {},
}  # fmt: skip


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


def moving(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action on a work item."""
    return {"record": item(stand), "input": OF_ITEM[operation.id.removeprefix("do_")](stand)}


ITEMS: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    **{f"do_{verb}": moving for verb in OF_ITEM},
    "read_notifications": lambda stand, operation: {"all": True},
    "show_work_item": lambda stand, operation: f"/api/v1/work-items/{item(stand)}",
}
