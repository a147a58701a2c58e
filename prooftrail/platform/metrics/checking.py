"""A definition checked where it is typed: every fault at its place, with what would mend it."""

from decimal import Decimal
from typing import TYPE_CHECKING

from prooftrail.platform.fields.numbers import read_number
from prooftrail.platform.metrics.reading import understood
from prooftrail.platform.metrics.shapes import GROUPABLE, Definition, Term
from prooftrail.platform.metrics.staging import Staging, fits, marks
from prooftrail.platform.records.aggregate import read_measure
from prooftrail.platform.records.filters import FilterReader, find_field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.definition import Faults, check_label
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.values import NAME, is_unseen

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LIMIT = Decimal(10) ** 15
MOST_STATEMENTS = 3
"""Terms with different filters are measured one after the other; processes are one question more."""


def checked(work: "Work", of: Definition) -> ObjectType:
    """The object a definition is about. Refuses what cannot be measured, naming every fault."""
    object = find_object(work, of.object)
    faults = Faults("metric")
    faults.facts["key"] = of.key[:80]
    if not NAME.fullmatch(of.key):
        faults.note("key", "metric_bad_key")
    check_label(faults, of.label.model_dump())
    if any(is_unseen(each) for each in (of.description.zh, of.description.en)):
        faults.note("description", "required")
    _time(work, faults, object, of.time, "time")
    staging = Staging(work, object.name)
    for at, each in enumerate(of.terms):
        faults.within = f"terms.{at}."
        _term(work, faults, object, staging, each)
    faults.within = ""
    _together(faults, of)
    for at, name in enumerate(of.dimensions):
        _dimension(work, faults, object, name, f"dimensions.{at}")
    for at, threshold in enumerate(of.thresholds):
        number = read_number(threshold.value)
        if number is None or abs(number) >= LIMIT:
            faults.note(f"thresholds.{at}.value", "not_number")
    if not faults.fields:
        _formula(work, faults, object, of)
    faults.settle()
    return object


def _term(work: "Work", faults: Faults, object: ObjectType, staging: Staging, term: Term) -> None:
    if not NAME.fullmatch(term.name) or term.name.startswith("n_"):
        faults.note("name", "metric_bad_key")
    check_label(faults, term.label.model_dump())
    _time(work, faults, object, term.time, "time")
    try:
        read_measure(work, object, "value", term.measure)
    except Refusal as refusal:
        faults.note("measure", refusal.code, **refusal.facts)
    used = marks(term.filter)
    if used and not (object.staged and all(fits(each) for each in used)):
        faults.note("filter", "metric_bad_mark", stands=["open", "won", "lost", "over_limit"])
        return
    try:
        said = staging.written_out(term.filter) if term.filter else None
        FilterReader(work.schema, work.access, object, work.parsing, lengths=True).read(said)
    except Refusal as refusal:
        faults.note("filter", refusal.code, **refusal.facts)


def _together(faults: Faults, of: Definition) -> None:
    names = [each.name for each in of.terms]
    for at, name in enumerate(names):
        if name in names[:at]:
            faults.note(f"terms.{at}.name", "metric_term_twice", name=name[:80])
    filters = {f"{each.filter} {each.time}" for each in of.terms}
    most = MOST_STATEMENTS - any(marks(each.filter) for each in of.terms)
    if len(filters) > most:
        faults.note("terms", "metric_too_many_filters", most=most)


def _time(work: "Work", faults: Faults, object: ObjectType, name: str | None, where: str) -> None:
    if name is None:
        return
    try:
        found = find_field(work.schema, work.access, object, name)
    except Refusal as refusal:
        faults.note(where, refusal.code, **refusal.facts)
        return
    if "." in name or found.type.key not in ("date", "time"):
        faults.note(where, "metric_not_a_time")


def _dimension(work: "Work", faults: Faults, object: ObjectType, name: str, where: str) -> None:
    try:
        found = find_field(work.schema, work.access, object, name)
    except Refusal as refusal:
        faults.note(where, refusal.code, **refusal.facts)
        return
    if "." in name or name == "id" or found.type.key not in GROUPABLE:
        faults.note(where, "metric_not_groupable", types=list(GROUPABLE))


def _formula(work: "Work", faults: Faults, object: ObjectType, of: Definition) -> None:
    found = understood(work, object, of)
    if found.faults or found.tree is None:
        said = [each.said(work.locale) for each in found.faults]
        first = found.faults[0]
        faults.note("formula", first.code, **{**first.facts, "faults": list(said)})
        return
    kind = found.tree.kind
    if (kind == "money") != (of.unit == "money") or kind not in ("number", "money"):
        faults.note("unit", "metric_wrong_unit", kind=kind)
