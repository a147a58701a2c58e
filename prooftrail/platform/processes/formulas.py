"""Formulas of gates: understood when a process is published, read for records before a node.

The rules know only what a formula came to; names, links and time are settled here.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.derived.definition import names_for
from prooftrail.platform.derived.graph import Plan, Step, plans, read_step
from prooftrail.platform.derived.guard import far_rows, inputs_of
from prooftrail.platform.derived.names import placed, respelled, target
from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.fields import field_type as type_of
from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.check import check
from prooftrail.platform.formula.tree import keys, read_node
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]
Said = Mapping[str, Any]


def understood(work: "Work", object: ObjectType, text: str) -> dict[str, Json]:
    """`{"tree","names_at"}` of a gate's formula. Refuses what is wrong in it."""
    try:
        return read_formula(work, object, text)
    except FieldFault as fault:
        raise Refusal("bad_process", "invalid", facts=fault.facts, fields={"formula": fault.code}) from None


def read_formula(work: "Work", object: ObjectType, text: str) -> dict[str, Json]:
    """The same for who collects faults. Raises FieldFault."""
    names = names_for(work, dict(work.access.readable(object)))
    checked = check(text, names)
    if checked.faults or checked.tree is None:
        first = checked.faults[0]
        faults: list[Json] = [each.said(work.locale) for each in checked.faults]
        raise FieldFault(first.code, **{**first.facts, "faults": faults})
    if checked.tree.kind != "boolean":
        raise FieldFault("formula_no_yes")
    return {"tree": checked.tree.json(), "names_at": list[Json](placed(names, text, checked.places))}


def spelled(work: "Work", object: ObjectType, said: Said) -> str:
    """The formula with every field called as it is called now, for a reader who may read them all."""
    text: str = said["formula"]
    names = names_for(work, dict(work.access.readable(object)))
    return respelled(text, said.get("names_at") or (), names)


def may_read(work: "Work", object: ObjectType, said: Said) -> bool:
    """Whether the caller may read everything the formula is made of."""
    own = {each.id: each for each in work.access.readable(object).values()}
    for key in keys(read_node(said["tree"])):
        near, _, far = key.partition("/")
        link = own.get(near)
        if link is None:
            return False
        other = target(work.schema.objects, link) if far else None
        if far and (other is None or not _reads(work, other, far)):
            return False
    return True


def _reads(work: "Work", other: ObjectType, id: str) -> bool:
    if not work.access.unbound and work.access.grant(other.name).read == "none":
        return False
    return any(each.id == id for each in work.access.readable(other).values())


def values(
    work: "Work", object: ObjectType, entering: Sequence[tuple[Row, Sequence[Said]]]
) -> list[dict[str, bool | None]]:
    """For each row what each of its formulas came to, by requirement key."""
    steps = {id(said): _step(work, object, said) for _, asked in entering for said in asked}
    plan = Plan(object, steps=[each for each in steps.values() if each is not None])
    far, clock = far_rows(work, plan, [row for row, _ in entering]), Clock(work.today, work.now, work.zone)
    found = []
    for row, asked in entering:
        each: dict[str, bool | None] = {}
        for said in asked:
            step = steps[id(said)]
            each[said["key"]] = reader(step.tree)(inputs_of(step, row, far), clock) if step else None
        found.append(each)
    return found


def _step(work: "Work", object: ObjectType, said: Said) -> Step | None:
    """The formula as derived fields are read; None where something it reads is gone."""
    options = {"tree": said["tree"]}
    label = Label(said["key"], said["key"])
    field = Field(said["key"], type_of("boolean"), label, f"gate.{said['key']}", said["key"], options)
    return read_step(work.schema, object, field, {})


def follows_children(work: "Work", object: ObjectType, asked: Sequence[Said]) -> bool:
    """Whether a gate reads what is made of other records' values, and may lag behind them for a moment."""
    plan = plans(work.schema).get(object.id)
    if plan is None or not (plan.rolled or plan.crosses):
        return False
    made = {each.id for each in plan.fields} | {each.name for each in plan.fields}
    read = {near for said in asked if "tree" in said
            for near in (key.partition("/")[0] for key in keys(read_node(said["tree"])))}  # fmt: skip
    return bool(made & (read | {said.get("field") for said in asked}))
