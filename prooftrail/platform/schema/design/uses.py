"""What else names a field: rules of roles follow it, a process in use holds it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.derived.graph import Place, depends, label_of
from prooftrail.platform.fields import Field
from prooftrail.platform.formula.tree import keys, read_node
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

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
        work.execute(
            f"update {table} set fields = %s, version = version + 1 where key = %s", [Jsonb(rules), key]
        )
    if rows:
        bump_access(work)


def share_rules(work: "Work", object: ObjectType, field: Field, heir: str) -> None:
    """Let every role's rule about a field hold for the one that takes its place, too."""
    keep_rules(work, object, field)
    table = f"{work.place.schema}._role"
    rows = work.execute(
        f"select key, fields from {table} where fields -> %s ? %s", [object.name, field.id]
    ).fetchall()
    for key, rules in rows:
        rules[object.name][heir] = rules[object.name][field.id]
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
        if _names(stored, field, of == object.name) and (newest or _used(work, of, key, version)):
            facts = {"object": object.name, "field": field.name, "process": label, "version": version}
            raise Refusal("field_in_process", "conflict", facts=facts, fields={"name": "field_in_process"})


def check_derived(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from formulas, look-ups and roll-ups that read it."""
    using = readers_of(work, object, field)
    if using:
        labels = [label_of(work.schema, each) for each in using[:10]]
        facts = {"object": object.name, "field": field.name, "label": field.label.json(), "fields": labels}
        raise Refusal("field_in_formula", "conflict", facts=facts, fields={"name": "field_in_formula"})


def readers_of(work: "Work", object: ObjectType, field: Field) -> list[Place]:
    """Derived fields that read a field."""
    place = (object.id, field.id)
    return [each for each, reads in depends(work.schema).items() if place in reads and each != place]


def check_forms(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from the conditions of a form that is published or drafted."""
    from prooftrail.platform.forms.uses import conditions_on

    if conditions_on(work, object, field):
        facts = {"object": object.name, "field": field.name}
        raise Refusal("field_in_form", "conflict", facts=facts, fields={"name": "field_in_form"})


def check_metrics(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from a metric that is in use."""
    from prooftrail.platform.metrics.uses import reading

    if found := reading(work, object, field):
        facts = {"object": object.name, "field": field.name, "metrics": found[:10]}
        raise Refusal("field_in_metric", "conflict", facts=facts, fields={"name": "field_in_metric"})


def check_automation(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from a rule that is in force."""
    from prooftrail.platform.automation.uses import naming

    if found := naming(work, object, field):
        facts = {"object": object.name, "field": field.name, "rules": found[:10]}
        raise Refusal("field_in_rule", "conflict", facts=facts, fields={"name": "field_in_rule"})


def check_flows(work: "Work", object: ObjectType, field: Field) -> None:
    """Refuse to take a field away from an approval flow that is in force."""
    from prooftrail.platform.approvals.uses import naming

    if found := naming(work, object, field):
        facts = {"object": object.name, "field": field.name, "flows": found[:10]}
        raise Refusal("field_in_flow", "conflict", facts=facts, fields={"name": "field_in_flow"})


def _names(stored: Any, field: Field, own: bool) -> bool:
    if field.name in (stored.get("site") or "").split("."):
        return True
    asked = [each for node in stored["nodes"] for each in node.get("requires") or ()]
    trees = [read_node(each["tree"]) for each in asked if "tree" in each]
    if field.custom and any(field.id in key.split("/") for tree in trees for key in keys(tree)):
        return True
    return own and field.name in [each.get("field") for each in asked]


def _used(work: "Work", object: str, key: str, version: int) -> bool:
    kind = work.schema.objects.get(object)
    if kind is None or not kind.staged:
        return False
    query = (
        f"select 1 from {work.place.schema}.{kind.table.name} "
        "where process = %s and process_version = %s and deleted_at is null limit 1"
    )
    return work.execute(query, [key, version]).fetchone() is not None


COUNTED = 10_000
"""Values of a field are counted so far; past that it is enough to know that there are many."""


def uses_of(work: "Work", object: ObjectType, field: Field) -> dict[str, Json]:
    """`{"items","filled","most_counted"}`: gates that ask for it, roles that name it, values there are."""
    derived: list[Json] = [{"kind": "derived", "label": label_of(work.schema, each)}
                           for each in readers_of(work, object, field)]  # fmt: skip
    items: list[Json] = [*_gates(work, object, field), *_roles(work, object, field), *derived]
    query = (
        f"select count(*) from (select from {work.place.schema}.{object.table.name} "
        f"where {field.column} is not null and deleted_at is null limit %s) filled"
    )
    row = work.execute(query, [COUNTED]).fetchone()
    return {"items": items, "filled": row[0] if row else 0, "most_counted": COUNTED}


def _gates(work: "Work", object: ObjectType, field: Field) -> Iterator[dict[str, Json]]:
    rows = work.execute(
        "select distinct on (key) key, version, object, label, nodes "
        f"from {work.place.schema}._process order by key, version desc"
    ).fetchall()
    for key, version, of, label, stored in rows:
        if _names(stored, field, of == object.name):
            yield {"kind": "gate", "key": key, "label": label, "version": version}


def _roles(work: "Work", object: ObjectType, field: Field) -> Iterator[dict[str, Json]]:
    rows = work.execute(
        f"select key, label, fields -> %(object)s from {work.place.schema}._role "
        "where fields -> %(object)s ?| %(names)s order by key",
        {"object": object.name, "names": [field.name, field.id]},
    ).fetchall()
    for key, label, rules in rows:
        rule = rules.get(field.id, rules.get(field.name))
        yield {"kind": "role", "key": key, "label": label, "rule": rule}
