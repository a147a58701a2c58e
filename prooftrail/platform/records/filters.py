"""The API's filter: checked against what the caller may read, then turned into SQL.

`[field, op, value]`, nested in `["and"|"or"|"not", …]`, dotted once through a reference.
The shape is compiled once; values are bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.grants import Access
from prooftrail.platform.access.scope import visible
from prooftrail.platform.fields import Field, FieldFault, Parsing
from prooftrail.platform.fields.reference import target
from prooftrail.platform.records.lengths import OPERATORS, bound_length, compare_length, is_length
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType, Schema

DEEPEST, MOST_PARTS, MOST_LISTED = 8, 60, 500
JOINS = ("and", "or", "not")


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison; `via` is the reference it goes through, `slot` the first bound parameter."""

    path: str
    op: str
    slot: int
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Join:
    """`and`, `or` or `not` of parts."""

    how: str
    parts: tuple["Test | Join", ...]


@dataclass
class Parsed:
    """A checked filter: its shape (hashable), and the values bound to it."""

    shape: "Test | Join | None"
    bound: dict[str, Any] = field(default_factory=dict)


class FilterReader:
    """Checks one filter for one caller and object; `first` is the number its parameters start with.

    `lengths` lets it ask how long something took, where whoever keeps the filter can keep that.
    """

    def __init__(
        self, schema: Schema, access: Access, object: ObjectType, parsing: Parsing, first: int = 0, *,
        lengths: bool = False,
    ) -> None:  # fmt: skip
        self._schema, self._access, self._object, self._parsing = schema, access, object, parsing
        self._first, self._lengths = first, lengths
        self._bound: dict[str, Any] = {}
        self._parts = 0

    def read(self, said: Any) -> Parsed:
        """`said` is decoded JSON; None is no filter. Refuses what is malformed or unreadable."""
        if said is None or said == []:
            return Parsed(None)
        return Parsed(self._node(said, 1), self._bound)

    def _node(self, said: Any, depth: int) -> Test | Join:
        self._parts += 1
        if not isinstance(said, list) or not said or not isinstance(said[0], str):
            raise bad_filter("not_a_condition")
        if depth > DEEPEST or self._parts > MOST_PARTS:
            raise bad_filter("filter_too_large")
        if said[0] in JOINS:
            parts = tuple(self._node(part, depth + 1) for part in said[1:])
            if not parts or (said[0] == "not" and len(parts) != 1):
                raise bad_filter("not_a_condition")
            return Join(said[0], parts)
        if len(said) not in (2, 3) or not isinstance(said[1], str):
            raise bad_filter("not_a_condition")
        return self._test(said[0], said[1], said[2] if len(said) == 3 else None)

    def _test(self, path: str, op: str, value: Any) -> Test:
        if self._lengths and is_length(path):
            return self._length(path, op, value)
        each = find_field(self._schema, self._access, self._object, path)
        if op not in each.type.operators:
            allowed = list(each.type.operators)
            raise bad_filter("unknown_operator", field=path, op=op[:20], allowed=allowed)
        slot = self._first + len(self._bound)
        if op == "empty":
            if not (value is None or isinstance(value, bool)):
                raise bad_filter("bad_operand", field=path)
            return Test(path, "empty" if value is not False else "filled", slot)
        try:
            return self._bind(path, each, op, value, slot)
        except FieldFault as fault:
            raise bad_filter("bad_operand", field=path, reason=fault.code) from None

    def _length(self, path: str, op: str, value: Any) -> Test:
        if op not in OPERATORS:
            raise bad_filter("unknown_operator", field=path[:80], op=op[:20], allowed=list(OPERATORS))
        slot = self._first + len(self._bound)
        find = partial(find_field, self._schema, self._access, self._object)
        try:
            self._bound[f"f{slot}"] = bound_length(path, value, find)
        except FieldFault as fault:
            raise bad_filter("bad_operand", field=path[:80], reason=fault.code) from None
        return Test(path, op, slot)

    def _bind(self, path: str, each: Field, op: str, value: Any, slot: int) -> Test:
        if op in ("in", "between"):
            if (
                not isinstance(value, list)
                or len(value) > MOST_LISTED
                or (op == "between" and len(value) != 2)
            ):
                raise bad_filter("not_a_list", field=path, limit=MOST_LISTED)
            values = [each.type.bind(each, part, self._parsing) for part in value]
            if op == "in":
                self._bound[f"f{slot}"] = values
            else:
                self._bound |= {f"f{slot}": values[0], f"f{slot + 1}": values[1]}
            return Test(path, op, slot)
        if value is None:
            raise bad_filter("bad_operand", field=path, reason="blank")
        bound = each.type.bind(each, value, self._parsing)
        self._bound[f"f{slot}"] = (
            like(bound, op) if op in ("contains", "starts") and not each.type.several else bound
        )
        return Test(path, op, slot)


def find_field(schema: Schema, access: Access, object: ObjectType, path: str) -> Field:
    """A readable field by its name, or dotted once through a reference. Refuses all else alike."""
    name, dot, rest = path.partition(".")
    each = access.readable(object).get(name)
    if each is not None and dot:
        linked = "object" in each.options and each.name != "id" and not each.type.several
        each = _far_field(schema.object(target(each)), access, rest) if linked else None
    if each is None:
        facts = {"object": object.name, "field": path[:80]}
        raise Refusal("unknown_field", "invalid", facts=facts, fields={path[:80]: "unknown_field"})
    return each


def _far_field(other: ObjectType, access: Access, name: str) -> Field | None:
    closed = access.grant(other.name).read == "none" and not access.unbound
    return None if closed else access.readable(other).get(name)


def condition(
    schema: Schema, access: Access, object: ObjectType, records: FromClause, shape: Test | Join | None
) -> ColumnElement[bool]:
    """SQL over `records` for a checked shape."""
    if shape is None:
        return true()
    if isinstance(shape, Join):
        parts = [condition(schema, access, object, records, part) for part in shape.parts]
        if shape.how == "not":
            return not_(func.coalesce(parts[0], false()))
        return and_(true(), *parts) if shape.how == "and" else or_(false(), *parts)
    if is_length(shape.path):
        return compare_length(object, shape.path, shape.op, shape.slot, records)
    name, _, rest = shape.path.partition(".")
    each = object.fields[name]
    if not rest:
        return compare(each, records, shape)
    other = schema.objects[target(each)]
    far = other.table.alias()
    seen = visible(schema, access, "read", other, far)
    live = and_(far.c.id == records.c[each.column], far.c.deleted_at.is_(None), seen)
    found = select(1).select_from(far).where(live, compare(other.fields[rest], far, shape))
    return exists(found.correlate_except(far))


def compare(each: Field, records: FromClause, test: Test) -> ColumnElement[bool]:
    """One comparison in SQL."""
    operand = each.type.operand(each, records)
    if test.op in ("empty", "filled"):
        return operand.is_(None) if test.op == "empty" else operand.is_not(None)
    if each.type.several:
        assert isinstance(operand.type, ARRAY)
        return bindparam(f"f{test.slot}", type_=operand.type.item_type) == operand.any_()
    # A version is kept in four bytes, and may be compared with any whole number.
    kind = BigInteger() if isinstance(operand.type, Integer) else operand.type
    first = bindparam(f"f{test.slot}", type_=kind)
    if test.op == "in":
        return operand == bindparam(f"f{test.slot}", type_=ARRAY(kind)).any_()
    if test.op == "between":
        return operand.between(first, bindparam(f"f{test.slot + 1}", type_=kind))
    if test.op in ("contains", "starts"):
        return operand.ilike(first) if test.op == "contains" else operand.like(first)
    plain: Mapping[str, Any] = {
        "=": operand == first, "!=": operand.is_distinct_from(first), "<": operand < first,
        "<=": operand <= first, ">": operand > first, ">=": operand >= first,
    }  # fmt: skip
    found: ColumnElement[bool] = plain[test.op]
    return found


def like(text: str, op: str) -> str:
    """A LIKE pattern in which only our own signs are wild."""
    literal = str(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%" if op == "contains" else f"{literal}%"


def bad_filter(code: str, **facts: Any) -> Refusal:
    """A refusal about the filter."""
    return Refusal(code, "invalid", facts=facts, fields={"filter": code})
