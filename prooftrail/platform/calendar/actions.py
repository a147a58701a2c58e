"""Saying of one day that it is worked, or not, over what is published."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.calendar.store import check_region, keep_day, own_day
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.deeds import Deed
from prooftrail.platform.schema.design.definition import Faults, check_label
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)
ABOUT = "person"
"""The object whose history it stands in: whose days they are."""


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class SetCalendarDay(Input):
    """A day of a region; without `working` what the workspace said of it is taken away."""

    day: date
    region: str = "CN"
    working: bool | None = None
    label: Wording | None = None


@action("set_calendar_day", "设工作日历", "Set calendar day", permission="schema:design")
def set_calendar_day(work: "Work", record: UUID | None, given: SetCalendarDay) -> Done:
    """Make a day worked or free for a region, whatever is published; what has a limit counts anew."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    region = check_region(given.region)
    if not FIRST <= given.day <= LAST:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"day": "bad_value"})
    _set(work, region, given.day, _said(given))
    after = own_day(work, region, given.day)
    return Done({"region": region, "day": given.day.isoformat(), "own": after})


@inverse("calendar_day_set")
def put_back(work: "Work", deed: Deed) -> None:
    """Undo: what was said of the day before. Refuses where something else is said by now."""
    about, (before, after) = deed.because["calendar"], deed.changes["day"]
    day = date.fromisoformat(about["day"])
    if own_day(work, about["region"], day) != after:
        raise Refusal("deed_overtaken", "conflict", facts={**deed.named, "what": list[Json](["day"])})
    _set(work, about["region"], day, before)


def _set(work: "Work", region: str, day: date, said: dict[str, Any] | None) -> None:
    before = own_day(work, region, day)
    keep_day(work, region, day, said)
    if before == said:
        return
    about: dict[str, Json] = {"region": region, "day": day.isoformat()}
    changes: dict[str, Json] = {"day": [before, said]}
    note(work, "calendar_day_set", work.schema.object(ABOUT), changes=changes, calendar=about)


def _said(given: SetCalendarDay) -> dict[str, Any] | None:
    if given.working is None:
        return None
    usual = {"zh": "上班", "en": "Worked"} if given.working else {"zh": "放假", "en": "Day off"}
    faults = Faults("calendar")
    label = check_label(faults, given.label.model_dump()) if given.label else usual
    faults.settle()
    return {"working": given.working, "label": label}


ACTIONS: tuple[Action, ...] = (set_calendar_day,)
