"""The week's figures of every department, who is gone, and whether somebody has to hear of it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.churn.alarming import alarm
from prooftrail.sales.churn.gathering import Looked, cases_since, look, traits_of
from prooftrail.sales.churn.rules.watching import (
    WEEK,
    Counts,
    is_over,
    monday_of,
    mondays,
    rate,
    weeks_running,
)
from prooftrail.sales.churn.traits import shared_traits
from prooftrail.sales.churn.tree import Node, above, rolled_up, tree_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHURN_WEEK, CASE, SOURCE = "churn_week", "churn_case", "churn"
LOCK = 7362
FIRST = 8
"""Weeks that are made up for where none was counted yet, or where nothing ran for long."""
USUAL = Decimal(3)


def count_weeks(work: "Work") -> int:
    """Count every week that is over and was not counted yet; answers how many."""
    work.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, work.place.name])
    last = monday_of(work.today) - WEEK
    counted, earliest = newest(work), last - WEEK * (FIRST - 1)
    first = earliest if counted is None else max(counted + WEEK, earliest)
    missing = mondays(first, last) if first <= last else []
    tree = tree_of(work) if missing else {}
    for monday in missing if tree else []:
        count_week(work, monday, tree, tell=monday == last)
    return len(missing) if tree else 0


def newest(work: "Work") -> date | None:
    """The newest week that was counted, deleted or not."""
    row = work.execute(f"select max(week_on) from {work.place.schema}.{CHURN_WEEK}").fetchone()
    found: date | None = row[0] if row else None
    return found


def count_week(work: "Work", monday: date, tree: Mapping[UUID, Node], *, tell: bool) -> None:
    """One week's cases and figures; `tell` where it is the newest."""
    looked = look(work, monday)
    already = cases_since(work, monday - WEEK * (FIRST - 1), monday)
    fresh = [each for each in looked if each.why and each.id not in already]
    with work.acting(system(SOURCE)):
        work.records.apply(
            [Change("create", CASE, uuid7(), _case(each, monday)) for each in fresh], loose=True,
            action="churn_case.found",
        )  # fmt: skip
        weeks = _weeks(work, monday, tree, looked, traits=tell)
        work.records.apply(
            [Change("create", CHURN_WEEK, uuid7(), each) for each in weeks], loose=True,
            action="churn_week.counted",
        )  # fmt: skip
    if tell:
        alarm(work, monday, tree)


def _weeks(
    work: "Work", monday: date, tree: Mapping[UUID, Node], looked: Sequence[Looked], *, traits: bool
) -> list[dict[str, Any]]:
    own: dict[UUID, Counts] = defaultdict(Counts)
    for each in looked:
        if each.unit is not None and each.unit in tree:
            own[each.unit] += Counts(1, int(each.why is not None), int(each.why == "lost"))
    whole = rolled_up(own, tree)
    before, limit = _runs(work, monday - WEEK), threshold(work)
    least = max(1, work.settings.value("churn.least_customers"))
    shared = _traits(work, monday, tree, looked) if traits else {}
    found = []
    for unit, counts in whole.items():
        if not counts.base and tree[unit].parent is not None:
            continue
        over = is_over(counts, limit, least)
        found.append({
            "title": f"{tree[unit].name} {monday.isoformat()}"[:200], "mark": f"{unit}:{monday.isoformat()}",
            "week_on": monday.isoformat(), "unit": str(unit), "base": counts.base,
            "owner": str(tree[unit].head) if tree[unit].head else None, "churned": counts.churned,
            "lost": counts.lost, "rate": _text(rate(counts)), "threshold": f"{limit:.2f}", "over": over,
            "weeks_over": weeks_running(over, before.get(unit, 0)),
            "own_base": own[unit].base if unit in own else 0,
            "own_churned": own[unit].churned if unit in own else 0,
            "traits": json.dumps(shared[unit], ensure_ascii=False) if shared.get(unit) else None,
        })  # fmt: skip
    return found


def _traits(
    work: "Work", monday: date, tree: Mapping[UUID, Node], looked: Sequence[Looked]
) -> dict[UUID, list[dict[str, Any]]]:
    """The gone of the last weeks against the kept of this one, department by department."""
    weeks = min(max(1, work.settings.value("churn.trait_weeks")), 520)
    lost = cases_since(work, monday - WEEK * (weeks - 1), monday)
    gone: dict[UUID, list[UUID]] = defaultdict(list)
    kept: dict[UUID, list[UUID]] = defaultdict(list)
    for customer, unit in lost.items():
        for each in above(tree, unit):
            gone[each].append(customer)
    for one in looked:
        for each in above(tree, one.unit) if one.why is None and one.id not in lost else ():
            kept[each].append(one.id)
    of = traits_of(work, [*lost, *(one.id for one in looked if one.id not in lost)]) if gone else {}
    return {unit: shared_traits(work, of, gone[unit], kept[unit]) for unit in gone}


def threshold(work: "Work") -> Decimal:
    """Percent above which a week is over."""
    try:
        return Decimal(str(work.settings.value("churn.threshold")))
    except InvalidOperation:
        return USUAL


def _runs(work: "Work", monday: date) -> dict[UUID, int]:
    rows = work.execute(
        f"select unit, weeks_over from {work.place.schema}.{CHURN_WEEK} "
        "where week_on = %s and unit is not null and deleted_at is null",
        [monday],
    ).fetchall()
    return dict(rows)


def _case(each: Looked, monday: date) -> dict[str, Any]:
    return {
        "title": each.name[:240], "mark": f"{each.id}:{monday.isoformat()}", "customer": str(each.id),
        "week_on": monday.isoformat(), "why": each.why, "last_on": each.last.isoformat(),
        "owner": str(each.owner) if each.owner else None, "unit": str(each.unit) if each.unit else None,
    }  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
