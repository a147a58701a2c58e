"""Closing by itself: when the condition of an item holds for the record it is about, it says so and ends.

A light sweep reads the log onward and looks only at items whose record, or a child of it, was in it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.database.place import Place
from prooftrail.platform.events.concern import news_after
from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import system
from prooftrail.platform.people.choosing import Choosing
from prooftrail.platform.records import Query
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.lengths import working_hours
from prooftrail.platform.workitems.store import OBJECT, UNSETTLED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REASON = "work items"


def close_due(ground: Ground, place: Place) -> None:
    """Look at the items whose records changed since the turn before."""
    from prooftrail.platform.work import Caller

    with ground.workspaces.begin(place.name, Caller(reason=REASON)) as work:
        look(work)


def look(work: "Work") -> None:
    """The same inside a transaction."""
    schema = work.place.schema
    row = work.execute(
        f"select epoch, tx::text, seq from {schema}._work_item_cursor for update skip locked"
    ).fetchone()
    below, last = watermark(work)
    if row is None:
        _remember(work, last)
        return
    before = Position(row[0], int(row[1]), row[2])
    if before == last:
        return
    watched = work.execute(f"select 1 from {schema}._work_item where watching limit 1").fetchone()
    if watched is None:
        return
    after, news = news_after(work, before, below)
    # What is somebody's touches him, too: an item may be about a person.
    touched = None if news is None else {id for each in news for id in (*each.records, *(each.owners or ()))}
    _check(work, touched)
    _remember(work, last if news is None else after)  # too much to read: every item was looked at


def _check(work: "Work", touched: set[UUID] | None) -> None:
    """Items about touched records, or all that watch."""
    rows = work.execute(
        f"select item, about_object, about_record, close_when from {work.place.schema}._work_item "
        "where watching and (%s::uuid[] is null or about_record = any(%s)) order by item limit 5000",
        [None if touched is None else list(touched)] * 2,
    ).fetchall()
    for item, object, record, said in rows:
        why = _holds(work, item, object, record, said)
        if why is not None:
            close(work, item, why)


def _holds(work: "Work", item: UUID, object: str, record: UUID, said: Any) -> Mapping[str, str] | None:
    """Why an item closes; None where it stays."""
    if object not in work.schema.objects:
        return None
    if isinstance(said, Mapping):
        return _arrived(work, item, object, record, said)
    choosing = Choosing(work, object=object, record=record)
    if choosing.row and choosing.row.get("deleted_at") is None and choosing.holds(str(said)):
        return {"zh": f"条件成立：{said}", "en": f"The condition holds: {said}"}
    return None


def _arrived(
    work: "Work", item: UUID, object: str, record: UUID, said: Mapping[str, Any]
) -> Mapping[str, str] | None:
    """`{"arrives": object, "filter"?}`: a child of the record that came after the item was opened."""
    child = work.schema.objects.get(str(said.get("arrives")))
    row = store.load(work, item)
    if child is None:
        return None
    links = [
        each.name for each in child.fields.values()
        if each.type.key in ("reference", "person") and each.name != "id"
        and each.options.get("object") == object
    ]  # fmt: skip
    for link in links:
        asked: list[Any] = [
            "and",
            [link, "=", str(record)],
            ["created_at", ">", row["opened_at"].isoformat()],
        ]
        if said.get("filter"):
            asked.append(said["filter"])
        if work.records.count(child.name, Query(filter=asked)):
            return {"zh": f"有了新的{child.label.zh}", "en": f"A new {child.label.en} arrived"}
    return None


def close(work: "Work", item: UUID, why: Mapping[str, str], state: str = "closed") -> bool:
    """End an item by rule. False where it was settled already."""
    row = store.load(work, item)
    store.rest(work, item)
    if row["state"] not in UNSETTLED:
        return False
    text = f"自动关闭。{why['zh']} / Closed by rule. {why['en']}"
    values: dict[str, Any] = {
        "state": state, "closed_by_rule": True, "resolution": text, "resolved_at": work.now.isoformat(),
        "resolution_hours": str(working_hours(calendar_of(work), row["opened_at"], work.now)),
    }  # fmt: skip
    with work.acting(system(REASON)):
        work.records.update(
            OBJECT, item, values, loose=True, action="work_item.closed", because={"rule": True}
        )
    if row["owner"]:
        tell(
            work, [row["owner"]], text=why,
            title={"zh": f"已自动关闭：{row['title']}", "en": f"Closed by itself: {row['title']}"},
            about=About(OBJECT, item), level="info", key=f"work_item:{item}:closed",
            source=row["source"],
        )  # fmt: skip
    return True


def _remember(work: "Work", at: Position) -> None:
    work.execute(
        f"insert into {work.place.schema}._work_item_cursor (epoch, tx, seq) values (%s, %s::text::xid8, %s) "
        "on conflict (only_row) do update set epoch = excluded.epoch, tx = excluded.tx, seq = excluded.seq",
        [at.epoch, str(at.tx), at.seq],
    )
