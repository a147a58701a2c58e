"""Cursors of lists: where the last page ended, as opaque text tied to its order."""

import base64
import binascii
import json
from typing import Any

from prooftrail.platform.refusal import Refusal


def encode(order: str, keys: list[Any]) -> str:
    """A cursor for an order and the keys of the last row."""
    return base64.urlsafe_b64encode(json.dumps([order, keys]).encode()).decode().rstrip("=")


def decode(order: str, size: int, said: str) -> list[Any]:
    """The keys. Refuses a cursor of another order or made up."""
    try:
        found = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        found = None
    right = isinstance(found, list) and len(found) == 2 and found[0] == order and isinstance(found[1], list)
    if not right or len(found[1]) != size or not all(key is None or _clean(key) for key in found[1]):
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"})
    keys: list[Any] = found[1]
    return keys


def _clean(key: Any) -> bool:
    return (
        isinstance(key, str) and "\x00" not in key and not any("\ud800" <= sign <= "\udfff" for sign in key)
    )
