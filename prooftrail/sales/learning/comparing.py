"""Who did best, and what they do otherwise: everything measured in the reader's scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.metrics.asking import ask, ask_of
from prooftrail.platform.metrics.footing import footing
from prooftrail.platform.metrics.reading import find_metric
from prooftrail.platform.metrics.saying import number_of
from prooftrail.platform.metrics.store import Metric
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.learning.behaviours import COMPARED, DEFINED, OWN, Own
from prooftrail.sales.learning.counting import Span
from prooftrail.sales.learning.rules.differing import best_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Said = dict[str, Any]
MOST_MONTHS = 600
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Window:
    """Company dates, both included."""

    first: date
    last: date

    def period(self) -> Said:
        """As a question to a metric says it."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}

    def span(self, work: "Work") -> Span:
        """From its first moment to the one after its last."""
        after = self.last + timedelta(days=1)
        return Span(*(datetime.combine(each, time(), work.zone) for each in (self.first, after)))


@dataclass(frozen=True)
class Behaviour:
    """One behaviour with a row per person: `rows[person]` as a metric's question answers it."""

    key: str
    label: Said
    about: Said
    unit: str
    direction: str
    kept: bool
    """Whether it is a metric of the workspace."""
    offered: bool
    """Whether it can be made one."""
    rows: Mapping[str, Said] = field(default_factory=dict)
    terms: Sequence[Said] = ()

    def values(self, least: int) -> dict[str, Decimal]:
        """Of the people with enough cases."""
        found = {who: number_of(row["value"]) for who, row in self.rows.items() if cases(row) >= least}
        return {who: value for who, value in found.items() if value is not None}


@dataclass(frozen=True)
class Ranking:
    """People by the measure, those with too few cases last and without a place."""

    metric: Metric
    rows: Mapping[str, Said]
    placed: Sequence[str]
    best: Sequence[str]


def window_of(work: "Work", since: date | None, until: date | None) -> Window:
    """What was said, the last months where nothing was. Refuses an end before its begin, and other ages."""
    last = until or work.today
    months = timedelta(days=round(min(work.settings.value("learning.months"), MOST_MONTHS) * 365 / 12))
    first = since or (last - months if last >= EARLIEST + months else last)
    if not EARLIEST <= first <= last <= LATEST:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"since": "bad_value"})
    return Window(first, last)


def ranking(work: "Work", key: str, window: Window, percent: int, least: int) -> Ranking:
    """People by a metric of the workspace. Refuses one that cannot be divided by person."""
    metric = find_metric(work, key).metric
    answer = ask(work, key, None, ["owner"], window.period() if metric.of.time else None)
    rows = _by_person(answer["rows"])
    values = {who: number_of(row["value"]) for who, row in rows.items() if cases(row) >= least}
    known = {who: value for who, value in values.items() if value is not None}
    more = metric.of.direction == "more"
    return Ranking(
        metric, rows, best_of(known, 100, more=more) if known else [], best_of(known, percent, more=more)
    )


def behaviours(work: "Work", window: Window) -> list[Behaviour]:
    """Every behaviour the reader may read."""
    known = footing(work).metrics
    found = []
    for key in COMPARED:
        try:
            each = _own(work, OWN[key], window) if key in OWN else _measured(work, key, known, window)
        except Refusal:  # it reads what he may not read, or was taken out of use
            continue
        found += [each] if each is not None else []
    return found


def cases(row: Said) -> int:
    """How many records a row was measured over."""
    return max((int(door["count"]) for door in row["records"].values()), default=0)


def _measured(
    work: "Work", key: str, known: Mapping[str, Metric], window: Window
) -> Behaviour | None:  # fmt: skip
    kept = known.get(key)
    kept = kept if kept is not None and kept.definition is not None else None
    metric = kept or (Metric(key, 0, DEFINED[key]) if key in DEFINED else None)
    if metric is None or metric.of.time is None:
        return None
    of = metric.of
    answer = ask_of(work, metric, {"group": ["owner"], "period": window.period()})
    return Behaviour(
        key, of.label.model_dump(), of.description.model_dump(), of.unit, of.direction, kept is not None,
        key in DEFINED, _by_person(answer["rows"]),
        [{"name": each.name, "label": each.label.model_dump()} for each in of.terms],
    )  # fmt: skip


READS = {"activity": ("type", "deal", "occurred_at", "owner"), "deal": ("opened_on", "owner")}


def _own(work: "Work", own: Own, window: Window) -> Behaviour | None:
    for name, fields in READS.items():
        object = work.schema.objects.get(name)
        if object is None or not set(fields) <= set(work.access.readable(object)):
            return None
    counted = own.count(work, window.span(work))
    names = names_of(work, [each.person for each in counted])
    which: Json = ["type", "=", "demo"] if own.key == "first_demo_days" else ["deal", "empty", False]
    span = window.span(work)
    within: list[Json] = [
        ["occurred_at", ">=", span.since.isoformat()],
        ["occurred_at", "<", span.until.isoformat()],
    ]
    rows: dict[str, Said] = {}
    for each in counted:
        who = str(each.person)
        filter: Json = ["and", which, *within, ["owner", "=", who]]
        total = each.days * each.cases
        rows[who] = {
            "group": {"owner": {"id": who, "label": names.get(who)}}, "period": window.period(),
            "value": str(each.days), "terms": {"cases": each.cases}, "level": None,
            "arithmetic": f"{total:.0f} / {each.cases} = {each.days}",
            "records": {"cases": {"object": "activity", "filter": filter, "count": each.cases}},
        }  # fmt: skip
    term = {"name": "cases", "label": {"zh": "次数", "en": "Cases"}}
    return Behaviour(own.key, own.label, own.about, "days", "less", False, False, rows, [term])


def _by_person(rows: Any) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for row in rows:
        who = row["group"]["owner"]
        if isinstance(who, dict):
            found[str(who["id"])] = row
    return found


def names_of(work: "Work", people: Sequence[UUID]) -> dict[str, str]:
    """Names by id; none where the reader may not know who is who."""
    if work.access.grant("person").reach("read") == "none":
        return {}
    rows = work.execute(
        f"select id::text, name from {work.place.schema}.person where id = any(%s)", [list(people)]
    ).fetchall()
    return dict(rows)


def places_of(work: "Work", people: Sequence[str]) -> dict[str, dict[str, Json]]:
    """Team and region of each as of today: `{"team": {"id","label"}, "region": {…}|None}`."""
    if work.access.grant("department").reach("read") == "none":
        return {}
    schema = work.place.schema
    rows = work.execute(
        f"with recursive here as (select distinct on (person) person, department from {schema}._member "
        "where person = any(%s) and since <= %s order by person, since desc, until desc nulls first), "
        "up(person, id, depth) as (select person, department, 0 from here union all "
        f"select up.person, u.parent, up.depth + 1 from up join {schema}._under u on u.department = up.id "
        "where u.since <= %s and (u.until is null or u.until > %s) and up.depth < 20) "
        "select up.person::text, up.depth, d.id::text, d.name, d.level from up "
        f"join {schema}.department d on d.id = up.id order by up.depth",
        [[UUID(each) for each in people], work.today, work.today, work.today],
    ).fetchall()
    found: dict[str, dict[str, Json]] = {}
    for person, depth, id, name, level in rows:
        at = found.setdefault(person, {"team": None, "region": None})
        if depth == 0:
            at["team"] = {"id": id, "label": name}
        if level == "region" and at["region"] is None:
            at["region"] = {"id": id, "label": name}
    return found


def json_of(value: Any) -> Json:
    """A decimal as text; the rest as it is."""
    return str(value) if isinstance(value, Decimal) else value
