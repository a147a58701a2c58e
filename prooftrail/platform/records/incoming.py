"""From API values to column values: field names checked, values parsed, references resolved."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import visible
from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.fields.base import clean_text
from prooftrail.platform.fields.reference import target
from prooftrail.platform.records.change import Pending
from prooftrail.platform.records.finding import find_alike, run_shape
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LINKS = ("reference", "person", "department")
Allowed = Mapping[str, tuple[Field, bool]]


def read_values(work: "Work", pending: Sequence[Pending]) -> None:
    """Parse what each write gives into its `after` row; refuse fields that may not be written."""
    resolved = _resolve_by(work, pending)
    allowed: dict[tuple[str, bool, str], Allowed] = {}
    for each in pending:
        if each.refusal is None and each.op in ("create", "update"):
            key = (each.object.name, each.loose, each.op)
            if key not in allowed:
                allowed[key] = _allowed(work, each)
            _read(work, each, resolved, allowed[key])


def _allowed(work: "Work", each: Pending) -> Allowed:
    """The fields this write may know of, each with whether it may fill it.

    Nobody fills `id`: a row must not stand under another id than its event, so a chosen one comes with the
    change itself.
    """
    readable = each.object.fields if each.loose else work.access.readable(each.object)
    may = work.access.settable if each.op == "create" else work.access.writable
    return {
        name: (field, not field.derived and name != "id" and (each.loose or may(each.object, field)))
        for name, field in readable.items()
    }


def _read(
    work: "Work", each: Pending, resolved: Mapping[tuple[Any, ...], UUID | None], allowed: Allowed
) -> None:
    faults: dict[str, str] = {}
    about: dict[str, Mapping[str, Any]] = {}
    facts: dict[str, Any] = {"object": each.object.name}
    for name, value in each.change.values.items():
        field, may_fill = allowed.get(name, (None, False))
        if field is None:
            faults[name[:80]] = "unknown_field"
            continue
        if not may_fill:
            facts = {"object": each.object.name, "field": name}
            return each.refuse(
                Refusal("field_forbidden", "forbidden", facts=facts, fields={name: "field_forbidden"})
            )
        try:
            each.after |= _columns(work, field, value, resolved)
        except FieldFault as fault:
            faults[name] = fault.code
            about[name] = fault.facts
    if each.op == "create" or each.given:
        faults = _required(each) | faults
    if faults:
        each.refuse(Refusal("invalid_fields", "invalid", facts=facts, fields=faults, about=about))
    return None


def _required(each: Pending) -> dict[str, str]:
    asked = (
        each.object.fields.values() if each.op == "create" else [each.object.fields[n] for n in each.given]
    )
    return {
        field.name: "required"
        for field in asked
        # What a designer asks of people is not asked of the system's own writes and of history.
        if field.required and not (field.custom and each.loose) and field.value(each.after) in (None, "")
    }


def _columns(
    work: "Work", field: Field, value: Any, resolved: Mapping[tuple[Any, ...], UUID | None]
) -> dict[str, Any]:
    if value is None or value == "":
        return field.blank()
    if field.type.key in (*LINKS, "links"):
        value = _with_ids(field, value, resolved)
    return field.type.parse(field, value, work.parsing)


def _with_ids(field: Field, value: Any, resolved: Mapping[tuple[Any, ...], UUID | None]) -> Any:
    """What was named by one of its fields, by its id."""
    if isinstance(value, list):
        return [_with_ids(field, each, resolved) for each in value]
    if not isinstance(value, dict) or "by" not in value:
        return value
    found = resolved.get(_by_key(field, value))
    if found is None:
        raise FieldFault("reference_not_found")
    return found


def _by_key(field: Field, value: Mapping[str, Any]) -> tuple[Any, ...]:
    by = value["by"]
    if not isinstance(by, dict) or len(by) != 1:
        raise FieldFault("not_reference")
    name, said = next(iter(by.items()))
    return (target(field), str(name), clean_text(said).strip())


def _resolve_by(work: "Work", pending: Sequence[Pending]) -> dict[tuple[Any, ...], UUID | None]:
    """`{"by": {field: value}}` of the whole batch, one query per object and field; None unless just one."""
    asked: dict[tuple[str, str], set[str]] = {}
    for each in pending:
        for name, value in each.change.values.items() if each.refusal is None else ():
            field = each.object.fields.get(name)
            for one in _named_by(field, value):
                assert field is not None
                try:
                    object, by, said = _by_key(field, one)
                except FieldFault:
                    continue
                asked.setdefault((object, by), set()).add(said)
    found: dict[tuple[Any, ...], UUID | None] = {}
    for (object, by), said in asked.items():
        other = work.schema.object(object)
        column = work.access.readable(other).get(other.title if by == "label" else by)
        if column is None or column.type.key not in ("text", "choice"):
            continue
        for text, ids in find_by(work, other, column, sorted(said)).items():
            found[object, by, text] = ids[0] if len(ids) == 1 else None
    return found


def _named_by(field: Field | None, value: Any) -> list[Mapping[str, Any]]:
    """The parts of a value that name a record by one of its fields; `label` is whatever its title is."""
    if field is None or field.type.key not in (*LINKS, "links"):
        return []
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, dict) and "by" in each]


def find_by(work: "Work", object: ObjectType, field: Field, said: Sequence[str]) -> dict[str, list[UUID]]:
    """Visible live records whose text field is one of `said`, exactly."""
    alike = find_alike(work, object, [field], [(text,) for text in said])
    return {text: ids for (text,), ids in alike.items()}


def check_references(work: "Work", pending: Sequence[Pending]) -> None:
    """Refuse links to what is not there or not in the writer's sight; one query per object linked to."""
    asked: dict[str, set[UUID]] = {}
    links: list[tuple[Pending, Field, str, UUID]] = []
    # Of a list only what is new in it is looked up: who cannot see the rest may still keep it.
    for each in pending:
        if each.refusal is not None or each.op not in ("create", "update"):
            continue
        for name in each.given:
            field = each.object.fields[name]
            object = linked_object(each, field)
            if object is None or not each.changed(name):
                continue
            for id in _new_ids(each, field):
                links.append((each, field, object, id))
                asked.setdefault(object, set()).add(id)
    known = {(object, id) for object, ids in asked.items() for id in _seen(work, object, ids)}
    for each, field, object, id in links:
        if (object, id) not in known:
            facts = {"object": each.object.name, "to": object}
            each.refuse(
                Refusal("invalid_fields", "invalid", facts=facts, fields={field.name: "reference_not_found"})
            )


def _new_ids(each: Pending, field: Field) -> list[UUID]:
    found = each.after[field.column]
    if not field.type.several:
        return [] if found is None else [found]
    before = set((each.before or {}).get(field.column) or ())
    return [id for id in found or () if id not in before]


def linked_object(each: Pending, field: Field) -> str | None:
    """The object a field of this write points to, or None where it is no link."""
    if field.type.key in (*LINKS, "links") and field.name != "id":
        return target(field)
    if field.type.key == "about":
        return each.after.get(f"{field.column}_object")
    return None


def _seen(work: "Work", object: str, ids: set[UUID]) -> set[UUID]:
    """Which of the records are there, held until the end so that nobody deletes them meanwhile."""
    other = work.schema.objects.get(object)
    if other is None:
        return set()
    if other.name == "person" and ids == {work.actor.person}:
        return ids

    def build() -> Any:
        table = other.table.alias()
        seen = visible(work.schema, work.access, "read", other, table)
        wanted = bindparam("ids", type_=ARRAY(Uuid))
        query = select(table.c.id).where(table.c.id == wanted.any_(), table.c.deleted_at.is_(None), seen)
        return query.order_by(table.c.id).with_for_update(read=True, key_share=True, of=table)

    shape = ("linked", other.name, work.access.shape)
    return {row[0] for row in run_shape(work, shape, build, {"ids": list(ids)})}
