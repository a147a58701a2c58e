"""Right requests for files in pieces: each on an upload begun for it."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Stand

BYTES = b"a file in pieces"
PATH = "/api/v1/uploads"


def announced() -> dict[str, Any]:
    """A small file, under an id of its own."""
    return {"id": str(uuid4()), "size": len(BYTES), "sha256": sha256(BYTES).hexdigest()}


def begun(stand: "Stand") -> str:
    """The id of an upload nothing has come of yet."""
    said = announced()
    stand.ask(PATH, "POST", said)
    return str(said["id"])


def piece(stand: "Stand", operation: Described) -> Sent:
    """All of it in one piece."""
    media = {"Content-Type": "application/octet-stream"}
    return Sent("POST", f"{PATH}/{begun(stand)}/pieces?offset=0", BYTES, media, "admin")


def finished(stand: "Stand", operation: Described) -> Sent:
    """The end of one that has arrived."""
    sent = piece(stand, operation)
    sent.go(stand.client, stand.tokens["admin"])
    body, media = b'{"name": "a.txt"}', {"Content-Type": "application/json"}
    return Sent("POST", sent.url.replace("/pieces?offset=0", "/file"), body, media, "admin")


UPLOADS: dict[str, Callable[..., Any]] = {
    "begin_upload": lambda stand, operation: announced(), "take_piece": piece, "finish_upload": finished,
}  # fmt: skip
