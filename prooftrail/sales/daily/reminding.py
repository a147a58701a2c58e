"""The list of the morning is asked for before it is due, and whoever is missing is known when it is."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.workitems.actions import Resolve, resolve_work_item
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.daily.keeping import SOURCE, WORKDAY, Row

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def remind(work: "Work", row: Row) -> None:
    """A work item for whoever has not handed in, once a day; past its time his head hears of it."""
    minutes = max(0, int((row["list_due"] - work.now).total_seconds() // 60))
    at = row["list_due"].astimezone(work.zone).strftime("%H:%M")
    ladder: list[dict[str, Any]] = [{"after": {"minutes": 0}, "to": [{"by": "head", "n": 1, "of": "owner"}]}]
    open_item(work, Opening(
        {"zh": f"{at} 前交晨会清单", "en": f"Hand in the morning list by {at}"}, SOURCE,
        [{"by": "person", "person": str(row["owner"])}], "warning", "yellow",
        {"zh": "每行一个商机和今天要拿到什么；到点没交，上级会看到。",
         "en": "A line for each deal with what is expected today; past its time the head hears of it."},
        (), WORKDAY, row["id"], {"minutes": minutes, "in": "calendar"}, ladder, episode=f"{row['id']}:list",
    ))  # fmt: skip


def settle_reminder(work: "Work", workday: UUID) -> None:
    """What asked for the list ends with it."""
    rows = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and about_record = %s "
        "and state = any(%s) and deleted_at is null",
        [SOURCE, str(workday), list(UNSETTLED)],
    ).fetchall()
    with work.acting(work.actor.with_all_rights()):
        for (item,) in rows:
            resolve_work_item.run(work, item, Resolve(outcome="done", resolution="已交 / Handed in"))
