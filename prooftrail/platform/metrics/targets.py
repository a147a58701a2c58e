"""Targets: what a figure is to come to, for the company, a department or a person, in a named period.

A target is never changed, only followed by another version; the newest one is in force. A row of an answer
has its target where it is of one person, of one department or of all, over a whole named period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.metrics.questions import Question, Row
from prooftrail.platform.metrics.reading import Reading
from prooftrail.platform.metrics.saying import said_in
from prooftrail.platform.metrics.spells import name_between, read_name
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = "metric, person, department, period, version, value, at, by"
SHARE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Target:
    """One version. `value` is in the metric's unit, percent in hundredths; None: there is none any more."""

    metric: str
    person: UUID | None
    department: UUID | None
    period: str
    version: int
    value: Decimal | None
    at: datetime
    by: UUID | None

    @property
    def whose(self) -> tuple[str, str | None, str | None, str]:
        """What it is found by."""
        return whose(self.metric, self.person, self.department, self.period)


def whose(metric: str, person: Any, department: Any, period: str) -> tuple[str, str | None, str | None, str]:
    """What a target is found by."""
    return metric, str(person) if person else None, str(department) if department else None, period


def targets(work: "Work", metrics: Iterable[str]) -> dict[tuple[Any, ...], Target]:
    """The targets of some metrics in force, by whose they are."""
    rows = work.execute(
        f"select distinct on (metric, person, department, period) {COLUMNS} "
        f"from {work.place.schema}._target where metric = any(%s) and at <= %s "
        "order by metric, person, department, period, version desc",
        [list(metrics), work.now],
    ).fetchall()
    found = [Target(*row) for row in rows]
    return {each.whose: each for each in found if each.value is not None}


def last_of(work: "Work", metric: str, person: Any, department: Any, period: str) -> Target | None:
    """The newest version of one, whether it still holds or not."""
    row = work.execute(
        f"select {COLUMNS} from {work.place.schema}._target where metric = %s and person is not distinct "
        "from %s and department is not distinct from %s and period = %s order by version desc limit 1",
        [metric, person, department, period],
    ).fetchone()
    return None if row is None else Target(*row)


def keep_target(work: "Work", target: Target) -> None:
    """Store a version. Refuses where somebody stored it a moment before."""
    row = work.execute(
        f"insert into {work.place.schema}._target ({COLUMNS}) values (%s, %s, %s, %s, %s, %s, %s, %s) "
        "on conflict do nothing returning version",
        [target.metric, target.person, target.department, target.period, target.version, target.value,
         target.at, target.by],
    ).fetchone()  # fmt: skip
    if row is None:
        facts = {"key": target.metric, "version": target.version}
        raise Refusal("target_changed", "conflict", facts=facts, fields={"version": "target_changed"})


def show_targets(work: "Work", found: Reading) -> dict[str, Json]:
    """`{"items"}`: a metric's targets of those whose records the caller sees, the newest period first."""
    items: list[Json] = []
    held = targets(work, [found.metric.key]).values()
    for each in sorted(held, key=lambda one: _first(one.period), reverse=True):
        if not _in_sight(work, found, each):
            continue
        items.append({
            "person": _id(each.person), "department": _id(each.department), "period": each.period,
            "value": said_in(work.currency, found.of.unit, each.value), "version": each.version,
            "at": each.at.isoformat(), "by": _id(each.by),
        })  # fmt: skip
    return {"items": items}


def aimed(
    work: "Work", question: Question, row: Row, value: Decimal | None,
    held: Mapping[tuple[Any, ...], Target],
) -> dict[str, Json]:  # fmt: skip
    """`{"target","attained"}` of a row, where it has a target; `attained` is a share in percent.

    Where less is better the share is the target by the figure.
    """
    subject = _subject(work, question, row)
    period = name_between(*question.period.bounds(row.start))
    if subject is None or period is None:
        return {}
    key = question.found.metric.key
    target = held.get(whose(key, subject[0], subject[1], period))
    if target is None or target.value is None:
        return {}
    unit = question.found.of.unit
    of, by = (value, target.value) if question.found.of.direction == "more" else (target.value, value)
    share = None if of is None or not by else (of / by * 100).quantize(SHARE, ROUND_HALF_UP)
    return {"target": said_in(work.currency, unit, target.value),
            "attained": None if share is None else plain(share)}  # fmt: skip


def _subject(work: "Work", question: Question, row: Row) -> tuple[Any, Any] | None:
    """Whom a row is about: a person, a department, or all; None where it is a part of that."""
    if question.filter is not None:
        return None
    if question.group in (["owner"], ["unit"]):
        value = row.groups[question.group[0]]
        if not isinstance(value, dict):
            return None
        return (value["id"], None) if question.group == ["owner"] else (None, value["id"])
    if question.group:
        return None
    object, access = question.found.object, work.access
    reach = "all" if access.unbound or not object.owned else access.grant(object.name).read
    if reach == "all":
        return None, None
    return (work.actor.person, None) if reach == "own" else (None, work.actor.department)


def _in_sight(work: "Work", found: Reading, each: Target) -> bool:
    access = work.access
    reach = "all" if access.unbound else access.grant(found.object.name).read
    if reach == "all" or (each.person is None and each.department is None):
        return True
    if each.person is not None:
        return each.person in access.owners.get(reach, ())
    return each.department == work.actor.department


def _first(period: str) -> date:
    found = read_name(period)
    assert found is not None
    return found[0]


def _id(found: UUID | None) -> str | None:
    return None if found is None else str(found)
