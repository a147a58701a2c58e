"""Conditions of a form: checked when said, kept by field id so that a renamed field keeps them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prooftrail.platform.fields import Field, FieldFault, Parsing
from prooftrail.platform.forms.rules.conditions import Condition, Join, Test
from prooftrail.platform.records.filters import DEEPEST, JOINS, MOST_LISTED, MOST_PARTS
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

Find = Callable[[str], Field | None]
ORDERED = ("<", "<=", ">", ">=", "between")
UNORDERED = ("text", "region", "choice")
"""Types whose order depends on a collation: a form compares them for being equal only."""


class ConditionReader:
    """Turns a stored or said condition into one that can be asked; `find` gives a field by what it says.

    Raises FieldFault for what is malformed, names no field, or compares what cannot be compared.
    """

    def __init__(self, find: Find, parsing: Parsing) -> None:
        self._find, self._parsing, self._parts = find, parsing, 0

    def read(self, said: Any, depth: int = 1) -> Condition:
        """The condition `said` means."""
        self._parts += 1
        if depth > DEEPEST or self._parts > MOST_PARTS:
            raise FieldFault("filter_too_large")
        if not isinstance(said, list) or not said or not isinstance(said[0], str):
            raise FieldFault("not_a_condition")
        if said[0] in JOINS:
            parts = tuple(self.read(part, depth + 1) for part in said[1:])
            if not parts or (said[0] == "not" and len(parts) != 1):
                raise FieldFault("not_a_condition")
            return Join(said[0], parts)
        if len(said) not in (2, 3) or not isinstance(said[1], str):
            raise FieldFault("not_a_condition")
        return self._test(said[0], said[1], said[2] if len(said) == 3 else None)

    def _test(self, name: str, op: str, value: Any) -> Test:
        if "." in name:
            raise FieldFault("form_condition_far", field=name[:80])
        field = self._find(name)
        if field is None:
            raise FieldFault("unknown_field", field=name[:80])
        if op not in operators(field):
            raise FieldFault("unknown_operator", field=field.name, op=op[:20], allowed=list(operators(field)))
        if op == "empty":
            if not (value is None or isinstance(value, bool)):
                raise FieldFault("bad_operand", field=field.name)
            return Test(field.column, "empty" if value is not False else "filled")
        listed = op in ("in", "between")
        if listed and (not isinstance(value, list) or not 1 <= len(value) <= MOST_LISTED):
            raise FieldFault("not_a_list", field=field.name, limit=MOST_LISTED)
        if op == "between" and len(value) != 2:
            raise FieldFault("not_a_list", field=field.name, limit=2)
        return Test(
            field.column,
            "has" if field.type.key == "choices" else op,
            tuple(self._operand(field, each) for each in (value if listed else [value])),
        )

    def _operand(self, field: Field, value: Any) -> Any:
        if value is None:
            raise FieldFault("bad_operand", field=field.name, reason="blank")
        try:
            return field.type.bind(field, value, self._parsing)
        except FieldFault as fault:
            raise FieldFault("bad_operand", field=field.name, reason=fault.code) from None


def operators(field: Field) -> tuple[str, ...]:
    """The comparisons a form may make with a field."""
    if field.type.key == "about":
        return ("empty",)
    return tuple(
        each for each in field.type.operators if each not in ORDERED or field.type.key not in UNORDERED
    )


def renamed(said: Json, name: Callable[[str], str]) -> Json:
    """The same condition with every field called as `name` has it."""
    assert isinstance(said, list)
    if said[0] in JOINS:
        return [said[0], *(renamed(part, name) for part in said[1:])]
    return [name(str(said[0])), *said[1:]]


def named(said: Json) -> Iterator[str]:
    """Every field a condition names, as it names it."""
    assert isinstance(said, list)
    if said[0] in JOINS:
        for part in said[1:]:
            yield from named(part)
    else:
        yield str(said[0])


def by_id(object: ObjectType) -> Mapping[str, Field]:
    """The fields a stored layout may name."""
    return {each.id: each for each in object.fields.values()}
