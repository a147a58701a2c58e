"""Fields of a designer's own: described anew, removed and brought back."""

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from psycopg import sql
from psycopg.types.json import Jsonb

from prooftrail.platform.derived.filling import fill
from prooftrail.platform.derived.graph import check_chains
from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.fields.derived import Derived
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.build import designed_field
from prooftrail.platform.schema.ddl import Index, asks_indexes, field_indexes
from prooftrail.platform.schema.design import budgets, ground, uses
from prooftrail.platform.schema.design.adding import (
    check_unique,
    complete_options,
    own_fields,
    stored_options,
)
from prooftrail.platform.schema.design.definition import Faults, change_options, check_label, check_name
from prooftrail.platform.schema.design.history import definition, difference, note, said_options
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


FIXED = {"type": "type_fixed", "personal": "personal_fixed"}


def change_field(
    work: "Work", object_name: str, name: str, said: Mapping[str, Any], unused: Container[str] = ()
) -> Field:
    """Another name, label, `required`, `unique` or options; `said` holds only what shall change.

    `unused` are options of which no row relies on what is taken away.
    """
    ground.begin(work)
    object = ground.find_object(work, object_name)
    old = ground.find_field(work, object, name)
    new, options = _changed(work, object, old, said, unused)
    changes = difference(definition(old), new)
    if not changes and old.state != "failed":
        return old
    if "name" in changes:
        _check_free(object, str(new["name"]))
        uses.check_processes(work, object, old)
        uses.check_metrics(work, object, old)
        uses.check_automation(work, object, old)
        uses.check_flows(work, object, old)
        uses.keep_rules(work, object, old)
    unique = bool(new["unique"])
    wanted = replace(old, options=options, indexed=bool(options.get("indexed")), asks_unique=unique,
                     unique=unique and old.unique)  # fmt: skip
    state, built = drop_indexes(work, object, old, list(field_indexes(object, wanted)))
    work.execute(
        f"update {work.place.schema}._field set name = %s, label = %s, options = %s, required = %s, "
        "is_unique = %s, state = %s, built = %s, failure = null where id = %s",
        [new["name"], Jsonb(new["label"]), Jsonb(stored_options(work, options)), new["required"],
         unique, state, built, old.id],
    )  # fmt: skip
    ground.reload(work)
    object = work.schema.object(object_name)
    budgets.check_indexes(work, object)
    made = object.field(str(new["name"]))
    if made.made and "options" in changes:
        check_chains(work.schema)
        fill(work, object, [made])
    note(work, "field_changed", object, made, changes)
    ground.finish(work)
    return made


def _changed(
    work: "Work", object: ObjectType, old: Field, said: Mapping[str, Any], unused: Container[str]
) -> tuple[dict[str, Json], dict[str, Json]]:
    """The definition after a change, and the options as stored. Refuses what may not change, or not so."""
    faults, new = Faults(object.name), definition(old)
    for key, code in FIXED.items():
        if key in said and said[key] != new[key]:
            faults.note(key, code)
    new |= {key: said[key] for key in ("name", "required", "unique") if key in said}
    check_name(faults, new["name"])
    label = check_label(faults, said["label"]) if "label" in said else None
    kind = field_type(old.made) if old.made else old.type
    options = change_options(faults, kind, dict(old.options), said.get("options") or {}, unused)
    if isinstance(kind, Derived) and set(kind.names()) & set(said.get("options") or ()) and not faults.fields:
        options = _made_anew(work, faults, object, old, kind, options)
    if old.type.numbered:
        new |= {"unique": True, "required": False}
    else:
        check_unique(faults, old.type, bool(new["unique"]))
    faults.settle()
    shown = said_options(replace(old, options=options))
    return new | {"options": shown, "label": label or new["label"]}, options


def _made_anew(
    work: "Work", faults: Faults, object: ObjectType, old: Field, kind: Derived, said: Mapping[str, Json]
) -> dict[str, Json]:
    """Other values, of the same plain type: a column does not change what it holds."""
    own = {name: each for name, each in own_fields(work, object.id).items() if each.id != old.id}
    asked = {key: value for key, value in said.items() if key in kind.takes}
    found = complete_options(work, faults, object.id, own, kind, asked)
    if found["like"] != old.options["like"] and not faults.fields:
        faults.note(f"options.{kind.names()[0]}", "derived_kind_fixed", kind=old.options["like"])
    return found


def hide_field(work: "Work", object_name: str, name: str) -> Field:
    """Remove a field: nobody sees it any more, its values stay until that can no longer be undone."""
    ground.begin(work)
    object = ground.find_object(work, object_name)
    gone = ground.find_field(work, object, name)
    uses.check_processes(work, object, gone)
    uses.check_metrics(work, object, gone)
    uses.check_automation(work, object, gone)
    uses.check_flows(work, object, gone)
    uses.check_derived(work, object, gone)
    uses.check_forms(work, object, gone)
    uses.keep_rules(work, object, gone)
    drop_indexes(work, object, gone, [])
    work.execute(
        f"update {work.place.schema}._field set hidden_at = %s, hidden_by = %s, built = '{{}}', "
        "failure = null where id = %s",
        [work.now, work.actor.person, gone.id],
    )
    ground.reload(work)
    note(work, "field_hidden", object, gone)
    ground.finish(work)
    return gone


def restore_field(work: "Work", object_name: str, said: str, name: str | None = None) -> Field:
    """Undo a removal, under another name where its own is taken: every value is as it was."""
    ground.begin(work)
    object = ground.find_object(work, object_name)
    row = ground.hidden_row(work, "_field", said, object.id)
    faults = Faults(object.name)
    wanted = row["name"] if name is None else name
    check_name(faults, wanted)
    faults.settle()
    _check_free(object, wanted)
    target = row["options"].get("object", "")
    gone = target.startswith("x_") and work.schema.by_id(target) is None
    held = work.schema.hidden.get(target)
    if gone and held is None:
        raise Refusal("target_dropped", "conflict", facts={"field": wanted})
    if held is not None:
        facts = {"field": wanted, "object": held.name, "label": held.label.json()}
        raise Refusal("target_removed", "conflict", facts=facts)
    state = "building" if asks_indexes(designed_field(row)) else "live"
    work.execute(
        f"update {work.place.schema}._field set hidden_at = null, hidden_by = null, name = %s, state = %s "
        "where id = %s",
        [wanted, state, row["id"]],
    )
    ground.reload(work)
    object = work.schema.object(object_name)
    budgets.check_fields(object)
    budgets.check_indexes(work, object)
    made = object.field(wanted)
    if made.made:
        check_chains(work.schema)
        fill(work, object, [made])
    note(work, "field_restored", object, made, difference({"name": row["name"]}, {"name": wanted}))
    ground.finish(work)
    return made


def drop_indexes(work: "Work", object: ObjectType, old: Field, wanted: list[Index]) -> tuple[str, list[str]]:
    """Drop what is no longer wanted; the state after that, and what is built."""
    keep = {each.purpose for each in wanted}
    dropped = [each for each in field_indexes(object, old) if each.purpose not in keep]
    if dropped:
        ground.take_table(work, object)
    for each in dropped:
        place = sql.Identifier(work.place.schema, each.name)
        work.execute(sql.SQL("drop index if exists {}").format(place))
    return ("live" if keep <= old.built else "building"), sorted(old.built & keep)


def _check_free(object: ObjectType, name: str) -> None:
    if name in object.fields:
        facts = {"object": object.name, "name": name}
        raise Refusal("name_taken", "conflict", facts=facts, fields={"name": "name_taken"})
