"""Rows as their last event left them, though the shape of their object has changed since.

Type changes and the end of removed fields write one event each, not one per row. A row that nobody has
written since must hold, in the columns of a new type, what its old value converts to; without them, and
with the values of dropped fields as the log tells them, it is what its last event says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field, FieldFault, Parsing
from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.schema.build import designed_field
from prooftrail.platform.schema.design.casting import cast_value
from prooftrail.platform.schema.design.converting import conversions
from prooftrail.platform.schema.design.dropping import dropped
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.settings.lookup import Settings
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Told = Mapping[str, tuple[Json, datetime]]
"""Values of dropped fields by id, each with the moment it was written at, as the log tells them."""


@dataclass(frozen=True, slots=True)
class Move:
    """One type change."""

    old: Field
    new: Field


@dataclass(frozen=True, slots=True)
class Past:
    """How an object was before: its type changes, newest first, and its dropped fields, newest first."""

    moves: Sequence[Move]
    gone: Sequence[Field]
    parsing: Parsing
    rates: Any

    @property
    def personal(self) -> frozenset[str]:
        """Keys of dropped fields that are about a person."""
        fields = [field for field in self.gone if field.personal]
        silent = {f"~{field.column}{ending}" for field in fields for ending in field.type.silent}
        return frozenset({field.id for field in fields} | silent)


@dataclass(frozen=True, slots=True)
class Former:
    """A row as it may have been: its columns, and what digests cover of fields that are no more."""

    row: Mapping[str, Any]
    extra: Mapping[str, Json]


def past(work: "Work", object: ObjectType) -> Past:
    """What has become of an object's shape."""
    gone = [designed_field(row) for row in dropped(work, object.id)]
    fields = {each.id: each for each in (*object.stored, *gone) if each.custom}
    found = conversions(work, "object = %s and state in ('done', 'undone')", object.id)
    moves = [
        Move(fields[each.old], fields[each.new])
        for each in reversed(found)
        if each.old in fields and each.new in fields
    ]
    told = [each for each in reversed(gone) if not each.derived]

    def rates(at: datetime) -> Any:
        return Settings(work.connection, work.place.schema, at).value("money.rates")

    return Past(moves, told, work.parsing, rates)


def tell(
    work: "Work", object: ObjectType, gone: Sequence[Field], records: Sequence[UUID]
) -> dict[UUID, Told]:
    """What the log says of dropped fields of these records: by record, the last value of each."""
    if not gone or not records:
        return {}
    found: dict[UUID, dict[str, tuple[Json, datetime]]] = {}
    ids = [field.id for field in gone]
    events = work.execute(
        f"select record, changes, occurred_at from {work.events.table} where record = any(%s) "
        "and object = %s and changes ?| %s and version is not null order by record, version",
        [list(records), object.id, ids],
    )
    for record, changes, at in events:
        kept = found.setdefault(record, {})
        kept |= {id: (changes[id][1], at) for id in ids if id in changes}
    return dict(found)


def rebased(row: Mapping[str, Any], past: Past, told: Told) -> Iterator[Former]:
    """The row as it is, then as it was before each change, as long as what type changes copied is right."""
    known = _values(row, past, told)
    taken_back: set[str] = set()
    for each in (None, *past.moves):
        if each is not None:
            blank = each.new.blank()
            kept = all(name in row for name in blank)
            held = {name: row[name] for name in blank} if kept else blank
            if held != blank and held != _due(each, known, past.parsing):
                return
            row, taken_back = {**row, **(blank if kept else {})}, taken_back | {each.new.id}
        extra: dict[str, Json] = {}
        yield Former(row, {})
        for field in past.gone:
            if field.id not in taken_back and known.get(field.id) is not None:
                extra = {**extra, **_covered(field, known[field.id], told, past)}
                yield Former(row, extra)


def _values(row: Mapping[str, Any], past: Past, told: Told) -> dict[str, Json]:
    """Values by field: of kept ones from the row, of dropped ones from the log or what they came from."""
    gone = {field.id for field in past.gone}
    known: dict[str, Json] = {id: value for id, (value, _) in told.items()}
    for each in reversed(past.moves):
        for field in (each.old, each.new):
            if field.id not in gone:
                known[field.id] = field.value(row)
        if each.new.id in gone and each.new.id not in known:
            known[each.new.id] = each.new.value(_due(each, known, past.parsing))
    return known


def _due(move: Move, known: Mapping[str, Json], parsing: Parsing) -> dict[str, Any]:
    try:
        made = cast_value(move.old, move.new, known.get(move.old.id), parsing)
        return {**move.new.blank(), **made}
    except FieldFault:
        return move.new.blank()


def _covered(field: Field, value: Json, told: Told, past: Past) -> dict[str, Json]:
    """What a digest covered of a dropped field: its value, and what its type kept beside it."""
    if not field.type.silent:
        return {field.id: value}
    parsing = past.parsing
    if isinstance(value, Mapping) and value.get("currency") != parsing.currency and field.id in told:
        rates = past.rates(told[field.id][1])
        parsing = replace(parsing, rate=lambda said: Decimal(str(rates[said])) if said in rates else None)
    try:
        made = field.type.parse(field, value, parsing)
    except FieldFault:
        return {field.id: value}
    columns = [f"{field.column}{ending}" for ending in field.type.silent]
    return {
        field.id: value,
        **{f"~{name}": _said(made[name]) for name in columns if made.get(name) is not None},
    }


def _said(value: Any) -> Json:
    return plain(value) if isinstance(value, Decimal) else str(value)
