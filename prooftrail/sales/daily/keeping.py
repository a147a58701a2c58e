"""A person's day as a record: found or made, one for each person and company day."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import uuid7
from prooftrail.sales.daily.rules.filling import Act, Filled, fill, list_due

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WORKDAY, LINE, SOURCE = "workday", "workday_line", "daily"
MOST_MINUTES = 12 * 60
"""Before the meeting, at most."""
LOOKED_BACK = timedelta(days=120)
Row = Mapping[str, Any]


def day_meant(work: "Work", day: date | None, occurred_at: datetime | None) -> date:
    """The company day somebody means: the one he names, else when he did it. Refuses one to come, and one
    too long gone."""
    back = timedelta(days=min(work.settings.value("daily.most_days_back"), 366))
    done = max(min(occurred_at or work.now, work.now), work.now - back - timedelta(days=2))
    meant = day or done.astimezone(work.zone).date()
    if not work.today - back <= meant <= work.today:
        facts = {"day": meant.isoformat(), "days": back.days}
        raise Refusal("day_not_open", "invalid", facts=facts, fields={"day": "day_not_open"})
    return meant


def me(work: "Work") -> UUID:
    """Whose day it is. Refuses who only looks, and what is nobody's."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if work.actor.person is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"person": "required"})
    return work.actor.person


def hold_day(work: "Work", person: UUID, day: date) -> Row | None:
    """The person's row of a day, locked; who asks at the same time waits for the first."""
    work.execute("select pg_advisory_xact_lock(7353, hashtext(%s))", [f"{work.place.name}/{person}/{day}"])
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select * from {work.place.schema}.{WORKDAY} where owner = %s and day = %s and deleted_at is null "
        "order by id limit 1 for update",
        [person, day],
    ).fetchone()


def keep_day(work: "Work", person: UUID, day: date, held: Row | None, values: Row, action: str) -> Written:
    """Write what is new of a day."""
    with work.acting(work.actor.with_all_rights()):
        if held is not None:
            return work.records.update(WORKDAY, held["id"], dict(values), loose=True, action=action)
        change = Change("create", WORKDAY, uuid7(), {**blank(work, person, day), **values})
        return work.records.apply([change], loose=True, action=action)[0]


def blank(work: "Work", person: UUID, day: date, expected: bool = False) -> dict[str, Any]:
    """A day nothing is known of yet."""
    row = work.execute(f"select name from {work.place.schema}.person where id = %s", [person]).fetchone()
    return {
        "title": f"{row[0] if row else ''} {day.isoformat()}", "mark": f"{person}:{day.isoformat()}",
        "day": day.isoformat(), "expected": expected, "owner": str(person),
        "list_due": due_of(work, day).isoformat(),
    }  # fmt: skip


def due_of(work: "Work", day: date) -> datetime:
    """When a day's list has to be there."""
    said = work.settings.value
    return list_due(
        day, said("daily.meeting_at"), min(said("daily.list_before_minutes"), MOST_MINUTES), work.zone
    )


def filled(work: "Work", person: UUID, day: date) -> tuple[Filled, int]:
    """What the person's log says of a day, and how many pieces of evidence he handed in."""
    start = datetime.combine(day, time(), work.zone)
    end = start + timedelta(days=1)
    rows = work.execute(
        "select type, occurred_at, coalesce(deal, customer), customer, place is not null, next_on "
        f"from {work.place.schema}.activity where owner = %s and deleted_at is null and occurred_at < %s "
        "and occurred_at >= %s",
        [person, end, start - LOOKED_BACK],
    ).fetchall()
    acts = [
        Act(kind, at.astimezone(work.zone).date(), at, about, customer, placed, next_on)
        for kind, at, about, customer, placed, next_on in rows
    ]
    row = work.execute(
        f"select count(*) from {work.place.schema}.evidence where owner = %s and deleted_at is null "
        "and file is not null and coalesce(captured_at, received_at) >= %s "
        "and coalesce(captured_at, received_at) < %s",
        [person, start, end],
    ).fetchone()
    return fill(acts, day), row[0] if row else 0
