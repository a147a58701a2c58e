"""Right requests of a leaver's phone and of who headed him."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from prooftrail.platform.people.accounts import open_account, sign_in
from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Stand


def left_session(stand: "Stand") -> str:
    """The session of somebody who has left since."""
    login = f"left{uuid4().hex[:8]}"
    made = stand.ask("/api/v1/records/person", "POST", {"name": "走了的人", "login": login})
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        text = sign_in(work, login, open_account(work, login)).text
    stand.ask(f"/api/v1/records/person/{made['id']}", "PATCH", {"left_on": "2020-01-01"})
    return text


def last(stand: "Stand", operation: Described) -> Sent:
    """One operation of his."""
    op = {"key": uuid4().hex, "call": "create_customer", "record": None, "input": {"name": "走前见的"}}
    headers = {"Authorization": f"Bearer {left_session(stand)}", "Content-Type": "application/json"}
    return Sent("POST", "/api/v1/sync/last", json.dumps({"ops": [op]}).encode(), headers)


def last_file(stand: "Stand", operation: Described) -> Sent:
    """A file of his."""
    headers = {"Authorization": f"Bearer {left_session(stand)}", "Content-Type": "application/octet-stream"}
    return Sent("POST", f"/api/v1/sync/last/files?key={uuid4().hex}&name=a.txt", b"bytes", headers)


def item_of(stand: "Stand") -> str:
    """The work item of a new hand-over."""
    last(stand, None).go(stand.client, None)  # type: ignore[arg-type]
    found = stand.ask('/api/v1/records/work_item?filter=["source","=","phone:left"]&sort=-opened_at&limit=1')
    return str(found["items"][0]["id"])


def judged(stand: "Stand", operation: Described) -> str:
    """The address of one that waits."""
    found = stand.ask(f"/api/v1/left?item={item_of(stand)}")
    return operation.path.replace("{id}", found["items"][0]["id"])


LEAVERS: dict[str, Callable[..., Any]] = {
    "take_last": last, "take_last_file": last_file, "take_over_left": judged, "discard_left": judged,
    "list_left": lambda stand, operation: f"/api/v1/left?item={item_of(stand)}",
}  # fmt: skip
