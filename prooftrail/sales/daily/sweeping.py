"""The worker's part: each working day has a row for whoever hands something in, and is reminded of it."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.actor import system
from prooftrail.platform.people.organisation import holders, who_is_here
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller
from prooftrail.sales.daily.keeping import MOST_MINUTES, SOURCE, WORKDAY, blank, due_of
from prooftrail.sales.daily.reminding import remind, tell_heads

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DAY, SOON = timedelta(days=1), timedelta(seconds=1)
TOLD_WITHIN = timedelta(hours=2)
"""After the lists are due; whoever starts the system in the afternoon tells nobody of the morning."""


def sweep(on: Ground, place: Place) -> None:
    """One turn."""
    with on.workspaces.begin(place.name, Caller(reason="daily")) as work:
        begin_day(work)
        remind_all(work)
        tell_missing(work)


def begin_day(work: "Work") -> int:
    """Make today's rows where it is worked; answers how many were missing."""
    return make_rows(work) if calendar_of(work).is_working_day(work.today) else 0


def make_rows(work: "Work") -> int:
    """A row of today for everybody who hands something in, once."""
    work.execute("select pg_advisory_xact_lock(7354, hashtext(%s))", [work.place.name])
    rows = work.execute(
        f"select owner, id, expected from {work.place.schema}.{WORKDAY} "
        "where day = %s and deleted_at is null",
        [work.today],
    ).fetchall()
    there = {owner: (id, asked) for owner, id, asked in rows}
    changes = []
    for person in expected(work):
        if person not in there:
            changes.append(Change("create", WORKDAY, uuid7(), blank(work, person, work.today, expected=True)))
        elif not there[person][1]:
            changes.append(Change("update", WORKDAY, there[person][0], {"expected": True}))
    if changes:
        with work.acting(system(SOURCE)):
            work.records.apply(changes, loose=True, action="day.begun")
    return len(changes)


def expected(work: "Work") -> list[UUID]:
    """Who hands in a card and a list."""
    found = [each for role in work.settings.value("daily.roles") for each in holders(work, role, "all", None)]
    return who_is_here(work, list(dict.fromkeys(found)))


def remind_all(work: "Work") -> int:
    """Remind whoever has not handed in his list, from so long before it is due until it is."""
    due = due_of(work, work.today)
    if not due - _before(work) <= work.now <= due:
        return 0
    return remind(work, [person for person, _ in _missing(work)], due, work.today)


def _missing(work: "Work") -> list[tuple[UUID, str]]:
    return work.execute(
        f"select p.id, p.name from {work.place.schema}.{WORKDAY} d join {work.place.schema}.person p "
        "on p.id = d.owner where d.day = %s and d.expected and d.listed_at is null and d.deleted_at is null "
        "order by p.name, p.id",
        [work.today],
    ).fetchall()


def _before(work: "Work") -> timedelta:
    return timedelta(minutes=min(work.settings.value("daily.remind_before_minutes"), MOST_MINUTES))


def tell_missing(work: "Work") -> int:
    """Once the lists are due: tell each head who is missing. Not on the evening of the day."""
    at = due_of(work, work.today)
    if not at < work.now < at + TOLD_WITHIN:
        return 0
    return tell_heads(work, _missing(work), work.today)


def due(work: "Work") -> datetime | None:
    """When today's lists are asked for, when they are due, or the next day's beginning."""
    begins = datetime.combine(work.today + DAY, time(), work.zone)
    ends = due_of(work, work.today)
    asks = ends - _before(work)
    return next(at for at in (asks, ends + SOON, begins) if work.now < at)
