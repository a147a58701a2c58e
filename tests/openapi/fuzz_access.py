"""Right requests for administering access: each on people, roles and departments made for it."""

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

ROOT = "/api/v1/access"
WORDS = {"zh": "试", "en": "Probe"}


def role(stand: "Stand") -> str:
    """The key of a new role nobody has."""
    key = f"r{uuid4().hex[:10]}"
    stand.ask(f"{ROOT}/roles", "POST", {"key": key, "label": WORDS})
    return key


def person(stand: "Stand", **more: Any) -> str:
    """The id of somebody new."""
    said = {"name": "试", "login": f"p{uuid4().hex[:10]}", **more}
    return str(stand.ask(f"{ROOT}/people", "POST", said)["person"])


def share(stand: "Stand") -> dict[str, str]:
    """A record just shared with somebody new."""
    record, other = stand.fresh("customer"), person(stand)
    said = {"record": record, "input": {"object": "customer", "person": other}}
    stand.ask("/api/v1/actions/share_record", "POST", said)
    return {"object": "customer", "record": record, "person": other}


def event(stand: "Stand") -> str:
    """The id of a deed that can be undone."""
    role(stand)
    return str(stand.ask(f"{ROOT}/history?limit=1")["items"][0]["id"])


def given(stand: "Stand") -> tuple[str, str]:
    """Somebody new and the role he has."""
    key = role(stand)
    return person(stand, roles=[key]), key


def inputs(stand: "Stand", verb: str) -> dict[str, Any]:
    """What an action takes."""
    made: dict[str, Any] = {
        "define_role": lambda: {"key": f"r{uuid4().hex[:10]}", "label": WORDS},
        "change_role": lambda: {"role": role(stand), "version": 1, "label": {"zh": "改", "en": "Other"}},
        "remove_role": lambda: {"role": role(stand), "version": 1},
        "add_person": lambda: {"name": "试", "login": f"p{uuid4().hex[:10]}"},
        "rename_person": lambda: {"person": person(stand), "name": "改"},
        "mark_leaver": lambda: {"person": person(stand)},
        "reinstate_person": lambda: {"person": person(stand)},
        "set_member": lambda: {"person": person(stand), "to": stand.fresh("department")},
        "give_role": lambda: {"person": person(stand), "role": role(stand)},
        "take_role": lambda: dict(zip(("person", "role"), given(stand), strict=True)),
        "move_department": lambda: {"department": stand.fresh("department"), "to": stand.fresh("department")},
        "set_head": lambda: {"department": stand.fresh("department"), "to": person(stand)},
        "end_share": lambda: share(stand),
        "undo_access": lambda: {"event": event(stand)},
        "publish_access": lambda: draft(),
    }[verb]()
    return dict(made)


def draft() -> dict[str, Any]:
    """One change."""
    said = {"key": f"r{uuid4().hex[:10]}", "label": WORDS}
    return {"changes": [{"action": "define_role", "input": said}]}


def calling(stand: "Stand", operation: Described) -> Sent:
    """The call of an action's own route."""
    said = inputs(stand, operation.id)
    path = operation.path
    for key in [key for key in said if f"{{{key}}}" in path]:
        path = path.replace(f"{{{key}}}", said.pop(key))
    head = {"Content-Type": "application/json"}
    return Sent(operation.method, path, json.dumps(said).encode(), head, "admin")


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The same as an action."""
    return {"input": inputs(stand, operation.id.removeprefix("do_"))}


VERBS = (
    "define_role", "change_role", "remove_role", "add_person", "rename_person", "mark_leaver",
    "reinstate_person", "set_member", "give_role", "take_role", "move_department", "set_head", "end_share",
    "undo_access", "publish_access",
)  # fmt: skip
ACCESS: "dict[str, Right]" = {
    **dict.fromkeys(VERBS, calling),
    **{f"do_{verb}": acting for verb in VERBS},
    "preview_access": lambda stand, operation: draft(),
    "get_role": lambda stand, operation: f"{ROOT}/roles/rep",
    "new_password": lambda stand, operation: f"{ROOT}/people/{person(stand)}/password",
}
