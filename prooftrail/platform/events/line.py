"""The line of an event: the bytes its commitment is a digest of.

It is what PostgreSQL's COPY writes for the covered columns in UTC, byte for byte. So ten million
events are verified without parsing them, and anybody can check one with psql and sha256sum. Pure.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

COVERED = (
    "epoch", "id", "recorded_at", "occurred_at", "actor_kind", "actor_id", "on_behalf", "action", "object",
    "record", "version", "because", "owner_before", "owner_after", "unit_before", "unit_after", "schema",
    "digest", "changes", "commitments",
)  # fmt: skip
"""The columns a line covers, in order; of `changes` only what is not personal."""

SELECTED = ", ".join(COVERED).replace(
    "changes",
    "case when commitments is null then changes "
    "else changes - array(select jsonb_object_keys(commitments)) end",
)
"""The same columns for a SELECT."""

_ESCAPED = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)


def line(values: Sequence[Any]) -> bytes:
    """The line of the values of COVERED, without its end."""
    return "\t".join(map(_cell, values)).encode()


def jsonb_text(value: Any) -> str:
    """JSON as PostgreSQL spells its jsonb: shorter keys first, a blank after colon and comma."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        members = sorted((len(key.encode()), key.encode(), key) for key in value)
        return "{" + ", ".join(f"{encode_basestring(k)}: {jsonb_text(value[k])}" for *_, k in members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(jsonb_text, value)) + "]"
    return format(Decimal(repr(value)) + 0, "f") if isinstance(value, float) else str(value)


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).isoformat(" ")[:-6]
        return (moment.rstrip("0") if value.microsecond else moment) + "+00"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, Mapping):
        return jsonb_text(value).translate(_ESCAPED)
    return str(value)
