"""Confirming one's day: the log fills it in, the person says what stands in the way."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.calendar.rules.working import add_working_days
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.daily.keeping import day_meant, due_of, filled, hold_day, keep_day, me
from prooftrail.sales.daily.rules.filling import is_late

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST = 50


class ConfirmDay(Input):
    """`obstacle` has at most 50 characters; without a `day` the one it was done on."""

    day: date | None = None
    obstacle: str = ""
    occurred_at: datetime | None = None


@action("confirm_day", "确认今天三件事", "Confirm day")
def confirm_day(work: "Work", record: UUID | None, given: ConfirmDay) -> Done:
    """Fill the card from the log and confirm it; again the same day fills it anew, and stays as punctual."""
    person, obstacle = me(work), given.obstacle.strip()
    if len(obstacle) > LONGEST:
        facts: dict[str, Json] = {"most": LONGEST, "length": len(obstacle)}
        raise Refusal("obstacle_too_long", "invalid", facts=facts, fields={"obstacle": "obstacle_too_long"})
    if given.occurred_at is not None and given.occurred_at.tzinfo is None:
        fields = {"occurred_at": "bad_value"}
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
    day = day_meant(work, given.day, given.occurred_at)
    held = hold_day(work, person, day)
    told, uploads = filled(work, person, day)
    due = due_of(work, add_working_days(calendar_of(work), day, 1))
    first = held is None or held["confirmed_at"] is None
    values: dict[str, Json] = {
        "touched": told.touched, "appointments": told.appointments, "calls": told.calls,
        "visits": told.visits, "positions": told.positions, "uploads": uploads, "obstacle": obstacle or None,
    }  # fmt: skip
    if first:
        values |= {"confirmed_at": work.now.isoformat(), "late": is_late(work.now, due)}
    written = keep_day(work, person, day, held, values, "day.confirmed")
    result: dict[str, Json] = {**values, "day": day.isoformat(), "late": written.after["late"]}
    return Done({"workday": str(written.id), **result}, [written])
