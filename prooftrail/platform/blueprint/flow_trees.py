"""A flow as a component: without its key and what goes without saying."""

from collections.abc import Mapping
from typing import Any

from prooftrail.platform.approvals.shapes import RIGHTS

Tree = dict[str, Any]
USUAL_OF_FLOW: Tree = {"title": "{name}", "start": None, "own": False, "void": [], "resubmit": "again"}
USUAL_OF_STEP: Tree = {
    "mode": "any", "pass": None, "when": None, "limit": None, "fields": {}, "on_empty": "admin",
    "on_repeat": "ask", "copy": [], "may": list(RIGHTS),
}  # fmt: skip
USUAL_OF_LIMIT: Tree = {"in": "working", "remind_hours": None, "then": "remind", "to": None}


def flow_tree(said: Mapping[str, Any]) -> Tree:
    """The flow as files say it."""
    found = _unusual(said, USUAL_OF_FLOW)
    found.pop("key", None)
    return found | {"steps": [_node(each) for each in said["steps"]]}


def _node(said: Mapping[str, Any]) -> Tree:
    if "branch" in said:
        return {"branch": [
            _unusual(way, {"when": None}) | {"steps": [_node(each) for each in way["steps"]]}
            for way in said["branch"]
        ]}  # fmt: skip
    found = _unusual(said, USUAL_OF_STEP)
    if found.get("limit"):
        found["limit"] = _unusual(found["limit"], USUAL_OF_LIMIT)
    return found


def _unusual(said: Mapping[str, Any], usual: Tree) -> Tree:
    return {key: value for key, value in said.items() if key not in usual or value != usual[key]}
