"""Right requests for boards: each makes a board of its own, of one tile."""

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}
TILE = {
    "id": "open",
    "kind": "number",
    "label": WORDS,
    "metric": "open_deals",
    "x": 0,
    "y": 0,
    "w": 3,
    "h": 2,
}


def board() -> dict[str, Any]:
    """A board nobody keeps yet."""
    return {"key": f"b{uuid4().hex[:10]}", "label": WORDS, "tiles": [TILE], "phone": ["open"]}


def drafted(stand: "Stand") -> str:
    """The key of a draft."""
    said = board()
    stand.ask("/api/v1/actions/save_board", "POST", {"input": {"board": said}})
    return str(said["key"])


def published(stand: "Stand") -> str:
    """The key of a board in force."""
    key = drafted(stand)
    stand.ask("/api/v1/actions/publish_board", "POST", {"input": {"key": key}})
    return key


def _sent(path: str, said: dict[str, Any]) -> Sent:
    return Sent("POST", f"/api/v1/boards/{path}", json.dumps(said).encode(), {}, "admin")


INPUTS: dict[str, Any] = {
    "save_board": lambda stand: {"board": board()},
    "publish_board": lambda stand: {"key": drafted(stand)},
    "discard_board_draft": lambda stand: {"key": drafted(stand)},
    "retire_board": lambda stand: {"key": published(stand)},
    "send_board": lambda stand: {"board": published(stand), "who": [{"by": "starter"}]},
    "share_board": lambda stand: {"key": published(stand), "shared": [{"to": "everybody"}]},
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


BOARDS: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "list_boards": lambda stand, operation: "/api/v1/boards",
    "get_board": lambda stand, operation: f"/api/v1/boards/{published(stand)}",
    "query_board": lambda stand, operation: _sent(f"{published(stand)}/query", {}),
    "take_workbook": lambda stand, operation: _sent(f"{published(stand)}/workbook", {}),
    "take_paper": lambda stand, operation: _sent(f"{published(stand)}/paper", {}),
    "preview_board": lambda stand, operation: _sent("preview", {"board": board()}),
}
