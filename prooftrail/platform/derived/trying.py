"""A formula tried out: what it means, what is wrong where, and what it gives for one record."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.derived.definition import LIKE, checked_for_field, held, names_for
from prooftrail.platform.derived.graph import LONGEST, Place, depends, label_of, length, reached
from prooftrail.platform.derived.names import Fields, target
from prooftrail.platform.fields import Field
from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.check import Checked
from prooftrail.platform.formula.faults import Fault
from prooftrail.platform.formula.tree import KINDS, Node, keys
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json, round_money

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def try_formula(
    work: "Work", object: ObjectType, text: str, record: UUID | None = None, field: str | None = None
) -> dict[str, Json]:
    """The formula checked as a field of the object would be; `field` is the one it is already.

    `record` is whom to compute it for; without one, the newest the caller sees.
    """
    own = dict(work.access.readable(object))
    checked = checked_for_field(text, names_for(work, own))
    _check_chain(work, object, own.get(field or ""), checked)
    tree = None if checked.tree is None else held(checked.tree, work.currency)
    found: dict[str, Json] = {
        "ok": tree is not None, "kind": None, "type": None, "label": None,
        "names": [_place(start, end, each) for start, end, each in checked.places],
        "faults": [each.said(work.locale) for each in checked.faults],
        "tree": None, "value": None, "record": None,
    }  # fmt: skip
    if tree is None:
        return found
    found |= {
        "kind": tree.kind,
        "type": LIKE[tree.kind],
        "label": KINDS[tree.kind].json(),
        "tree": tree.json(),
    }
    sample = record or newest(work, object)
    if sample is not None:
        row = row_of(work, object, sample)
        value = reader(tree)(inputs(work, own, tree, row), Clock(work.today, work.now, work.zone))
        label = row[object.fields[object.title].column] if object.title in own else None
        found |= {"value": _spelt(work, tree, value), "record": {"id": str(sample), "label": label}}
    return found


def _place(start: int, end: int, each: Any) -> dict[str, Json]:
    return {"start": start, "end": end, "name": each.name, "label": each.label.json(), "type": each.type}


def _check_chain(work: "Work", object: ObjectType, field: Field | None, checked: Checked) -> None:
    """A name that leads back to the field itself, or too far, is a fault at its place."""
    inputs = depends(work.schema)
    me = (object.id, field.id) if field is not None else None
    above = _above(inputs, me) if me is not None else 0
    for start, end, each in checked.places:
        near, _, far = each.key.partition("/")
        link = next((one for one in object.fields.values() if one.id == near), None)
        other = target(work.schema.objects, link) if link is not None and far else None
        place = (other.id, far) if other is not None else (object.id, near)
        if me is not None and (place == me or me in reached(inputs, [place])):
            facts = {"label": label_of(work.schema, me)}
            checked.faults.append(Fault("formula_cycle", start, end, facts))
        elif (long := length(inputs, place) + 1 + above) > LONGEST:
            facts = {"label": label_of(work.schema, place), "most": LONGEST, "length": long}
            checked.faults.append(Fault("formula_chain_here", start, end, facts))
    if checked.faults:
        checked.tree = None


def _above(inputs: Mapping[Place, Sequence[Place]], place: Place) -> int:
    """How many derived fields stand one upon the other over this one."""
    found = [1 + _above(inputs, over) for over, reads in inputs.items() if place in reads]
    return max(found, default=0)


def newest(work: "Work", object: ObjectType) -> UUID | None:
    """The newest record the caller sees."""
    from prooftrail.platform.records import Query

    found = json.loads(work.records.page(object.name, Query(limit=1, fields=["id"])).items)
    return UUID(found[0]["id"]) if found else None


def row_of(work: "Work", object: ObjectType, record: UUID) -> dict[str, Any]:
    """One record in the caller's sight."""
    if not work.records.present(object.name, record):
        raise work.records.missing(object.name)
    query = f"select * from {work.place.schema}.{object.table.name} where id = %s"
    row = work.connection.cursor(row_factory=dict_row).execute(query, [record]).fetchone()
    if row is None:
        raise work.records.missing(object.name)
    return row


def inputs(work: "Work", own: Fields, tree: Node, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the tree reads; what the caller does not see of another record is blank."""
    by_id = {each.id: each for each in own.values()}
    found: dict[str, Any] = {}
    for key in keys(tree):
        near, _, far = key.partition("/")
        value = row[by_id[near].column]
        other = target(work.schema.objects, by_id[near]) if far else None
        if other is not None and value is not None:
            seen = work.records.present(other.name, value)
            column = {each.id: each for each in other.fields.values()}[far].column
            value = row_of(work, other, value)[column] if seen else None
        found[key] = value
    return found


def _spelt(work: "Work", tree: Node, value: Any) -> Json:
    if isinstance(value, Decimal):
        if tree.kind == "money":
            return {"amount": format(round_money(value, work.currency), "f"), "currency": work.currency}
        return plain(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def find_object(work: "Work", name: Any) -> ObjectType:
    """The object a formula is for, if the caller may read it."""
    from prooftrail.platform.schema.design import ground

    if not isinstance(name, str):
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"object": "bad_value"})
    return ground.find_object(work, name)
