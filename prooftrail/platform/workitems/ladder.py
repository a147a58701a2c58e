"""The ladder of a work item: who hears of it when it is not settled in time, step by step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.choosing import Choosing
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.lengths import end_of
from prooftrail.platform.workitems.sight import let_see
from prooftrail.platform.workitems.store import OBJECT, UNSETTLED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LADDER = "workitems.ladder"
BATCH = 100
OF_RECORD = ("field", "formula")
"""Ways to find people that read the record an item is about; the others start from the item's owner."""
Rung = Mapping[str, Any]


def ladder_of(work: "Work", said: Sequence[Rung] | None, due: datetime) -> list[dict[str, Any]]:
    """The rungs with their instants, counted from when the item is due."""
    rungs = work.settings.value(LADDER) if said is None else said
    calendar = calendar_of(work)
    found = [
        {"at": end_of(due, each.get("after") or {"hours": 0}, calendar).isoformat(), "to": list(each["to"])}
        for each in rungs
    ]
    return sorted(found, key=lambda each: str(each["at"]))


def first_rung(ladder: Sequence[Rung]) -> datetime | None:
    """When the first is due."""
    return datetime.fromisoformat(ladder[0]["at"]) if ladder else None


def climb_due(ground: Ground, place: Place) -> bool:
    """Escalate what is due. True where some was left for the next turn."""
    from prooftrail.platform.work import Caller

    with ground.workspaces.begin(place.name, Caller(reason="work items")) as work:
        rows = work.execute(
            f"select item from {place.schema}._work_item where next_at <= %s order by next_at, item "
            "limit %s for update skip locked",
            [work.now, BATCH],
        ).fetchall()
        for (item,) in rows:
            climb(work, item)
        return len(rows) == BATCH


def due(work: "Work") -> datetime | None:
    """When the next rung of any item is due."""
    row = work.execute(f"select min(next_at) from {work.place.schema}._work_item").fetchone()
    return row[0] if row else None


def climb(work: "Work", item: UUID, note: str = "") -> list[UUID]:
    """Take the next rung: its people are told and may see the item. Answers who they are."""
    row, kept = store.load(work, item), store.beside(work, item)
    ladder, rung = kept["ladder"], kept["rung"]
    if row["state"] not in UNSETTLED or rung >= len(ladder):
        store.next_rung(work, item, rung, None)
        return []
    people = _people(work, row, ladder[rung]["to"])
    following = datetime.fromisoformat(ladder[rung + 1]["at"]) if rung + 1 < len(ladder) else None
    store.next_rung(work, item, rung + 1, following)
    with work.acting(work.actor.with_all_rights()):
        work.records.update(
            OBJECT, item, {"escalated": (row["escalated"] or 0) + 1}, loose=True,
            action="work_item.escalated",
            because={"rung": rung + 1, "told": len(people), "note": note or None},
        )  # fmt: skip
    let_see(work, item, people)
    tell(
        work, [*people, *([row["owner"]] if row["owner"] else [])],
        title={"zh": f"已升级：{row['title']}", "en": f"Escalated: {row['title']}"}, text=note,
        about=About(OBJECT, item), level="red", key=f"work_item:{item}:rung:{rung + 1}", source=row["source"],
    )  # fmt: skip
    return people


def _people(work: "Work", row: Mapping[str, Any], who: Sequence[Rung]) -> list[UUID]:
    record = UUID(row["about_record"]) if row["about_record"] else None
    of_record = Choosing(work, object=row["about_object"], record=record, starter=row["owner"])
    of_item = Choosing(work, object=OBJECT, record=row["id"], starter=row["owner"])
    found = [
        person
        for each in who
        for person in (of_record if each["by"] in OF_RECORD else of_item).people([each])
    ]
    return list(dict.fromkeys(found))
