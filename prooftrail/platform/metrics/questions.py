"""One question about one metric: what has to be measured for it, and the rows that come of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.metrics.periods import Period
from prooftrail.platform.metrics.reading import Reading, kind_of
from prooftrail.platform.metrics.saying import arithmetic, figure, number_of
from prooftrail.platform.metrics.shapes import Definition, Term
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass
class Row:
    """One row on its way: the values of its groups, where its period starts, and what was measured."""

    groups: dict[str, Json]
    start: str | None
    terms: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Question:
    """A metric the caller may read, over a period. `filters` are the terms', with `$stage` written out.

    `refusal` is why there is no answer.
    """

    found: Reading
    filter: Any
    group: list[str]
    period: Period
    filters: Mapping[str, Any]
    rows: dict[str, Row] = field(default_factory=dict)
    refusal: Refusal | None = None

    def time(self, term: Term) -> str | None:
        """The field a term's period goes by."""
        return term.time or self.found.of.time

    def within(self, work: "Work", time: str | None, start: str | None = None) -> list[Any]:
        """The period's conditions on that field."""
        if time is None:
            return []
        is_time = self.found.object.fields[time].type.key == "time"
        return self.period.filters(time, is_time, work.zone, start)

    def row(self, groups: dict[str, Json], start: str | None) -> Row:
        """The row of some groups and a part of the period; a new one where it was not met yet."""
        return self.rows.setdefault(self.key(groups, start), Row(groups, start))

    @staticmethod
    def key(groups: Mapping[str, Json], start: str | None) -> str:
        """What a row is found by."""
        return json.dumps([[identity(value) for value in groups.values()], start])

    def fill(self) -> None:
        """A row for every part of a period that was said in parts, where nothing divides it further."""
        if self.period.step is not None and self.period.by and not self.group:
            for start in self.period.parts():
                self.row({}, start)

    def ordered(self) -> list[Row]:
        """Its rows, by period and groups."""
        return sorted(
            self.rows.values(), key=lambda row: (row.start or "", *map(_sorted, row.groups.items()))
        )

    def shown(self, work: "Work", row: Row) -> dict[str, Json]:
        """A row as it is answered."""
        of = self.found.of
        for each in of.terms:
            row.terms.setdefault(each.name, 0 if each.measure[0] in ("count", "distinct") else None)
        value = figure(work.currency, of.unit, self._value(work, row))
        number = number_of(value)
        opens: dict[str, Json] = {each.name: self._door(work, each, row) for each in of.terms}
        terms: dict[str, Json] = {each.name: row.terms[each.name] for each in of.terms}
        return {
            "group": row.groups, "period": self.period.shown(row.start), "value": value, "terms": terms,
            "arithmetic": arithmetic(self.found, terms, value, work.locale), "records": opens,
            "level": level_of(of, number),
        }  # fmt: skip

    @cached_property
    def _formula(self) -> Callable[[Mapping[str, Any], Clock], Any]:
        tree = self.found.formula.tree
        assert tree is not None
        return reader(tree)

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {each.name: kind_of(self.found.object, each) for each in self.found.of.terms}

    def _value(self, work: "Work", row: Row) -> Decimal | None:
        clock = Clock(work.today, work.now, work.zone)
        numbers = {name: _number(row.terms[name], kind) for name, kind in self._kinds.items()}
        found = self._formula(numbers, clock)
        assert found is None or isinstance(found, Decimal)
        return found

    def _door(self, work: "Work", term: Term, row: Row) -> Json:
        """What opens exactly the records a term was measured over."""
        parts = [self.filters[term.name], self.filter, *self.within(work, self.time(term), row.start)]
        for name, value in row.groups.items():
            parts.append([name, "empty", True] if value is None else [name, "=", identity(value)])
        what = term.measure[1] if len(term.measure) == 2 else None
        names = [what] if isinstance(what, str) else (what or [])[1:]
        parts += [[name, "empty", False] for name in names if not name.startswith("$")]
        count = row.counts.get(term.name, 0)
        return {"object": self.found.object.name, "filter": all_of(parts), "count": count}


def holds(number: Decimal, test: str, value: Decimal) -> bool:
    """Whether a figure is on that side of a value."""
    return {"<": number < value, "<=": number <= value, ">": number > value, ">=": number >= value}[test]


def level_of(of: Definition, number: Decimal | None) -> str | None:
    """The worst level whose threshold a figure is past."""
    found = [
        each.level for each in of.thresholds
        if number is not None and holds(number, each.test, Decimal(each.value))
    ]  # fmt: skip
    return "red" if "red" in found else "yellow" if found else None


def all_of(parts: Sequence[Any]) -> Any:
    """Filters joined into one; None where there is none."""
    found: list[Any] = []
    for part in parts:
        joined = isinstance(part, list) and len(part) > 1 and part[0] == "and"
        found += [] if part is None else part[1:] if joined else [part]
    return None if not found else found[0] if len(found) == 1 else ["and", *found]


def identity(value: Any) -> Any:
    """What a group's value is filtered by."""
    return value["id"] if isinstance(value, dict) else value


def _sorted(pair: tuple[str, Any]) -> tuple[bool, str]:
    value = pair[1].get("label") or pair[1]["id"] if isinstance(pair[1], dict) else pair[1]
    return (value is None, str(value))


def _number(value: Any, kind: str) -> Any:
    if value is None or kind in ("date", "time"):
        return None
    return Decimal(str(value["amount"] if isinstance(value, dict) else value))
