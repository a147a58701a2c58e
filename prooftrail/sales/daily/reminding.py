"""The list of the morning is asked for before it is due, and whoever is missing is known when it is."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.notify.telling import tell
from prooftrail.platform.people.organisation import head_of
from prooftrail.platform.workitems.actions import Resolve, resolve_work_item
from prooftrail.platform.workitems.closing import close
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.daily.keeping import SOURCE, WORKDAY, Row

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def remind(work: "Work", row: Row) -> None:
    """A work item for whoever has not handed in, once a day; past its time his head hears of it."""
    minutes = max(0, int((row["list_due"] - work.now).total_seconds() // 60))
    at = row["list_due"].astimezone(work.zone).strftime("%H:%M")
    open_item(work, Opening(
        {"zh": f"{at} 前交晨会清单", "en": f"Hand in the morning list by {at}"}, SOURCE,
        [{"by": "person", "person": str(row["owner"])}], "warning", "yellow",
        {"zh": "每行一个商机和今天要拿到什么；到点没交，上级会收到名单。",
         "en": "A line for each deal with what is expected today; whoever is missing is told to his head."},
        (), WORKDAY, row["id"], {"minutes": minutes, "in": "calendar"}, (), episode=f"{row['id']}:list",
    ))  # fmt: skip


def tell_heads(work: "Work", missing: Sequence[tuple[UUID, str]], day: date) -> int:
    """Each head hears once a day who of his people is missing, by name; answers how many heads."""
    of: dict[UUID, list[str]] = {}
    for person, name in missing:
        head = head_of(work, person)
        if head is not None:
            of.setdefault(head, []).append(name)
    for head, names in of.items():
        title = {"zh": f"晨会清单还差 {len(names)} 人", "en": f"{len(names)} morning lists are missing"}
        tell(work, [head], title=title, text="、".join(names)[:400], source=SOURCE, key=f"daily:{day}:{head}")
    return len(of)


def end_reminders(work: "Work") -> int:
    """What asked for a list of a day that is over ends by itself."""
    rows = work.execute(
        f"select w.id from {work.place.schema}.work_item w join {work.place.schema}.{WORKDAY} d "
        "on w.about_record = d.id::text where w.source = %s and w.state = any(%s) and w.deleted_at is null "
        "and d.day < %s limit 500",
        [SOURCE, list(UNSETTLED), work.today],
    ).fetchall()
    for (item,) in rows:
        close(work, item, {"zh": "那天过去了", "en": "The day is over"})
    return len(rows)


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
