"""Right requests for what designers do: forms, views, formulas, other types; each on an object of its own."""

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}
ITEMS = [{"field": "name"}]
LAYOUT = {"tabs": [{"label": WORDS, "sections": [{"label": WORDS, "items": ITEMS}]}]}


def own(stand: "Stand") -> str:
    """The name of a new object."""
    name = f"x_{uuid4().hex[:8]}"
    stand.ask("/api/v1/objects", "POST", {"name": name, "label": WORDS})
    return name


def field(stand: "Stand") -> dict[str, str]:
    """A new field and where it is."""
    name = f"x_{uuid4().hex[:8]}"
    said = {"name": name, "label": WORDS, "type": "text"}
    stand.ask("/api/v1/objects/product/fields", "POST", said)
    return {"object": "product", "field": name}


def drafted(stand: "Stand") -> dict[str, Any]:
    """Where a form has a draft."""
    place = {"object": own(stand)}
    acted(stand, "save_form_draft", place | {"layout": LAYOUT})
    return place


def viewed(stand: "Stand", object: str = "") -> str:
    """The id of a new view."""
    done = acted(stand, "save_view", {"object": object or own(stand), "name": WORDS})
    return str(done["result"]["view"]["id"])


def ordered(stand: "Stand") -> dict[str, Any]:
    """Every view of an object, in an order."""
    object = own(stand)
    return {"object": object, "ids": [viewed(stand, object)]}


def acted(stand: "Stand", verb: str, input: dict[str, Any]) -> Any:
    """An action's answer."""
    return stand.ask(f"/api/v1/actions/{verb}", "POST", {"input": input})


def entry(stand: "Stand") -> dict[str, Any]:
    """A deed of the designers' history that can be undone."""
    field(stand)
    return {"event": stand.ask("/api/v1/design/history?limit=1")["items"][0]["id"]}


def converted(stand: "Stand", operation: Described) -> Sent:
    """Another type for a new field, tried."""
    at = field(stand)
    path = f"/api/v1/objects/product/fields/{at['field']}/convert"
    return Sent("POST", path, json.dumps({"type": "long_text", "dry_run": True}).encode(), {}, "admin")


def measured(stand: "Stand") -> dict[str, Any]:
    """A new metric's definition."""
    term = {"name": "n", "label": WORDS, "measure": ["count"]}
    return {
        "key": f"m_{uuid4().hex[:8]}", "label": WORDS, "description": WORDS, "unit": "count",
        "object": "product", "terms": [term], "formula": "n", "direction": "more",
    }  # fmt: skip


def retired(stand: "Stand") -> dict[str, Any]:
    """A metric to take out of use."""
    said = measured(stand)
    acted(stand, "save_metric", said)
    return {"key": said["key"]}


INPUTS: dict[str, Any] = {
    "save_metric": measured,
    "retire_metric": retired,
    "change_setting": lambda stand: {"key": "views.most_own", "value": 100},
    "reset_setting": lambda stand: {"key": "views.most_own"},
    "set_calendar_day": lambda stand: {"day": "2027-03-03", "working": False},
    "try_conversion": lambda stand: field(stand) | {"type": "long_text"},
    "convert_field": lambda stand: field(stand) | {"type": "long_text"},
    "undo_design": entry,
    "save_form_draft": lambda stand: {"object": own(stand), "layout": LAYOUT},
    "publish_form": drafted, "discard_form_draft": drafted,
    "save_view": lambda stand: {"object": own(stand), "name": WORDS},
    "order_views": ordered,
    "share_view": lambda stand: {"id": viewed(stand), "shared": [{"to": "everybody"}]},
    "delete_view": lambda stand: {"id": viewed(stand)},
}  # fmt: skip


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


DESIGNS: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "try_derived": lambda stand, operation: {
        "object": "customer",
        "type": "rollup",
        "options": {"from": "deal", "link": "customer", "how": "count"},
    },
    "list_field_uses": lambda stand, operation: "/api/v1/objects/customer/fields/name/uses",
    "convert_field": converted,
    "show_calendar": lambda stand, operation: "/api/v1/calendar?year=2026",
    "query_metric": lambda stand, operation: Sent(
        "POST", "/api/v1/metrics/open_deals/query", b'{"group": ["stage"]}', {}, "admin"
    ),
    "get_form": lambda stand, operation: "/api/v1/forms?object=deal",
    "list_forms": lambda stand, operation: "/api/v1/forms/designs?object=deal",
    "list_views": lambda stand, operation: "/api/v1/views?object=deal",
    "check_formula": lambda stand, operation: {"object": "customer", "formula": "1 + 1"},
}
