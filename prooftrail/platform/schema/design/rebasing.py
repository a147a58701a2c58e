"""Rows that were written before a field changed its type, as their last event left them.

A type change writes one event, not one per row. A row that nobody has written since must hold, in the
new columns, what its old value converts to; without them it is what its last event says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, FieldFault, Parsing
from prooftrail.platform.schema.design.casting import cast
from prooftrail.platform.schema.design.converting import conversions
from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Move:
    """One type change of an object, with what reading its values needs."""

    old: Field
    new: Field
    parsing: Parsing


def converted(work: "Work", object: ObjectType) -> list[Move]:
    """The type changes of an object, newest first, as long as both fields are kept."""
    fields = {each.id: each for each in object.stored if each.custom}
    found = conversions(work, "object = %s and state in ('done', 'undone')", object.id)
    return [
        Move(fields[each.old], fields[each.new], work.parsing)
        for each in reversed(found)
        if each.old in fields and each.new in fields
    ]


def rebased(row: dict[str, Any], moves: Sequence[Move]) -> Iterator[Mapping[str, Any]]:
    """The row as it is, then as it was before each type change, as long as what that copied is right."""
    yield row
    for each in moves:
        blank = each.new.blank()
        held = {name: row[name] for name in blank}
        if held != blank and held != _due(each, row):
            return
        row = {**row, **blank}
        yield row


def _due(move: Move, row: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {**move.new.blank(), **cast(move.old, move.new, row, move.parsing)}
    except FieldFault:
        return move.new.blank()
