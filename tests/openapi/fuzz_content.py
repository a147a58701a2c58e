"""Right requests for the library and the links to what was sent."""

from typing import TYPE_CHECKING, Any

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def content(stand: "Stand") -> dict[str, Any]:
    """A content in force."""
    made = stand.ask("/api/v1/records/content", "POST", {"title": "试资料"})
    files = {"content": made["id"], "files": [stand._file()]}
    stand.ask("/api/v1/records/content_version", "POST", files)
    path = f"/api/v1/records/content/{made['id']}"
    return dict(stand.ask(path, "PATCH", {"state": "in_force"}))


def sending(stand: "Stand") -> dict[str, Any]:
    """The input that sends one."""
    return {"contents": [content(stand)["id"]], "customer": stand.fresh("customer")}


def sent(stand: "Stand") -> str:
    """Something that was sent."""
    answer = stand.ask("/api/v1/actions/send_content", "POST", {"input": sending(stand)})
    return str(answer["result"]["sent"][0]["id"])


def linked(stand: "Stand") -> str:
    """The address of a fresh link."""
    given = {"object": "content_sent", "record": sent(stand)}
    return str(stand.ask("/api/v1/links", "POST", given)["path"])


def read(stand: "Stand", operation: Described) -> Sent:
    """A word on how long a link was read."""
    said = {"Content-Type": "application/json"}
    return Sent("POST", f"{linked(stand)}/read", b'{"seconds": 30}', said, "")


def file_of(stand: "Stand", operation: Described) -> str:
    """A file behind a link."""
    record = sent(stand)
    row = stand.ask(f"/api/v1/records/content_sent/{record}")
    version = stand.ask(f"/api/v1/records/content_version/{row['content_version']['id']}")
    made = stand.ask("/api/v1/links", "POST", {"object": "content_sent", "record": record})
    return f"{made['path']}/{version['files'][0]['id']}"


def version(stand: "Stand") -> dict[str, Any]:
    """What a new version needs."""
    return {"content": content(stand)["id"], "files": [stand._file()]}


LIBRARY: "dict[str, Any]" = {
    "content_sent": sent,
    "content_version": lambda stand: content(stand)["current"]["id"],
}
"""Objects of which the least is more than the API asks for."""
BY_SENDING = frozenset({"create_content_sent"})
"""What nobody may do to them."""
CONTENT: "dict[str, Right]" = {
    "do_send_content": lambda stand, operation: {"input": sending(stand)},
    "do_take_back_content": lambda stand, operation: {"record": sent(stand), "input": {}},
    "create_content_version": lambda stand, operation: version(stand),
    "make_link": lambda stand, operation: {"object": "content_sent", "record": sent(stand)},
    "show_link": lambda stand, operation: linked(stand),
    "tell_reading": read,
    "give_linked_file": file_of,
}
