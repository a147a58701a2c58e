"""Cursors of lists: where the last page ended, as opaque text tied to its object and order.

The tag at the end finds mistakes and made-up cursors early. It keeps nothing secret and needs not:
a cursor says where to go on, never what may be seen.
"""

import base64
import binascii
import json
from hashlib import sha256
from typing import Any

from prooftrail.platform.refusal import Refusal


def encode(place: str, keys: list[Any]) -> str:
    """A cursor for the keys of the last row; `place` names the object and the order."""
    text = json.dumps([keys, _tag(place, keys)], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(place: str, said: str) -> list[Any]:
    """The keys. Refuses a cursor of another place or made up."""
    try:
        found = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        found = None
    right = isinstance(found, list) and len(found) == 2 and isinstance(found[0], list)
    if not right or found[1] != _tag(place, found[0]):
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"})
    keys: list[Any] = found[0]
    return keys


def _tag(place: str, keys: list[Any]) -> str:
    return sha256(json.dumps([place, keys]).encode()).hexdigest()[:12]
