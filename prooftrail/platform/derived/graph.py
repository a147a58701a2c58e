"""Who follows from whom: the order in which an object's derived fields are computed, and what a change
of one record means for others. Made once per version of the schema.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prooftrail.platform.derived.names import target, tested
from prooftrail.platform.fields import Field
from prooftrail.platform.formula.tree import Node, keys, read_node, reads_clock
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.build import Schema
from prooftrail.platform.schema.model import ObjectType

LONGEST = 4
Place = tuple[str, str]
"""Ids of an object and of a field of it."""


@dataclass(frozen=True)
class Step:
    """A formula or look-up and what it reads: `own` fields, and `far` ones as (link, object, field)."""

    field: Field
    tree: Node
    own: tuple[Field, ...]
    far: tuple[tuple[Field, ObjectType, Field], ...]
    level: int = 0


@dataclass(frozen=True)
class Rolled:
    """A roll-up of `parent` over the records of `child` whose `link` points to it."""

    parent: ObjectType
    field: Field
    child: ObjectType
    link: Field
    how: str
    measure: Field | None
    filter: Any

    def reads(self) -> Iterator[Place]:
        """Fields of the child it depends on."""
        yield self.child.id, self.link.id
        if self.measure is not None:
            yield self.child.id, self.measure.id
        yield from ((self.child.id, id) for id in tested(self.filter))


@dataclass
class Plan:
    """The derived fields of one object, `steps` in an order in which each finds what it reads."""

    object: ObjectType
    rolled: list[Rolled] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    watched: list[tuple[ObjectType, Field, Field]] = field(default_factory=list)
    """(object, link of it, field here): records there read the field here through the link."""
    summed: list[Rolled] = field(default_factory=list)
    """Roll-ups of others over records here."""

    @property
    def fields(self) -> list[Field]:
        """Every derived field, in order."""
        return [*(each.field for each in self.rolled), *(each.field for each in self.steps)]

    @property
    def crosses(self) -> bool:
        """Whether anything is read through a link."""
        return any(each.far for each in self.steps)

    @property
    def dated(self) -> list[Step]:
        """What changes as days go by."""
        return [each for each in self.steps if reads_clock(each.tree)]


def plans(schema: Schema) -> Mapping[str, Plan]:
    """Every object's plan by the object's id."""
    found = schema.compiled.get("derived")
    if found is None:
        with schema.making:
            found = schema.compiled["derived"] = _make(schema)
    return found


def check_chains(schema: Schema) -> None:
    """Refuse a field that would depend on itself, or on a longer chain than people can follow."""
    inputs = depends(schema)
    for place in inputs:
        if place in reached(inputs, inputs[place]):
            raise Refusal("formula_cycle", "invalid", facts={"label": label_of(schema, place)},
                          fields={"options": "formula_cycle"})  # fmt: skip
    for place in inputs:
        if (long := length(inputs, place)) > LONGEST:
            facts = {"label": label_of(schema, place), "most": LONGEST, "length": long}
            raise Refusal("formula_chain", "invalid", facts=facts, fields={"options": "formula_chain"})


def depends(schema: Schema) -> dict[Place, tuple[Place, ...]]:
    """What each derived field reads, fields that are not derived included."""
    found: dict[Place, tuple[Place, ...]] = {}
    for object in schema.objects.values():
        for each in object.fields.values():
            if each.made:
                found[object.id, each.id] = tuple(_reads(schema, object, each))
    return found


def _reads(schema: Schema, object: ObjectType, each: Field) -> Iterator[Place]:
    if rolled := read_rollup(schema, object, each):
        yield from rolled.reads()
    if "tree" in each.options:
        by_id = {one.id: one for one in object.fields.values()}
        for key in keys(read_node(each.options["tree"])):
            near, _, far = key.partition("/")
            yield object.id, near
            other = target(schema.objects, by_id[near]) if far and near in by_id else None
            if other is not None:
                yield other.id, far


def reached(inputs: Mapping[Place, Sequence[Place]], places: Sequence[Place]) -> set[Place]:
    """These and all they follow from."""
    found: set[Place] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting.extend(inputs.get(place, ()))
    return found


def length(inputs: Mapping[Place, Sequence[Place]], place: Place) -> int:
    """How many derived fields stand one upon the other; there are no circles."""
    if place not in inputs:
        return 0
    return 1 + max((length(inputs, each) for each in inputs[place]), default=0)


def label_of(schema: Schema, place: Place) -> Any:
    """What people call a field, `{zh, en}`."""
    object = schema.by_id(place[0])
    found = [each for each in object.fields.values() if each.id == place[1]] if object else []
    return found[0].label.json() if found else place[1]


def _make(schema: Schema) -> dict[str, Plan]:
    found = {object.id: Plan(object) for object in schema.objects.values()}
    inputs = depends(schema)
    for object in schema.objects.values():
        made = [each for each in object.fields.values() if each.made]
        for each in made:
            if rolled := read_rollup(schema, object, each):
                found[object.id].rolled.append(rolled)
                found[rolled.child.id].summed.append(rolled)
        steps = [step for each in made if (step := read_step(schema, object, each, inputs))]
        found[object.id].steps = sorted(steps, key=lambda step: step.level)
        for step in steps:
            for link, other, far in step.far:
                found[other.id].watched.append((object, link, far))
    return found


def read_step(
    schema: Schema, object: ObjectType, each: Field, inputs: Mapping[Place, Sequence[Place]]
) -> Step | None:
    """What a field's tree reads. None where something it reads is gone: then its values stay as they are."""
    if "tree" not in each.options:
        return None
    tree = read_node(each.options["tree"])
    by_id = {one.id: one for one in object.fields.values()}
    own, far = [], []
    for key in sorted(keys(tree)):
        near, _, rest = key.partition("/")
        link = by_id.get(near)
        other = target(schema.objects, link) if link is not None and rest else None
        beyond = {one.id: one for one in other.fields.values()}.get(rest) if other is not None else None
        if link is None or (rest and (other is None or beyond is None)):
            return None
        if other is not None and beyond is not None:
            far.append((link, other, beyond))
        else:
            own.append(link)
    return Step(each, tree, tuple(own), tuple(far), length(inputs, (object.id, each.id)))


def read_rollup(schema: Schema, object: ObjectType, each: Field) -> Rolled | None:
    """What a roll-up counts; None for another field, or where something it reads is gone."""
    if each.made != "rollup":
        return None
    child = schema.by_id(each.options["child"])
    fields = {one.id: one for one in child.fields.values()} if child else {}
    link, measure = fields.get(each.options["link_id"]), fields.get(each.options.get("measured", ""))
    if child is None or link is None or (measure is None and each.options.get("measured")):
        return None
    if any(id not in fields for id in tested(each.options.get("filter_by"))):
        return None
    return Rolled(object, each, child, link, each.options["how"], measure, each.options.get("filter_by"))
