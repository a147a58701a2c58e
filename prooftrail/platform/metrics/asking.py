"""A figure asked for: its terms measured in the caller's scope, put into the formula, row by row.

Terms with the same filter share a statement. Every row says which filter opens the records of each term.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.metrics.periods import Period, read_period
from prooftrail.platform.metrics.reading import Reading, dimensions, kind_of, opened, unknown
from prooftrail.platform.metrics.saying import arithmetic, figure
from prooftrail.platform.metrics.shapes import Term
from prooftrail.platform.metrics.staging import Staging
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COUNTED = "n_"
"""Before a term's name: how many records went into it."""
MOST_GROUPS = 3


@dataclass
class Row:
    """One row on its way: the values of its groups, where its period starts, and what was measured."""

    groups: dict[str, Json]
    start: str | None
    terms: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def ask(work: "Work", key: str, filter: Any, group: Any, period: Any) -> dict[str, Json]:
    """`{"metric","rows"}`. Refuses a metric there is none of, and one the caller may not read."""
    metric = metrics(work).get(key)
    if metric is None or metric.definition is None:
        raise unknown(key)
    found = opened(work, metric)
    return Asking(work, found, filter, _groups(work, found, group), read_period(work, found, period)).answer()


class Asking:
    """One question about one metric."""

    def __init__(
        self, work: "Work", found: Reading, filter: Any, group: Sequence[str], period: Period
    ) -> None:
        self._work, self._found = work, found
        self._filter = None if filter == [] else filter
        self._group, self._period = list(group), period
        self._filters: dict[str, Any] = {}
        self._rows: dict[str, Row] = {}

    def answer(self) -> dict[str, Json]:
        """The rows, in the order of their groups and periods."""
        of, staging = self._found.of, Staging(self._work, self._found.object.name)
        together: dict[str, list[Term]] = {}
        for each in of.terms:
            self._filters[each.name] = staging.written_out(each.filter) if each.filter else None
            same = json.dumps([self._filters[each.name], self._time(each)], sort_keys=True)
            together.setdefault(same, []).append(each)
        for terms in together.values():
            self._measure(terms)
        rows = sorted(
            self._rows.values(), key=lambda row: (row.start or "", *map(_sorted, row.groups.items()))
        )
        return {
            "metric": self._found.metric.key, "version": self._found.metric.version, "unit": of.unit,
            "rows": [self._shown(row) for row in rows],
        }  # fmt: skip

    def _time(self, term: Term) -> str | None:
        return term.time or self._found.of.time

    def _measure(self, terms: Sequence[Term]) -> None:
        time, first = self._time(terms[0]), self._filters[terms[0].name]
        measures: dict[str, Any] = {}
        for each in terms:
            what = each.measure[1:]
            measures[each.name] = each.measure
            measures[f"{COUNTED}{each.name}"] = ["count", *what]
        group: list[Any] = list(self._group)
        if self._period.by:
            group.append({"field": time, "by": self._period.by})
        wanted = _all_of([first, self._filter, *self._within(time)])
        said = self._work.records.aggregate(self._found.object.name, wanted, group, measures)
        for row in json.loads(said)["rows"]:
            self._put(row, time, terms)

    def _within(self, time: str | None, start: str | None = None) -> list[Any]:
        if time is None:
            return []
        is_time = self._found.object.fields[time].type.key == "time"
        return self._period.filters(time, is_time, self._work.zone, start)

    def _put(self, said: Mapping[str, Any], time: str | None, terms: Sequence[Term]) -> None:
        start = said[time] if self._period.by and time else None
        if self._period.by and start is None:
            return
        groups = {name: said[name] for name in self._group}
        key = json.dumps([[_id(value) for value in groups.values()], start])
        row = self._rows.setdefault(key, Row(groups, start))
        for each in terms:
            row.terms[each.name] = said[each.name]
            row.counts[each.name] = said[f"{COUNTED}{each.name}"]

    def _shown(self, row: Row) -> Json:
        of = self._found.of
        for each in of.terms:
            row.terms.setdefault(each.name, 0 if each.measure[0] in ("count", "distinct") else None)
        tree = self._found.formula.tree
        assert tree is not None
        clock = Clock(self._work.today, self._work.now, self._work.zone)
        kinds = {each.name: kind_of(self._found.object, each) for each in of.terms}
        inputs = {name: _number(value, kinds[name]) for name, value in row.terms.items()}
        value = figure(self._work.currency, of.unit, reader(tree)(inputs, clock))
        opens: dict[str, Json] = {each.name: self._door(each, row) for each in of.terms}
        terms: dict[str, Json] = {each.name: row.terms[each.name] for each in of.terms}
        return {
            "group": row.groups, "period": self._period.shown(row.start), "value": value, "terms": terms,
            "arithmetic": arithmetic(self._found, terms, value, self._work.locale), "records": opens,
        }  # fmt: skip

    def _door(self, term: Term, row: Row) -> Json:
        """What opens exactly the records a term was measured over."""
        parts = [self._filters[term.name], self._filter, *self._within(self._time(term), row.start)]
        for name, value in row.groups.items():
            parts.append([name, "empty", True] if value is None else [name, "=", _id(value)])
        what = term.measure[1] if len(term.measure) == 2 else None
        names = [what] if isinstance(what, str) else (what or [])[1:]
        parts += [[name, "empty", False] for name in names if not name.startswith("$")]
        count = row.counts.get(term.name, 0)
        return {"object": self._found.object.name, "filter": _all_of(parts), "count": count}


def _groups(work: "Work", found: Reading, said: Any) -> list[str]:
    offered = dimensions(work, found.object, found.of)
    names = [] if said is None else said
    known = isinstance(names, list) and all(isinstance(each, str) and each in offered for each in names)
    if not known or len(names) > MOST_GROUPS or len(set(names)) != len(names):
        facts = {"key": found.metric.key, "offered": list(offered), "most": MOST_GROUPS}
        raise Refusal("not_a_dimension", "invalid", facts=facts, fields={"group": "not_a_dimension"})
    return list(names)


def _all_of(parts: Sequence[Any]) -> Any:
    found: list[Any] = []
    for part in parts:
        joined = isinstance(part, list) and len(part) > 1 and part[0] == "and"
        found += [] if part is None else part[1:] if joined else [part]
    return None if not found else found[0] if len(found) == 1 else ["and", *found]


def _id(value: Any) -> Any:
    return value["id"] if isinstance(value, dict) else value


def _sorted(pair: tuple[str, Any]) -> tuple[bool, str]:
    value = pair[1].get("label") or pair[1]["id"] if isinstance(pair[1], dict) else pair[1]
    return (value is None, str(value))


def _number(value: Any, kind: str) -> Any:
    if value is None or kind in ("date", "time"):
        return None
    return Decimal(str(value["amount"] if isinstance(value, dict) else value))
