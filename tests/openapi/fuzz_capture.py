"""Right requests for public forms, their entrances, and visits to a site."""

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

SITE = "https://www.example.com"
DESIGN = {
    "name": {"zh": "试", "en": "Probe"}, "source": "web", "origins": [SITE],
    "fields": [{"field": "name", "required": True}, {"field": "phone"}],
    "limits": {"per_address": 10_000, "per_form": 100_000},
}  # fmt: skip


def drafted(stand: "Stand") -> dict[str, Any]:
    """A draft."""
    asked = {"input": {"design": DESIGN}}
    return dict(stand.ask("/api/v1/actions/save_capture_form", "POST", asked)["result"]["items"][0])


def live(stand: "Stand") -> dict[str, Any]:
    """A form in force."""
    asked = {"input": {"form": drafted(stand)["id"]}}
    return dict(stand.ask("/api/v1/actions/publish_capture_form", "POST", asked)["result"]["items"][0])


def entrance(stand: "Stand") -> dict[str, Any]:
    """An entrance that takes leads."""
    return dict(live(stand)["places"][0])


def sent(stand: "Stand", operation: Described) -> Sent:
    """What a program sends of a form."""
    said = json.dumps({"answers": {"name": "试"}, "nonce": uuid4().hex}).encode()
    return Sent("POST", entrance(stand)["path"], said, {"Content-Type": "application/json"}, "")


def told(stand: "Stand", operation: Described) -> Sent:
    """A visit."""
    look = {"consent": True, "visitor": uuid4().hex, "view": uuid4().hex[:16], "path": "/"}
    headers = {"Content-Type": "text/plain", "Origin": SITE}
    return Sent("POST", f"/t/{entrance(stand)['token']}", json.dumps(look).encode(), headers, "")


INPUTS: dict[str, Any] = {
    "save_capture_form": lambda stand: {"design": DESIGN},
    "publish_capture_form": lambda stand: {"form": drafted(stand)["id"]},
    "close_capture_form": lambda stand: {"form": live(stand)["id"]},
    "show_capture_forms": lambda stand: {},
    "preview_capture_form": lambda stand: {"design": DESIGN},
    "add_capture_place": lambda stand: {"form": live(stand)["id"], "name": "展位"},
    "close_capture_place": lambda stand: {"place": entrance(stand)["id"]},
    "draw_capture_code": lambda stand: {"place": entrance(stand)["id"], "origin": SITE},
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


CAPTURED: dict[str, Any] = {
    "capture_form": lambda stand: drafted(stand)["id"], "capture_place": lambda stand: entrance(stand)["id"],
}  # fmt: skip
BY_FORMS = frozenset(
    f"{verb}_{name}" for verb in ("create", "change") for name in ("capture_form", "capture_place")
)
"""What nobody may do to them."""
CAPTURE: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "do_look_at_channels": lambda stand, operation: {"input": {"since": "2026-01-01"}},
    "do_show_visits": lambda stand, operation: {"record": stand.fresh("lead"), "input": {}},
    "show_form": lambda stand, operation: entrance(stand)["path"],
    "send_form": sent,
    "tell_visit": told,
}
