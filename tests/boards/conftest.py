"""A demo the tests of boards share, its people, and boards of a few tiles."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(120)
rep, manager, director = signed_in("rep"), signed_in("manager"), signed_in("director")
ops, store = signed_in("ops"), signed_in("store")
WORDS = {"zh": "试", "en": "Probe"}


def tile(id: str, kind: str, metric: Any, x: int = 0, y: int = 0, **more: Any) -> dict[str, Any]:
    """One tile, three wide and two tall."""
    size = {"x": x, "y": y, "w": 3, "h": 2}
    return {"id": id, "kind": kind, "label": WORDS, "metric": metric, **size, **more}


def board(*tiles: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A board nobody has yet."""
    return {"key": f"b{uuid4().hex[:10]}", "label": WORDS, "tiles": list(tiles), **more}


def act(api: Api, verb: str, status: int = 200, **said: Any) -> dict[str, Any]:
    """What an action answers."""
    found: dict[str, Any] = api.post(f"actions/{verb}", {"input": said}, status)
    return dict(found["result"]) if status == 200 else dict(found["error"])


def published(api: Api, said: dict[str, Any], *shared: dict[str, Any]) -> str:
    """The key of a board in force."""
    act(api, "save_board", board=said)
    act(api, "publish_board", key=said["key"])
    if shared:
        act(api, "share_board", key=said["key"], shared=list(shared))
    return str(said["key"])


def asked(api: Api, key: str, **said: Any) -> dict[str, dict[str, Any]]:
    """The answers of a board's tiles by id."""
    found = api.post(f"boards/{key}/query", said, 200)
    return {each["id"]: each for each in found["tiles"]}
