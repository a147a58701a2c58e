"""Right requests for blueprints: each brings one of its own, of a few lines."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

SETTINGS = "settings: {trash.days: 30}\n"


def own(key: str, version: int = 1) -> dict[str, Any]:
    """A blueprint of one setting."""
    head = f"key: {key}\nversion: {version}\nlabel: {{zh: 试, en: Probe}}\nfiles: [settings.yaml]\n"
    return {"files": {"blueprint.yaml": head, "settings.yaml": SETTINGS}}


def brought(stand: "Stand") -> str:
    """The key of one that was just installed."""
    key = f"b{uuid4().hex[:10]}"
    stand.ask("/api/v1/actions/install_blueprint", "POST", {"input": own(key)})
    return key


INPUTS: dict[str, Any] = {
    "install_blueprint": lambda stand: own(f"b{uuid4().hex[:10]}"),
    "upgrade_blueprint": lambda stand: own(brought(stand), 2),
    "remove_blueprint": lambda stand: {"blueprint": brought(stand)},
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


BLUEPRINTS: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "preview_blueprint": lambda stand, operation: own(f"b{uuid4().hex[:10]}"),
}
