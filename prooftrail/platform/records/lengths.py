"""Conditions on how long something took: `["hours(approved_at,created_at)", "<=", 48]`.

Both fields are times, or both are dates; a blank one holds no condition.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Numeric, bindparam, cast, extract

from prooftrail.platform.fields import Field
from prooftrail.platform.fields.base import FieldFault
from prooftrail.platform.fields.numbers import exact
from prooftrail.platform.schema import ObjectType

SECONDS: Mapping[str, int] = {"days": 86_400, "hours": 3_600}
MOMENTS = ("date", "time")
SAID = re.compile(r"(days|hours)\((\w+), ?(\w+)\)", re.ASCII)
OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
LIMIT = Decimal(10) ** 9


def is_length(path: str) -> bool:
    """Whether a condition's first part is a length and not a field."""
    return path.endswith(")")


def fields_of(path: str) -> list[str]:
    """The fields it lies between: the later one, then the earlier one; none where it is malformed."""
    found = SAID.fullmatch(path)
    return [] if found is None else [found[2], found[3]]


def bound_length(path: str, value: Any, find: Callable[[str], Field]) -> Decimal:
    """What the length is compared with, in seconds, or in days between dates. Raises FieldFault; `find`
    refuses fields the caller may not read."""
    found = SAID.fullmatch(path)
    if found is None:
        raise FieldFault("not_a_length")
    kinds = {find(name).type.key for name in fields_of(path)}
    if len(kinds) != 1 or not kinds <= set(MOMENTS):
        raise FieldFault("not_a_length")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise FieldFault("not_number")
    number = exact(str(value), 6, LIMIT)
    return number * SECONDS[found[1]] / (1 if kinds == {"time"} else SECONDS["days"])


def compare_length(
    object: ObjectType, path: str, op: str, slot: int, table: FromClause
) -> ColumnElement[bool]:
    """The comparison in SQL."""
    until, since = (object.fields[name] for name in fields_of(path))
    span = until.type.operand(until, table) - since.type.operand(since, table)
    took = cast(extract("epoch", span) if until.type.key == "time" else span, Numeric)
    found: ColumnElement[bool] = took.op(op, is_comparison=True)(bindparam(f"f{slot}", type_=Numeric))
    return found
