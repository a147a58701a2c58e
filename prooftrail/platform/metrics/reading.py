"""What a metric reads: its formula understood, its fields named, and whether a reader may have it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.formula.check import Checked, check
from prooftrail.platform.formula.names import Known, Names
from prooftrail.platform.formula.tree import Kind
from prooftrail.platform.metrics.shapes import GROUPABLE, Definition, Term
from prooftrail.platform.metrics.staging import READS, READS_OVER, is_mark
from prooftrail.platform.metrics.state import once
from prooftrail.platform.metrics.store import Metric, metrics
from prooftrail.platform.records.filters import find_field
from prooftrail.platform.records.lengths import fields_of, is_length
from prooftrail.platform.records.spans import NOW
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True)
class Reading:
    """A metric a caller may read, over its object, with its formula."""

    metric: Metric
    object: ObjectType
    formula: Checked

    @property
    def of(self) -> Definition:
        """Its definition."""
        return self.metric.of


def opened(work: "Work", metric: Metric) -> Reading:
    """A metric for the caller. Refuses one with a field he may not read, naming it."""
    of = metric.of
    object = work.schema.objects.get(of.object)
    if object is None or not _may_read(work, of.object):
        raise unknown(metric.key)
    if shut := [path for path in paths(of) if not _readable(work, object, path)]:
        facts = {"key": metric.key, "fields": list(shut)}
        raise Refusal("metric_closed", "forbidden", facts=facts, fields=dict.fromkeys(shut, "unknown_field"))
    return Reading(metric, object, understood(work, object, of))


def find_metric(work: "Work", key: str) -> Reading:
    """A metric in use for the caller. Refuses one there is none of, and one he may not read."""
    metric = metrics(work).get(key)
    if metric is None or metric.definition is None:
        raise unknown(key)
    return opened(work, metric)


def unknown(key: str) -> Refusal:
    """There is none of that name, or it is about what the caller may not read."""
    return Refusal("unknown_metric", "missing", facts={"key": key[:80]})


def understood(work: "Work", object: ObjectType, of: Definition) -> Checked:
    """The formula over the terms."""
    known = [_known(object, each) for each in of.terms]
    said = tuple((each.name, each.kind, each.label) for each in known)
    return once(work, ("metric formula", of.formula, said), lambda: check(of.formula, Names(known)))


def dimensions(work: "Work", object: ObjectType, of: Definition) -> list[str]:
    """What the caller may group by."""
    return [
        name for name in of.dimensions
        if _readable(work, object, name) and object.fields[name].type.key in GROUPABLE
    ]  # fmt: skip


def paths(of: Definition) -> list[str]:
    """Every field it reads, each once; dotted ones go through a reference."""
    found = [of.time] if of.time else []
    for each in of.terms:
        found += [each.time] if each.time else []
        found += measured(each)
        found += _filtered(each.filter)
    return list(dict.fromkeys(found))


def measured(term: Term) -> list[str]:
    """The fields a term measures."""
    what = term.measure[1] if len(term.measure) == 2 else []
    names = [what] if isinstance(what, str) else what[1:] if isinstance(what, list) else []
    return [name for name in names if isinstance(name, str) and name != NOW]


def kind_of(object: ObjectType, term: Term) -> Kind:
    """What kind of value a term has."""
    names = measured(term)
    if term.measure[0] in ("count", "distinct") or len(names) != 1 or not isinstance(term.measure[1], str):
        return "number"
    field = object.fields.get(names[0])
    type = "" if field is None else field.type.key
    kinds: dict[str, Kind] = {"money": "money", "date": "date", "time": "time"}
    return kinds.get(type, "number")


def _known(object: ObjectType, term: Term) -> Known:
    kind = kind_of(object, term)
    return Known(term.name, kind, term.name, Label(term.label.zh, term.label.en), kind)


def _filtered(said: Any) -> Iterator[str]:
    if is_mark(said):
        yield from READS_OVER if said[-1] == "over_limit" else READS
    elif isinstance(said, list) and said and said[0] in ("and", "or", "not"):
        for part in said[1:]:
            yield from _filtered(part)
    elif isinstance(said, list) and said and isinstance(said[0], str):
        yield from fields_of(said[0]) if is_length(said[0]) else [said[0]]


def _may_read(work: "Work", object: str) -> bool:
    access = work.access
    return access.unbound or access.grant(object).read != "none" or object in access.shared


def _readable(work: "Work", object: ObjectType, path: str) -> bool:
    try:
        find_field(work.schema, work.access, object, path)
    except Refusal:
        return False
    return True
