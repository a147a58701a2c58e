"""Rules that wait for a figure: past a value for so many whole parts of time, one after the other.

`{"on": "metric", "metric", "by": "week", "group": FIELD, "test": "<", "value": "85", "running": 2}`:
looked at once after a part is over, over all records. A group and the last part are the episode.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Asked
from pydantic import ValidationError

from prooftrail.platform.actions.action import Input, bad_input
from prooftrail.platform.automation.firing import fire
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.store import armed
from prooftrail.platform.automation.triggers import Trigger, register
from prooftrail.platform.fields.numbers import plain, read_number
from prooftrail.platform.fields.reference import target
from prooftrail.platform.metrics.asking import ask
from prooftrail.platform.metrics.periods import after, start_of
from prooftrail.platform.metrics.questions import holds, identity
from prooftrail.platform.metrics.saying import AFTER, number_of
from prooftrail.platform.metrics.shapes import TESTS
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.records.aggregate import PERIODS
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Label
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.automation.faults import Places
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

ON = "metric"
CALLER = Caller(reason="metrics")
MOST_RUNNING, MOST_LATE = 24, 12
"""A rule that was not looked at for longer catches up on the last parts only."""
FACTS = ("metric", "value", "values", "threshold", "running", "group", "group_id", "from", "to", "door")
LINKED = ("reference", "person", "department")


class MetricWhen(Input):
    """A figure of a metric, by parts of time and perhaps a field, past a value for `running` parts.

    `wait_hours`: so long after a part is over it is looked at, for what is told late.
    """

    on: str
    metric: str
    by: str
    group: str | None = None
    test: str
    value: str
    running: int = Asked(default=1, ge=1, le=MOST_RUNNING)
    wait_hours: int = Asked(default=0, ge=0, le=240)


@dataclass(frozen=True)
class Watch:
    """An armed rule of this kind."""

    rule: Rule
    when: MetricWhen
    begun: datetime

    def seen_at(self, work: "Work", part: date) -> datetime:
        """When the part that starts on a day is looked at."""
        following = datetime.combine(after(part, self.when.by), clock_time(), work.zone)
        return following + timedelta(hours=self.when.wait_hours)


def check_when(work: "Work", said: Mapping[str, Any], faults: "Places") -> None:
    """Note what is wrong with a rule's occasion."""
    try:
        when = MetricWhen.model_validate(dict(said))
    except ValidationError as error:
        for place, code in bad_input(error).fields.items():
            faults.note(place, code)
        return
    metric = metrics(work).get(when.metric)
    if metric is None or metric.definition is None:
        faults.note("metric", "unknown_metric", key=when.metric[:80])
        return
    of = metric.definition
    if any((each.time or of.time) is None for each in of.terms):
        faults.note("metric", "metric_timeless", key=when.metric)
    if when.group is not None and when.group not in of.dimensions:
        faults.note("group", "not_a_dimension", offered=list[Json](of.dimensions), most=1)
    if when.by not in PERIODS:
        faults.note("by", "bad_period", ways=list[Json](PERIODS))
    if when.test not in TESTS:
        faults.note("test", "watch_bad_test", tests=list[Json](TESTS))
    if read_number(when.value) is None:
        faults.note("value", "not_number")


TRIGGER = Trigger(ON, Label("指标越线", "A figure is past a value"), check_when, FACTS)
register(TRIGGER)


def due(work: "Work") -> datetime | None:
    """The first moment at which a part that a rule waits for is over; None where no rule does."""
    found = [_next(work, each, part) for each, part in _watched(work)]
    return min(found, default=None)


def sweep(on: "Ground", place: "Place") -> None:
    """Look at every part that is over, each rule's in a transaction of its own."""
    while True:
        with on.workspaces.begin(place.name, CALLER) as work:
            late = [pair for pair in _watched(work) if _next(work, *pair) <= work.now]
            if not late:
                return
            watch, part = min(late, key=lambda pair: _next(work, *pair))
            _look(work, watch, part)


def _next(work: "Work", watch: Watch, part: date | None) -> datetime:
    """When a rule is to be looked at next: at once where it never was."""
    return work.now if part is None else watch.seen_at(work, after(part, watch.when.by))


def _watched(work: "Work") -> list[tuple[Watch, date | None]]:
    """Every armed rule with the last part it was looked at for."""
    held = [
        Watch(each.rule, MetricWhen.model_validate(each.rule.when), each.begun) for each in armed(work, ON)
    ]
    if not held:
        return []
    rows = work.execute(f"select rule, part from {work.place.schema}._watched").fetchall()
    seen: dict[str, date] = dict(rows)
    return [(each, _aligned(seen.get(each.rule.key), each.when.by)) for each in held]


def _aligned(part: date | None, by: str) -> date | None:
    """The part a day is in: a rule may have been changed from weeks to months since."""
    return None if part is None else start_of(part, by)


def _look(work: "Work", watch: Watch, part: date | None) -> None:
    """The next part of a rule; the first time it is only noted which part is over already."""
    by = watch.when.by
    if part is None:
        now = start_of(watch.begun.astimezone(work.zone).date(), by)
        _keep(work, watch, after(now, by, -1))
        return
    following = after(part, by)
    oldest = after(start_of(work.today, by), by, -MOST_LATE)
    following = max(following, oldest)
    _keep(work, watch, following)
    try:
        found = _past(work, watch, following)
    except Refusal:
        return  # the metric is gone, or a field of it: the rule waits for what cannot be
    for row, values in found:
        _fire(work, watch, following, row, values)


def _keep(work: "Work", watch: Watch, part: date) -> None:
    work.execute(
        f"insert into {work.place.schema}._watched (rule, part, at) values (%s, %s, %s) "
        "on conflict (rule) do update set part = excluded.part, at = excluded.at",
        [watch.rule.key, part, work.now],
    )


def _past(work: "Work", watch: Watch, part: date) -> list[tuple[Mapping[str, Any], list[Decimal]]]:
    """The rows of a part whose group is past the value in it and in those before, with all their values."""
    when = watch.when
    parts = [after(part, when.by, -back).isoformat() for back in range(when.running - 1, -1, -1)]
    period = {"from": parts[0], "to": (after(part, when.by) - timedelta(days=1)).isoformat(), "by": when.by}
    answer: Any = ask(work, when.metric, None, [when.group] if when.group else None, period)
    by_group: dict[str, dict[str, Any]] = {}
    for row in answer["rows"]:
        by_group.setdefault(_group(row), {})[row["period"]["from"]] = row
    found = []
    for rows in by_group.values():
        if all(each in rows and _holds(when, rows[each]) for each in parts):
            values = [number_of(rows[each]["value"]) for each in parts]
            found.append((rows[parts[-1]], [each for each in values if each is not None]))
    return found


def _holds(when: MetricWhen, row: Mapping[str, Any]) -> bool:
    """A blank is past nothing."""
    number = number_of(row["value"])
    return number is not None and holds(number, when.test, Decimal(when.value))


def _group(row: Mapping[str, Any]) -> str:
    return "/".join(str(identity(value)) for value in row["group"].values())


def _fire(work: "Work", watch: Watch, part: date, row: Mapping[str, Any], values: Sequence[Decimal]) -> None:
    """Fire for the group, which is the record it is about where it is one."""
    when = watch.when
    metric = metrics(work)[when.metric]
    value = row["group"].get(when.group) if when.group else None
    object, record = None, None
    each = work.schema.object(metric.of.object).fields.get(when.group or "")
    if each is not None and each.type.key in LINKED and isinstance(value, dict):
        object, record = target(each), UUID(value["id"])
    unit = AFTER[metric.of.unit][0].strip()
    said = [f"{plain(number.quantize(Decimal('0.01')))}{unit}" for number in values]
    term = metric.of.terms[-1].name
    facts: dict[str, Any] = {
        "metric": metric.of.label.model_dump(), "value": said[-1], "values": " → ".join(said),
        "threshold": f"{when.test} {when.value}{unit}", "running": when.running,
        "group": (value.get("label") if isinstance(value, dict) else value) or "",
        "group_id": str(record) if record else None,
        "from": after(part, when.by, 1 - when.running).isoformat(), "to": row["period"]["to"],
        "door": row["records"][term],
    }  # fmt: skip
    episode = f"{when.metric}:{_group(row)}:{part.isoformat()}"
    fire(work, watch.rule, object=object, record=record, episode=episode, facts=facts,
         at=watch.seen_at(work, part))  # fmt: skip
