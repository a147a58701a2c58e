"""Which cubes a workspace's metrics ask for: those of one object, one time and the same dimensions share one.

A slot is what one term measures: a filter and a field. Only what can be added up has one, and only what
an event of the record itself can change: nothing that is derived, looked up or reckoned until now.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field
from prooftrail.platform.metrics.reading import measured
from prooftrail.platform.metrics.shapes import Definition, Term
from prooftrail.platform.metrics.staging import Staging, marks
from prooftrail.platform.metrics.state import State
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.records.lengths import fields_of, is_length
from prooftrail.platform.records.spans import NOW
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.model import UNSAID

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ADDED = ("count", "sum", "avg")
KEPT = ("choice", "reference", "person", "department", "boolean", "region", "integer")
"""Types of dimensions that are kept; a text has as many values as there are records."""
WHO = ("owner", "unit")
MOST_SLOTS = 40


@dataclass(frozen=True)
class Slot:
    """What a term measures: records a filter holds, and of these a field or how long something took.

    `adds`: its values are added up, not only counted.
    """

    filter: Any
    what: Any
    adds: bool

    @property
    def said(self) -> str:
        """The same for the same."""
        return json.dumps([self.filter, self.what, self.adds])

    @property
    def test(self) -> str:
        """The same for the same filter."""
        return json.dumps(self.filter)


@dataclass(frozen=True)
class Plan:
    """One cube: its object, the field its days go by (none: all of it is now), dimensions and slots.

    `reads` are the ids of fields that it follows from; `unlogged`: some of them are in no event.
    """

    object: str
    time: str | None
    dimensions: tuple[str, ...]
    slots: tuple[Slot, ...]
    reads: frozenset[str]
    unlogged: bool
    stamp: str


def slot_of(term: Term, filter: Any) -> Slot | None:
    """The slot of a term whose filter is written out; None where it cannot be added up."""
    if term.measure[0] not in ADDED:
        return None
    what = term.measure[1] if len(term.measure) == 2 else None
    return Slot(filter, what, what is not None and term.measure[0] != "count")


def planned(work: "Work", state: State) -> list[Plan]:
    """Every cube that the metrics in use ask for."""
    held: dict[tuple[str, str | None, tuple[str, ...]], dict[str, Slot]] = {}
    stagings: dict[str, Staging] = {}
    for metric in metrics(work, state).values():
        object = None if metric.definition is None else work.schema.objects.get(metric.of.object)
        if object is None or object.kept:
            continue  # nothing about them is in the log that cubes follow
        staging = stagings.setdefault(object.name, Staging(work, object.name, state))
        for time, slot in _slots(object, metric.of, staging):
            key = (object.name, time, dimensions_of(object, metric.of))
            held.setdefault(key, {})[slot.said] = slot
    return [plan for key, slots in held.items() for plan in _plans(work, key, list(slots.values()))]


def dimensions_of(object: ObjectType, of: Definition) -> tuple[str, ...]:
    """The dimensions a metric's cube keeps, beside person and department."""
    found = [object.fields[name] for name in of.dimensions if name in object.fields and name not in WHO]
    return tuple(sorted(each.name for each in found if each.type.key in KEPT and _said(each)))


def _slots(object: ObjectType, of: Definition, staging: Staging) -> Iterable[tuple[str | None, Slot]]:
    for term in of.terms:
        if any(each[-1] == "over_limit" for each in marks(term.filter)):
            continue
        slot = slot_of(term, staging.written_out(term.filter) if term.filter else None)
        time = term.time or of.time
        if slot is None or (isinstance(slot.what, list) and NOW in slot.what):
            continue
        paths = _paths(slot, measured(term), time)
        if all(path in object.fields and _said(object.fields[path]) for path in paths):
            yield time, slot


def _said(field: Field) -> bool:
    """Whether every change of it leaves an event of the record."""
    return not field.derived and field.name not in UNSAID and field.state == "live"


def _paths(slot: Slot, names: Iterable[str], time: str | None) -> list[str]:
    return [*names, *([time] if time else []), *_tested(slot.filter)]


def _tested(filter: Any) -> Iterable[str]:
    if isinstance(filter, list) and filter and filter[0] in ("and", "or", "not"):
        for part in filter[1:]:
            yield from _tested(part)
    elif isinstance(filter, list) and filter:
        yield from fields_of(filter[0]) if is_length(filter[0]) else [filter[0]]


def _plans(
    work: "Work", key: tuple[str, str | None, tuple[str, ...]], slots: Sequence[Slot]
) -> Iterable[Plan]:
    name, time, dimensions = key
    object = work.schema.objects[name]
    for at in range(0, len(slots), MOST_SLOTS):
        some = tuple(sorted(slots[at : at + MOST_SLOTS], key=lambda each: each.said))
        names = {*dimensions, *([time] if time else [])}
        for slot in some:
            what = slot.what[1:] if isinstance(slot.what, list) else [slot.what]
            names |= {*_tested(slot.filter), *(each for each in what if each)}
        fields = [object.fields[each] for each in sorted(names)]
        told = {each.id for each in object.told}
        reads = frozenset(each.id for each in fields)
        named = [[each.name, each.id] for each in fields]
        said = [object.id, named, time, dimensions, [each.said for each in some], str(work.zone),
                work.currency, object.owned]  # fmt: skip
        stamp = sha256(json.dumps(said).encode()).hexdigest()[:40]
        yield Plan(name, time, dimensions, some, reads, not reads <= told, stamp)


def by_stamp(plans: Iterable[Plan]) -> Mapping[str, Plan]:
    """Plans by what they are."""
    return {each.stamp: each for each in plans}
