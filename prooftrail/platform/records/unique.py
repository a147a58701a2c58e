"""Unique values: found before the write, so that the refusal can say whom to ask."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import psycopg

from prooftrail.platform.fields import Field
from prooftrail.platform.records.change import Pending
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.ddl import unique_field

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def check_unique(work: "Work", pending: Sequence[Pending]) -> None:
    """Refuse values another live record holds, and ids that are taken; one query per object and field."""
    live = [each for each in pending if each.refusal is None and each.op not in ("delete", "remove")]
    for object in {each.object.name: each.object for each in live}.values():
        mine = [each for each in live if each.object is object]
        for field in object.fields.values():
            if field.unique:
                _check(
                    work,
                    object,
                    field,
                    [each for each in mine if each.op != "update" or field.name in each.given],
                )
        named = [each for each in mine if each.op == "create" and each.change.id is not None]
        if named:
            taken = _taken_ids(work, [each.id for each in named])
            for each in named:
                if each.id in taken:
                    each.refuse(Refusal("id_taken", "conflict", fields={"id": "id_taken"}))


def _taken_ids(work: "Work", ids: list[Any]) -> set[Any]:
    """Ids any object ever gave: a second record of the same id would share the first one's history."""
    query = f"select distinct record from {work.events.table} where record = any(%s)"
    return {row[0] for row in work.execute(query, [ids]).fetchall()}


def _check(work: "Work", object: ObjectType, field: Field, pending: list[Pending]) -> None:
    wanted = {each.after[field.column]: each for each in pending if each.after[field.column] is not None}
    holders: dict[Any, Any] = {}
    if wanted:
        table = f"{work.place.schema}.{object.table.name}"
        query = (
            f"select {field.column}, id from {table} where {field.column} = any(%s) and deleted_at is null"
        )
        holders = dict(work.execute(query, [list(wanted)]).fetchall())
    first: dict[Any, Pending] = {}
    for each in pending:
        value = each.after[field.column]
        if value is None:
            continue
        holder = holders.get(value)
        if (holder is not None and holder != each.id) or first.setdefault(value, each) is not each:
            each.refuse(duplicate(work, object, field, holder))


def duplicate(work: "Work", object: ObjectType, field: Field, holder: Any) -> Refusal:
    """The record itself where the caller can see it; else only whom to ask."""
    facts: dict[str, Any] = {"object": object.name, "field": field.name}
    if holder is not None and work.records.present(object.name, holder):
        facts["record"] = str(holder)
    elif holder is not None and object.owned:
        facts["ask"] = whom_to_ask(work, object, holder)
    return Refusal("duplicate", "conflict", facts=facts, fields={field.name: "duplicate"})


def whom_to_ask(work: "Work", object: ObjectType, holder: Any) -> str | None:
    """The head of the department a record is of: all that is said to who may not see it."""
    schema = work.place.schema
    row = work.execute(
        f"select p.name from {schema}.{object.table.name} t join {schema}.department d on d.id = t.unit "
        f"join {schema}.person p on p.id = d.manager where t.id = %s",
        [holder],
    ).fetchone()
    return None if row is None else str(row[0])


def raced(object: ObjectType, error: psycopg.errors.UniqueViolation) -> Refusal:
    """The refusal where somebody else wrote the same value in the same moment."""
    field = unique_field(object, error.diag.constraint_name or "")
    if field is None:
        return Refusal("id_taken", "conflict", fields={"id": "id_taken"})
    facts = {"object": object.name, "field": field.name}
    return Refusal("duplicate", "conflict", facts=facts, fields={field.name: "duplicate"})
