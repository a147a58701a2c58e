"""Figures asked for: the terms measured in the caller's scope, put into the formula, row by row.

One figure, or all those of a board at once. Every row says which filter opens the records of each term.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.comparing import compared
from prooftrail.platform.metrics.footing import Footing, footing
from prooftrail.platform.metrics.measuring import measure
from prooftrail.platform.metrics.periods import read_period
from prooftrail.platform.metrics.questions import Question, Row
from prooftrail.platform.metrics.reading import Reading, dimensions, opened, unknown
from prooftrail.platform.metrics.saying import number_of
from prooftrail.platform.metrics.store import Metric
from prooftrail.platform.metrics.targets import Target, aimed, targets
from prooftrail.platform.records.filters import FilterReader
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Held = Mapping[tuple[Any, ...], Target]
ASKED = ("metric", "filter", "group", "period", "compare")
MOST_GROUPS = 3


@dataclass(frozen=True)
class Ask:
    """A figure asked for: the question, and the same over the period it is compared with."""

    question: Question
    other: Question | None
    how: str | None


def ask(
    work: "Work", key: str, filter: Any = None, group: Any = None, period: Any = None, compare: Any = None
) -> dict[str, Json]:
    """`{"metric","rows"}`. Refuses a metric there is none of, and one the caller may not read."""
    said = {"metric": key, "filter": filter, "group": group, "period": period, "compare": compare}
    found = ask_many(work, [said])[0]
    if isinstance(found, Refusal):
        raise found
    return found


def ask_many(
    work: "Work", asks: Sequence[Mapping[str, Any]], stood: Footing | None = None
) -> list[dict[str, Json] | Refusal]:
    """Each figure as `ask` gives it, or why there is none, in the order they are asked for.

    `asks` are `{"metric","filter"?,"group"?,"period"?,"compare"?}`. What is asked of the same records is
    measured together.
    """
    stood = stood or footing(work)
    found = [_tried(work, stood.metrics, stood, said) for said in asks]
    taken = [each for each in found if isinstance(each, Ask)]
    measure(stood, [q for each in taken for q in (each.question, each.other) if q is not None])
    held = targets(work, {each.question.found.metric.key for each in taken}) if stood.aimed else {}
    return [each if isinstance(each, Refusal) else _answer(work, each, held) for each in found]


def ask_of(work: "Work", metric: Metric, said: Mapping[str, Any]) -> dict[str, Json]:
    """The figure of a definition that need not be kept. Refuses what `ask` does."""
    (found,) = ask_each_of(work, [metric], said)
    if isinstance(found, Refusal):
        raise found
    return found


def ask_each_of(
    work: "Work", metrics: Sequence[Metric], said: Mapping[str, Any]
) -> list[dict[str, Json] | Refusal]:
    """The same question of several definitions, measured together: each figure, or why there is none."""
    stood = footing(work)
    found = [_tried(work, {each.key: each}, stood, {**said, "metric": each.key}) for each in metrics]
    taken = [each for each in found if isinstance(each, Ask)]
    measure(stood, [q for each in taken for q in (each.question, each.other) if q is not None])
    return [each if isinstance(each, Refusal) else _answer(work, each, {}) for each in found]


def _tried(
    work: "Work", known: Mapping[str, Metric], stood: Footing, said: Mapping[str, Any]
) -> Ask | Refusal:
    try:
        return _read(work, known, stood, said)
    except Refusal as refusal:
        return refusal


def _read(work: "Work", known: Mapping[str, Metric], stood: Footing, said: Mapping[str, Any]) -> Ask:
    metric = known.get(said["metric"]) if isinstance(said.get("metric"), str) else None
    if metric is None or metric.definition is None:
        raise unknown(str(said.get("metric")))
    found = opened(work, metric)
    filter = None if said.get("filter") == [] else said.get("filter")
    FilterReader(work.schema, work.access, found.object, work.parsing, lengths=True).read(filter)
    group = _groups(work, found, said.get("group"))
    period = read_period(work, found, said.get("period"))
    other = compared(period, said.get("compare"))
    staging = stood.staging(found.object.name)
    filters = {
        each.name: staging.written_out(each.filter) if each.filter else None for each in found.of.terms
    }
    there = None if other is None else Question(found, filter, group, other, filters)
    return Ask(Question(found, filter, group, period, filters), there, said.get("compare"))


def _answer(work: "Work", asked: Ask, held: Held) -> dict[str, Json] | Refusal:
    question, other = asked.question, asked.other
    refusal = question.refusal or (other.refusal if other else None)
    if refusal is not None:
        return refusal
    metric, of = question.found.metric, question.found.of
    told: dict[str, Json] = {"metric": metric.key, "version": metric.version, "unit": of.unit}
    if other is None:
        return told | {"rows": [_shown(work, question, row, held) for row in question.ordered()]}
    rows: list[Json] = [
        _shown(work, question, row, held) | {"before": other.shown(work, then)}
        for row, then in _pairs(question, other)
    ]
    return told | {"rows": rows, "compare": {"how": asked.how, "period": other.period.shown(None)}}


def _shown(work: "Work", question: Question, row: Row, held: Held) -> dict[str, Json]:
    found = question.shown(work, row)
    return found | (aimed(work, question, row, number_of(found["value"]), held) if held else {})


def _pairs(question: Question, other: Question) -> list[tuple[Row, Row]]:
    """Every row with its counterpart: of the same groups, in the same place of the other period."""
    there = dict(zip(other.period.parts(), question.period.parts(), strict=False))
    for row in list(other.rows.values()):
        start = None if row.start is None else there.get(row.start)
        if row.start is None or start is not None:
            question.row(row.groups, start)
    back = {now: then for then, now in there.items()}
    return [(row, other.row(row.groups, back.get(row.start or ""))) for row in question.ordered()]


def _groups(work: "Work", found: Reading, said: Any) -> list[str]:
    offered = dimensions(work, found.object, found.of)
    names = [] if said is None else said
    known = isinstance(names, list) and all(isinstance(each, str) and each in offered for each in names)
    if not known or len(names) > MOST_GROUPS or len(set(names)) != len(names):
        facts = {"key": found.metric.key, "offered": list(offered), "most": MOST_GROUPS}
        raise Refusal("not_a_dimension", "invalid", facts=facts, fields={"group": "not_a_dimension"})
    return list(names)
