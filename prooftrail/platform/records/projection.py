"""The columns of an API record: what the reader may see, in the contract's shapes."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Text,
    Uuid,
    case,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from prooftrail.platform.access.grants import ALWAYS_SYSTEM, Access
from prooftrail.platform.access.scope import visible
from prooftrail.platform.fields import Field
from prooftrail.platform.fields.reference import target
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType, Schema


def chosen(access: Access, object: ObjectType, names: Sequence[str] | None) -> list[Field]:
    """The fields to show, `id` and `version` first. Refuses a name that cannot be read."""
    readable = access.readable(object)
    if names is None:
        return list(readable.values())
    for name in names:
        if name not in readable:
            facts = {"object": object.name, "field": name[:80]}
            raise Refusal("unknown_field", "invalid", facts=facts, fields={name[:80]: "unknown_field"})
    wanted = [*sorted(ALWAYS_SYSTEM), *(name for name in names if name not in ALWAYS_SYSTEM)]
    return [readable[name] for name in dict.fromkeys(wanted)]


def project(
    schema: Schema, access: Access, records: FromClause, fields: Iterable[Field]
) -> list[ColumnElement[Any]]:
    """One labelled column per field, so that `to_json` of the row is the API record."""
    return [shown(schema, access, records, each).label(each.name) for each in fields]


def shown(schema: Schema, access: Access, records: FromClause, each: Field) -> ColumnElement[Any]:
    """The SQL expression of one field's API value."""
    if each.name == "id":
        return records.c.id
    if each.type.files:
        return _files(schema, records, each)
    if each.type.key == "links":
        return _links(schema, access, records, each)
    if each.type.key in ("reference", "person", "department"):
        return reference(schema, access, records.c[each.column], target(each))
    return each.type.output(each, records)


def reference(schema: Schema, access: Access, found: ColumnElement[Any], object: str) -> ColumnElement[Any]:
    """`{"id","label"}`; the label only where the other record is in the reader's sight."""
    shape = _labelled(schema, access, found, object)
    return case((found.is_not(None), shape), else_=literal_column("null::json"))


def _labelled(schema: Schema, access: Access, found: ColumnElement[Any], object: str) -> ColumnElement[Any]:
    other = schema.objects[object]
    far = other.table.alias()
    title = other.fields[other.title]
    seen = visible(schema, access, "read", other, far)
    # Not a condition: it would make the partial indexes of live rows look as good as the primary key.
    live = case((far.c.deleted_at.is_(None), far.c[title.column]))
    label: ColumnElement[Any] = (
        select(live).where(far.c.id == found, seen).correlate_except(far).scalar_subquery()
    )
    if title.name not in access.readable(other):
        label = literal_column("null::text")
    return func.json_build_object(literal_column("'id'"), found, literal_column("'label'"), label)


def _links(schema: Schema, access: Access, records: FromClause, each: Field) -> ColumnElement[Any]:
    """A list of references, in the order they were given."""
    held = (
        func.unnest(records.c[each.column])
        .table_valued(column("id", Uuid), with_ordinality="place", joins_implicitly=True)
        .render_derived()
    )
    one = _labelled(schema, access, held.c.id, target(each))
    listed = select(func.json_agg(aggregate_order_by(one, held.c.place))).select_from(held)
    found = listed.correlate_except(held).scalar_subquery()
    return func.coalesce(found, literal_column("null::json"))


def _files(schema: Schema, records: FromClause, each: Field) -> ColumnElement[Any]:
    names = ("id", "name", "mime", "size", "captured_at", "place", "source")
    file = table("_file", *(column(name) for name in names), schema=schema.name).alias()
    held = records.c[each.column]
    parts = [part for name in names for part in (literal_column(f"'{name}'"), file.c[name])]
    order = func.array_position(held, file.c.id)
    shape = func.json_agg(aggregate_order_by(func.json_build_object(*parts), order))
    shown = select(shape).where(file.c.id == held.any_()).correlate_except(file).scalar_subquery()
    return func.coalesce(shown, literal_column("null::json"))


def as_text(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """A sort key as text, for the cursor."""
    return cast(found, Text)
