"""Conditions of several rules over the same events, asked at once instead of rule by rule."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.automation.judging import Verdict, asking, judge, judge_rows
from prooftrail.platform.automation.occasions import Happened, Occasion, Row, load_rows
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

BOUND = re.compile(r"%\(([^)]+)\)s")


class Foreseen:
    """What rules would say of the events they wait for, as long as nothing was done."""

    def __init__(self, work: "Work", met: Sequence[tuple[Rule, Sequence[Happened]]]) -> None:
        self._work = work
        self._rows: dict[str, dict[UUID, Row]] = {}
        self._passing: Mapping[str, set[UUID]] = {}
        asked = [(rule, events) for rule, events in met if rule.condition and rule.object is not None]
        self._good = len(asked) > 1
        if self._good:
            for name in dict.fromkeys(str(rule.object) for rule, _ in asked):
                ids = [id for rule, events in asked if rule.object == name for id in _records(events)]
                self._rows[name] = load_rows(work, work.schema.object(name), ids)
            self._passing = _all_passing(work, asked)

    def forget(self) -> None:
        """Something was done: from now on each rule is judged by itself."""
        self._good = False

    def judge(self, rule: Rule, occasions: Sequence[Occasion]) -> list[Verdict]:
        """One verdict an occasion, in order. Refuses a condition that no longer fits."""
        foreseen = rule.key in self._passing or "filter" not in rule.condition
        if not self._good or not foreseen or rule.object not in self._rows:
            return judge(self._work, rule, occasions)
        known = self._rows[rule.object]
        rows = {each.record: known[each.record] for each in occasions if each.record in known}
        object = self._work.schema.object(rule.object)
        filtered = self._passing.get(rule.key)
        return judge_rows(self._work, rule, object, occasions, rows, filtered)


def _records(events: Sequence[Happened]) -> list[UUID]:
    return [each.record for each in events if each.record is not None]


def _all_passing(work: "Work", asked: Sequence[tuple[Rule, Sequence[Happened]]]) -> dict[str, set[UUID]]:
    """The records each rule's filter holds, by one statement; a rule whose filter is refused is left out."""
    found: dict[str, set[UUID]] = {}
    parts, values, keys = list[str](), dict[str, Any](), list[str]()
    for rule, events in asked:
        if "filter" not in rule.condition:
            continue
        try:
            object = work.schema.object(str(rule.object))
            text, bound = asking(work, object, rule.condition["filter"], _records(events))
        except Refusal:
            continue
        at = len(keys)
        keys.append(rule.key)
        found[rule.key] = set()
        own = BOUND.sub(rf"%(r{at}_\1)s", text)
        parts.append(f"select {at}, q.* from ({own}) q")
        values |= {f"r{at}_{name}": value for name, value in bound.items()}
    if parts:
        for at, id in work.execute(" union all ".join(parts), values).fetchall():
            found[keys[at]].add(id)
    return found
