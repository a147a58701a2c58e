"""Many questions measured in few statements: what is asked of the same records is asked at once."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.cubes.answering import Kept, Wish, answered
from prooftrail.platform.metrics.cubes.plan import Slot, slot_of
from prooftrail.platform.metrics.footing import Footing
from prooftrail.platform.metrics.questions import Question, all_of
from prooftrail.platform.metrics.shapes import Term
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_TERMS = 6
"""A statement has at most twenty measures; each term takes up to three."""
MOST_PARTS, DEEPEST = 40, 4
"""Larger filters are not put together with others: a filter's size is limited."""


@dataclass
class Batch:
    """Terms measured together: of one object, over the same records but for their own filters."""

    object: str
    filter: Any
    group: list[str]
    time: str | None
    by: str | None
    within: list[Any]
    terms: list[tuple[Question, Term]] = field(default_factory=list)


def measure(footing: Footing, questions: Sequence[Question]) -> None:
    """Put into every question's rows what is measured for them. What is refused stands in the question."""
    work, kept = footing.work, Kept(footing)
    batches: dict[str, Batch] = {}
    for question in questions:
        for term in question.found.of.terms:
            batch = _batch(work, question, term)
            key = json.dumps([batch.object, batch.filter, batch.group, batch.time, batch.by, batch.within,
                              _alone(question.filters[term.name])], sort_keys=True)  # fmt: skip
            batches.setdefault(key, batch).terms.append((question, term))
    for batch in batches.values():
        for terms in _portions(batch):
            left = _kept(kept, terms)
            if left:
                _measure(work, batch, left)
    for question in questions:
        question.fill()


def _kept(kept: Kept, terms: Sequence[tuple[Question, Term]]) -> list[tuple[Question, Term]]:
    """Answer out of cubes what they hold; those terms that are left are measured from the records."""
    asked: dict[str, tuple[Slot, list[Any]]] = {}
    named: list[tuple[Question, Term, str]] = []
    for question, term in terms:
        slot = slot_of(term, question.filters[term.name])
        if slot is not None:
            same = (slot, list(term.measure))
            name = next((key for key, known in asked.items() if known == same), f"{len(asked)}")
            asked[name] = same
            named.append((question, term, name))
    first, term = terms[0]
    time = first.time(term)
    done: set[tuple[int, str]] = set()
    while asked:
        wish = Wish(first.found.object, time, first.filter, first.group, first.period, asked)
        found = answered(kept, wish)
        if found is None:
            break
        rows, names = found
        for question, each, name in named:
            if name in names:
                done.add((id(question), each.name))
                for row in rows:
                    _put(question, each, row, row[time] if first.period.by and time else None, name)
        asked = {name: same for name, same in asked.items() if name not in names}
    return [pair for pair in terms if (id(pair[0]), pair[1].name) not in done]


def _put(question: Question, term: Term, said: dict[str, Any], start: str | None, name: str) -> None:
    """A row is there for those of whose records it has some, and always where nothing divides."""
    groups = {each: said[each] for each in question.group}
    if (groups or start is not None) and not said[f"h_{name}"]:
        return
    row = question.row(groups, start)
    row.terms[term.name], row.counts[term.name] = said[f"t_{name}"], said[f"n_{name}"]


def _batch(work: "Work", question: Question, term: Term) -> Batch:
    time, by = question.time(term), question.period.by
    within = question.within(work, time)
    return Batch(question.found.object.name, question.filter, question.group, time, by, within)


def _alone(filter: Any) -> Any:
    """Something of its own where a filter is too large to share a statement."""
    return filter if _parts(filter) > MOST_PARTS // 2 or _depth(filter) > DEEPEST else None


def _portions(batch: Batch) -> Iterable[list[tuple[Question, Term]]]:
    """As many terms at a time as a statement takes, the same ones measured once."""
    alike: dict[str, list[tuple[Question, Term]]] = {}
    for question, term in batch.terms:
        key = json.dumps([term.measure, question.filters[term.name]], sort_keys=True)
        alike.setdefault(key, []).append((question, term))
    found: list[tuple[Question, Term]] = []
    count = parts = 0
    for same in alike.values():
        more = _parts(same[0][0].filters[same[0][1].name])
        if count and (count == MOST_TERMS or parts + more > MOST_PARTS):
            yield found
            found, count, parts = [], 0, 0
        found, count, parts = found + same, count + 1, parts + more
    if found:
        yield found


def _measure(work: "Work", batch: Batch, terms: Sequence[tuple[Question, Term]]) -> None:
    asked = Together(terms)
    group: list[Any] = [*batch.group, *([{"field": batch.time, "by": batch.by}] if batch.by else [])]
    wanted = all_of([asked.common, batch.filter, *batch.within])
    try:
        said = work.records.aggregate(batch.object, wanted, group, asked.measures, asked.wheres)
    except Refusal as refusal:
        for question, _ in terms:
            question.refusal = question.refusal or refusal
        return
    for row in json.loads(said)["rows"]:
        start = row[batch.time] if batch.by and batch.time else None
        if not batch.by or start is not None:
            asked.put(row, start)


class Together:
    """Terms of one statement: their measures, and the filters they do not have in common."""

    def __init__(self, terms: Sequence[tuple[Question, Term]]) -> None:
        self._terms = terms
        filters = [question.filters[term.name] for question, term in terms]
        unlike = [each for at, each in enumerate(filters) if each not in filters[:at]]
        self._shared = len(unlike) > 1
        self.common = unlike[0] if not self._shared else None if None in unlike else ["or", *unlike]
        self.measures: dict[str, Any] = {}
        self.wheres: dict[str, Any] = {}
        self._names: list[tuple[str, str]] = []
        for (_, term), filter in zip(terms, filters, strict=True):
            self._names.append(self._name(term, filter, f"h_{unlike.index(filter)}"))

    def _name(self, term: Term, filter: Any, held: str) -> tuple[str, str]:
        """What it is measured as, and what counts the records its filter holds."""
        found = {f"t_{held}_{len(self.measures)}": term.measure}
        found[f"n_{held}_{len(self.measures)}"] = ["count", *term.measure[1:]]
        for name, measure in self.measures.items():
            if measure == term.measure and name.startswith(f"t_{held}_"):
                return name, held
        self.measures |= found
        if self._shared:
            self.measures[held] = ["count"]
            self.wheres |= {} if filter is None else dict.fromkeys([*found, held], filter)
        return next(iter(found)), held

    def put(self, said: dict[str, Any], start: str | None) -> None:
        """One row of the statement into the rows of those it concerns."""
        for (question, term), (name, held) in zip(self._terms, self._names, strict=True):
            groups = {each: said[each] for each in question.group}
            if self._shared and (groups or start is not None) and not said[held]:
                continue
            row = question.row(groups, start)
            row.terms[term.name], row.counts[term.name] = said[name], said[f"n{name[1:]}"]


def _parts(filter: Any) -> int:
    if isinstance(filter, list) and filter and filter[0] in ("and", "or", "not"):
        return 1 + sum(_parts(part) for part in filter[1:])
    return 0 if filter is None else 1


def _depth(filter: Any) -> int:
    if isinstance(filter, list) and filter and filter[0] in ("and", "or", "not"):
        return 1 + max((_depth(part) for part in filter[1:]), default=0)
    return 1
