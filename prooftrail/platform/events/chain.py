"""How a row and an event are reduced to digests that tampering cannot keep.

Pure. Values are canonical JSON without floats. A personal value enters only as a salted
commitment, so that erasing value and salt later leaves every digest as it was.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from prooftrail.platform.values import Json

CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, without spaces, in UTF-8."""
    return CANONICAL.encode(value).encode()


def field_salt(row_salt: bytes, field_id: str) -> bytes:
    """The salt of one field of one row: 16 bytes that say nothing of the row's other fields."""
    return sha256(row_salt + b"|" + field_id.encode()).digest()[:16]


def commit(salt: bytes, value: Json) -> str:
    """A commitment to a value, in hex."""
    return sha256(salt + canonical(value)).hexdigest()


def row_digest(values: Mapping[str, Json], personal: frozenset[str], salt: bytes) -> bytes:
    """The digest of a row: its non-blank values by field id, personal ones as commitments."""
    covered = {
        key: commit(field_salt(salt, key), value) if key in personal else value
        for key, value in values.items()
        if value is not None
    }
    return sha256(canonical(covered)).digest()


def leaf(commitment: bytes, tx: int, seq: int) -> bytes:
    """What a seal keeps of one event: its number, and half a hash over its commitment and its place."""
    number = seq.to_bytes(8)
    return number + sha256(commitment + tx.to_bytes(8) + number).digest()[:16]
