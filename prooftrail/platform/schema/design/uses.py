"""What else names a field: rules of roles follow it, a process in use holds it."""

from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.derived.graph import depends, label_of
from prooftrail.platform.fields import Field
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def keep_rules(work: "Work", object: ObjectType, field: Field) -> None:
    """Let the roles' rules about a field name its id, before the name changes or becomes free.

    Otherwise a field hidden from a role would be shown to it under its new name.
    """
    table = f"{work.place.schema}._role"
    rows = work.execute(
        f"select key, fields from {table} where fields -> %s ? %s", [object.name, field.name]
    ).fetchall()
    for key, rules in rows:
        rules[object.name][field.id] = rules[object.name].pop(field.name)
        work.execute(f"update {table} set fields = %s where key = %s", [Jsonb(rules), key])
    if rows:
        bump_access(work)


def check_processes(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from the gates of a process that is in use."""
    table = f"{work.place.schema}._process"
    rows = work.execute(
        "select key, version, object, label, nodes, "
        f"version = max(version) over (partition by key) from {table}"
    ).fetchall()
    for key, version, of, label, stored, newest in rows:
        if _names(stored, field.name, of == object.name) and (newest or _used(work, of, key, version)):
            facts = {"object": object.name, "field": field.name, "process": label, "version": version}
            raise Refusal("field_in_process", "conflict", facts=facts, fields={"name": "field_in_process"})


def check_derived(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from formulas, look-ups and roll-ups that read it."""
    place = (object.id, field.id)
    using = [each for each, reads in depends(work.schema).items() if place in reads and each != place]
    if using:
        labels = [label_of(work.schema, each) for each in using[:10]]
        facts = {"object": object.name, "field": field.name, "label": field.label.json(), "fields": labels}
        raise Refusal("field_in_formula", "conflict", facts=facts, fields={"name": "field_in_formula"})


def _names(stored: Any, name: str, own: bool) -> bool:
    if name in (stored.get("site") or "").split("."):
        return True
    asked = [each.get("field") for node in stored["nodes"] for each in node.get("requires") or ()]
    return own and name in asked


def _used(work: "Work", object: str, key: str, version: int) -> bool:
    kind = work.schema.objects.get(object)
    if kind is None or not kind.staged:
        return False
    query = (
        f"select 1 from {work.place.schema}.{kind.table.name} "
        "where process = %s and process_version = %s and deleted_at is null limit 1"
    )
    return work.execute(query, [key, version]).fetchone() is not None
