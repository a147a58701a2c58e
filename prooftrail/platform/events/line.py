"""The line of an event: the bytes its commitment is a digest of.

It is what PostgreSQL's COPY writes for the covered columns in UTC, byte for byte. So ten million
events are verified without parsing them, and anybody can check one with psql and sha256sum. Pure.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from json.encoder import JSONEncoder, encode_basestring
from typing import Any
from uuid import UUID

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

_SPELLED = JSONEncoder(ensure_ascii=False, separators=(", ", ": "))
_ESCAPED = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)


def line(values: Sequence[Any]) -> bytes:
    """The line of the values of COVERED, without its end."""
    return "\t".join(map(_cell, values)).encode()


def jsonb_text(value: Any) -> str:
    """JSON as PostgreSQL spells its jsonb: shorter keys first, a blank after colon and comma."""
    try:
        return _SPELLED.encode(_ordered(value))
    except _Unlike:
        return _spelled(value)


class _Unlike(Exception):
    """A number that Python and PostgreSQL spell each in their way."""


def _ordered(value: Any) -> Any:
    """The same with every object's keys in order. Most values are text, so most is left as it is."""
    kind = type(value)
    if kind is str or value is None or kind is int or kind is bool:
        return value
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key, _ in _members(tuple(value))}
    if isinstance(value, list | tuple):
        return [_ordered(each) for each in value]
    raise _Unlike


def _spelled(value: Any) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{said}: {_spelled(value[key])}" for key, said in _members(tuple(value))) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_spelled, value)) + "]"
    return format(Decimal(repr(value)) + 0, "f") if isinstance(value, float) else str(value)


@lru_cache(maxsize=2_000)
def _members(keys: tuple[str, ...]) -> list[tuple[str, str]]:
    """Keys in jsonb's order with their spelling; kept, because rows of one object have the same few sets."""
    members = sorted((len(key.encode()), key.encode(), key) for key in keys)
    return [(key, encode_basestring(key)) for *_, key in members]


@lru_cache(maxsize=100)
def _moment(value: datetime) -> str:
    moment = value.astimezone(UTC).isoformat(" ")[:-6]
    return (moment.rstrip("0") if value.microsecond else moment) + "+00"


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, UUID | int):
        return str(value)
    if isinstance(value, str):
        return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPED)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, Mapping):
        return jsonb_text(value).replace("\\", "\\\\")  # JSON has spelled out every other sign
    return str(value)
