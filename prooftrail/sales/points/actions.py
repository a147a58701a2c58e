"""How somebody stands: points, streak and badges, each counted anew from what counts now."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.values import Json
from prooftrail.sales.points.keeping import COUNTED, POINT, off_people
from prooftrail.sales.points.rules.counting import Counted, read_badges, standing, streak

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class LookAtPoints(Input):
    """Whose; one's own where nobody is named."""

    person: UUID | None = None


@action("look_at_points", "看积分", "Look at points")
def look_at_points(work: "Work", record: UUID | None, given: LookAtPoints) -> Done:
    """What a person has, as far as the caller may read his points."""
    person = given.person or work.actor.person
    if person is None or not _may_read(work, person):
        raise work.records.missing("person")
    if person in off_people(work):
        return Done({"person": str(person), "off": True})
    rows = work.execute(
        f"select kind, day, points from {work.place.schema}.{POINT} where owner = %s and state = %s "
        "and deleted_at is null",
        [person, COUNTED],
    ).fetchall()
    points, today = [Counted(kind, day) for kind, day, _ in rows], work.today
    calendar, said = calendar_of(work), work.settings.value("points.badges")
    badges: list[Json] = []
    for badge in read_badges(said):
        at = standing(badge, points, today)
        label: Json = {"zh": said[badge.key]["zh"], "en": said[badge.key]["en"]}
        badges.append({
            "key": badge.key, "label": label, "kind": badge.kind, "period": badge.period,
            "count": badge.count, "have": at.have, "times": at.times,
        })  # fmt: skip
    result: dict[str, Json] = {
        "person": str(person), "off": False, "badges": badges,
        "total": sum(worth for _, _, worth in rows),
        "month": sum(worth for _, day, worth in rows if (day.year, day.month) == (today.year, today.month)),
        "streak": streak({each.day for each in points}, today, calendar.is_working_day),
    }  # fmt: skip
    return Done(result)


def _may_read(work: "Work", person: UUID) -> bool:
    if work.access.unbound or person == work.actor.person:
        return True
    reach = work.access.grant(POINT).read
    return reach == "all" or person in work.access.owners.get(reach, ())
