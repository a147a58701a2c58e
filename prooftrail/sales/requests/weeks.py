"""Teams' weeks as records: people, the hours they have, the hours asked for."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.calendar.rules.working import Calendar, working_days
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.requests.model import HANDED_BACK, REQUEST, WEEK
from prooftrail.sales.requests.queries import kinds, team_of
from prooftrail.sales.requests.rules.weighing import monday, weigh

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DAY = timedelta(days=1)
SEEN = 3
"""Weeks kept ahead: this one, the next and the one after."""


def keep_weeks(work: "Work", mondays: Iterable[date], units: Iterable[UUID] | None = None) -> int:
    """Bring weeks up to what is asked for now; answers how many differed. One at a time in a workspace."""
    work.execute("select pg_advisory_xact_lock(7352, hashtext(%s))", [work.place.name])
    teams, calendar = teams_of(work), calendar_of(work)
    wanted = [
        _week(work, calendar, unit, len(people), each)
        for unit, people in teams.items()
        if units is None or unit in set(units)
        for each in sorted(set(mondays))
    ]
    there = _there(work, [each["mark"] for each in wanted])
    changes = [change for each in wanted if (change := _change(each, there.get(each["mark"]))) is not None]
    if changes:
        with work.acting(system(SOURCE_OF_WEEKS)):
            work.records.apply(changes, loose=True, action="team_week.weighed")
    return len(changes)


SOURCE_OF_WEEKS = "team weeks"


def week_of(work: "Work", at: datetime) -> date:
    """The Monday of the week an instant lies in."""
    return monday(at.astimezone(work.zone).date())


def coming(work: "Work") -> list[date]:
    """The week before this one, this one and those after."""
    first = monday(work.today)
    return [first + timedelta(days=7 * at) for at in range(-1, SEEN)]


def teams_of(work: "Work") -> dict[UUID, set[UUID]]:
    """Who does requests of any kind, by department."""
    people = {each for kind in kinds(work).values() for each in team_of(work, kind, None)}
    rows = work.execute(
        f"select department, id from {work.place.schema}.person "
        "where id = any(%s) and department is not null",
        [list(people)],
    ).fetchall()
    found: dict[UUID, set[UUID]] = {}
    for unit, person in rows:
        found.setdefault(unit, set()).add(person)
    return found


def _week(work: "Work", calendar: Calendar, unit: UUID, people: int, first: date) -> dict[str, Any]:
    start = datetime.combine(first, time(), work.zone)
    rows = work.execute(
        f"select coalesce(hours, 0) from {work.place.schema}.{REQUEST} where unit = %s and due_at >= %s "
        "and due_at < %s and state <> %s and deleted_at is null",
        [unit, start, start + 7 * DAY, HANDED_BACK],
    ).fetchall()
    name, head = work.execute(
        f"select name, manager from {work.place.schema}.department where id = %s", [unit]
    ).fetchone() or ("", None)
    days = working_days(calendar, first - DAY, first + 6 * DAY)
    week = weigh(people, days, work.settings.value("requests.day_hours"), [Decimal(each) for (each,) in rows])
    return {
        "title": f"{name} {first.isoformat()}", "mark": f"{unit}:{first.isoformat()}", "days": days,
        "week_on": first.isoformat(), "ahead": (first - monday(work.today)).days // 7, "people": people,
        "capacity": f"{week.capacity:.2f}", "asked": f"{week.asked:.2f}", "gap": f"{week.gap:.2f}",
        "unit": str(unit), "owner": str(head) if head else None,
    }  # fmt: skip


def _there(work: "Work", marks: list[str]) -> dict[str, dict[str, Any]]:
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        "select id, mark, title, ahead, people, days, capacity::numeric(18, 2)::text, "
        "asked::numeric(18, 2)::text, gap::numeric(18, 2)::text "
        f"from {work.place.schema}.{WEEK} where mark = any(%s) and deleted_at is null",
        [marks],
    ).fetchall()
    return {row["mark"]: row for row in rows}


def _change(wanted: dict[str, Any], there: dict[str, Any] | None) -> Change | None:
    if there is None:
        return Change("create", WEEK, uuid7(), wanted)
    differs = {name: wanted[name] for name in there if name != "id" and there[name] != wanted[name]}
    return Change("update", WEEK, there["id"], differs) if differs else None
