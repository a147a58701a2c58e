"""The calendar of a region: what is published, the workspace's own table over it, and its hours.

`CN-33` has what `CN` has, except where its own table says otherwise.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.calendar.published import Day, published
from prooftrail.platform.calendar.rules.working import Calendar, Shift
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,8})?")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class Known:
    """A day that is known of, and whether the workspace says so itself."""

    day: Day
    own: bool


def check_region(region: str) -> str:
    """A region's code. Refuses what is none."""
    if not REGION.fullmatch(region):
        raise Refusal("bad_region", "invalid", facts={"region": region[:20]}, fields={"region": "bad_region"})
    return region


def known_days(work: "Work", region: str) -> dict[date, Known]:
    """Every day that is known of, the region's own before those of the country it lies in."""
    country = region[:2]
    found = {day: Known(said, own=False) for day, said in published(country).items()}
    rows = work.execute(
        f"select day, working, label from {work.place.schema}._calendar_day where region = any(%s) "
        "order by length(region), day",
        [[country, region]],
    ).fetchall()
    for day, working, label in rows:
        found[day] = Known(Day(working, Label(label["zh"], label["en"])), own=True)
    return found


def calendar_of(work: "Work", region: str | None = None) -> Calendar:
    """The calendar to count with; the workspace's region where none is named."""
    days = known_days(work, check_region(region or work.settings.value("calendar.region")))
    hours = work.settings.value("calendar.hours")
    week = [shifts(hours.get(each)) for each in WEEK]
    return Calendar(
        work.zone, week, shifts(hours.get(MAKE_UP)), {day: each.day.working for day, each in days.items()}
    )


def shifts(said: Sequence[Sequence[str]] | None) -> tuple[Shift, ...]:
    """Hours from `[["09:00", "12:00"], …]`."""
    return tuple(Shift(_minutes(start), _minutes(end)) for start, end in said or ())


def own_day(work: "Work", region: str, day: date) -> dict[str, Any] | None:
    """What the workspace itself says of a day."""
    row = work.execute(
        f"select working, label from {work.place.schema}._calendar_day where region = %s and day = %s",
        [region, day],
    ).fetchone()
    return None if row is None else {"working": row[0], "label": row[1]}


def keep_day(work: "Work", region: str, day: date, said: Mapping[str, Any] | None) -> None:
    """Store what the workspace says of a day; None takes it away."""
    table = f"{work.place.schema}._calendar_day"
    if said is None:
        work.execute(f"delete from {table} where region = %s and day = %s", [region, day])
        return
    work.execute(
        f"insert into {table} (region, day, working, label, at, by) values (%s, %s, %s, %s, %s, %s) "
        "on conflict (region, day) do update set working = excluded.working, label = excluded.label, "
        "at = excluded.at, by = excluded.by",
        [region, day, said["working"], Jsonb(said["label"]), work.now, work.actor.person],
    )


def _minutes(said: str) -> int:
    hour, minute = said.split(":")
    return int(hour) * 60 + int(minute)
