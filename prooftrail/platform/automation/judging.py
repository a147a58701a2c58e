"""Whether a rule's condition holds for many records at once, and with which values."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.automation.occasions import Occasion, Row, load_rows
from prooftrail.platform.automation.rules.listening import held_before
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.values import canonical
from prooftrail.platform.derived.graph import Plan, Step, read_step
from prooftrail.platform.derived.guard import far_rows, inputs_of
from prooftrail.platform.derived.names import known
from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.check import check
from prooftrail.platform.formula.names import Names
from prooftrail.platform.formula.tree import Node, keys
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.records.filters import FilterReader, Parsed, condition
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MISSING = "record_gone"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition held for one occasion, which part did not, and the values it was judged by."""

    holds: bool
    why: Mapping[str, Json]
    reason: str = "condition"


def judge(work: "Work", rule: Rule, occasions: Sequence[Occasion]) -> list[Verdict]:
    """One verdict an occasion, in order."""
    if not rule.condition or rule.object is None:
        return [Verdict(True, {}) for _ in occasions]
    object = work.schema.object(rule.object)
    rows = load_rows(work, object, [each.record for each in occasions if each.record is not None])
    return judge_rows(work, rule, object, occasions, rows)


def judge_rows(
    work: "Work", rule: Rule, object: ObjectType, occasions: Sequence[Occasion], rows: Mapping[UUID, Row],
    filtered: Set[UUID] | None = None,
) -> list[Verdict]:  # fmt: skip
    """The same with the rows at hand, and perhaps with which of them the filter holds."""
    said = rule.condition
    if filtered is None and "filter" in said:
        filtered = passing(work, object, said.get("filter"), list(rows))
    formulas = truths(work, object, said["formula"], rows) if "formula" in said else None
    named = _named(work, object, said)
    old = {
        name: canonical(work, object.fields[name], value) for name, value in (said.get("old") or {}).items()
    }
    found = []
    for each in occasions:
        row = rows.get(each.record) if each.record is not None else None
        if row is None:
            found.append(Verdict(False, {}, MISSING))
            continue
        parts: dict[str, Json] = {}
        if filtered is not None:
            parts["filter"] = each.record in filtered
        if formulas is not None:
            parts["formula"] = formulas.get(row["id"], False)
        if old:
            parts["old"] = _held_before(old, each, object, row)
        values: dict[str, Json] = {name: object.fields[name].value(row) for name in named}
        found.append(Verdict(all(parts.values()), {**parts, "values": values}))
    return found


def _held_before(old: Mapping[str, Json], each: Occasion, object: ObjectType, row: Row) -> bool:
    now = {name: object.fields[name].value(row) for name in old}
    return held_before(old, each.event.changes if each.event else {}, now)


def passing(work: "Work", object: ObjectType, said: Any, ids: Sequence[UUID]) -> set[UUID]:
    """Which records a filter holds, as the system sees them."""
    if not ids:
        return set()
    text, values = asking(work, object, said, ids)
    return {row[0] for row in work.execute(text, values).fetchall()}


def asking(work: "Work", object: ObjectType, said: Any, ids: Sequence[UUID]) -> tuple[str, dict[str, Any]]:
    """The statement that finds them, and its values. Refuses a filter that no longer fits."""
    parsed = FilterReader(work.schema, SYSTEM, object, work.parsing).read(said)
    statement = compiled(
        work.schema, ("rule", object.id, parsed.shape), lambda: _holding(work, object, parsed)
    )
    return statement.text, statement.values(parsed.bound | {"ids": list(ids)})


def _holding(work: "Work", object: ObjectType, parsed: Parsed) -> Select[Any]:
    table = object.table.alias()
    held = condition(work.schema, SYSTEM, object, table, parsed.shape)
    return select(table.c.id).where(table.c.id == bindparam("ids", type_=ARRAY(Uuid)).any_(), held)


def truths(work: "Work", object: ObjectType, text: str, rows: Mapping[UUID, Row]) -> dict[UUID, bool]:
    """What a formula of yes or no came to for each record; a blank is no."""
    return {id: value is True for id, value in computed(work, object, text, rows).items()}


def computed(work: "Work", object: ObjectType, text: str, rows: Mapping[UUID, Row]) -> dict[UUID, Any]:
    """What a formula came to for each record."""
    step = _step(work, object, text)
    plan = Plan(object, steps=[step])
    far, clock = far_rows(work, plan, list(rows.values())), Clock(work.today, work.now, work.zone)
    read = reader(step.tree)
    return {id: read(inputs_of(step, row, far), clock) for id, row in rows.items()}


def _step(work: "Work", object: ObjectType, text: str) -> Step:
    """A formula as derived fields are read, kept with the schema. Refuses one that no longer fits."""
    kept: Step | None = work.schema.compiled.get(("rule formula", object.id, text))
    if kept is None:
        tree = _tree(work, object, text)
        options = {"tree": tree.json()}
        field = Field("rule", field_type("boolean"), Label(text, text), "rule.formula", "rule", options)
        found = read_step(work.schema, object, field, {})
        if found is None:
            raise Refusal("rule_outdated", "conflict", facts={"label": object.label.json()})
        kept = found
        work.schema.compiled["rule formula", object.id, text] = kept
    return kept


def _tree(work: "Work", object: ObjectType, text: str) -> Node:
    found = check(text, system_names(work, object))
    if found.tree is None:
        raise Refusal("rule_outdated", "conflict", facts={"label": object.label.json()})
    return found.tree


def system_names(work: "Work", object: ObjectType) -> Names:
    """What a formula may name as the system reads it."""
    return known(work.schema.objects, SYSTEM.readable(object), SYSTEM.readable)


def _named(work: "Work", object: ObjectType, said: Mapping[str, Any]) -> list[str]:
    """The record's own fields a condition reads, for the log."""
    found: dict[str, None] = dict.fromkeys(said.get("old") or ())
    _tested(said.get("filter"), found)
    if "formula" in said:
        by_id = {each.id: each.name for each in object.fields.values()}
        for key in sorted(keys(_step(work, object, said["formula"]).tree)):
            near = key.partition("/")[0]
            found[by_id.get(near, near)] = None
    personal = object.personal
    return [name for name in found if name in object.fields and object.fields[name].id not in personal]


def _tested(said: Any, found: dict[str, None]) -> None:
    if not isinstance(said, list) or not said:
        return
    if said[0] in ("and", "or", "not"):
        for part in said[1:]:
            _tested(part, found)
    elif isinstance(said[0], str):
        found[said[0].partition(".")[0]] = None
