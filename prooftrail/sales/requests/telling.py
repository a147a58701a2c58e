"""Whose turn it is: a work item for who has to answer or deliver, a word to the other side."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.workitems.actions import Resolve, resolve_work_item
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.requests.model import REQUEST, SOURCE, Row

if TYPE_CHECKING:
    from datetime import datetime

    from prooftrail.platform.work import Work

Words = dict[str, str]


def ask_for(work: "Work", row: Row, turn: str, until: "datetime") -> None:
    """A work item for its owner: to answer, or to deliver, until then; one a turn."""
    said = {"respond": ("响应", "answer"), "deliver": ("交付", "deliver")}[turn]
    minutes = max(0, int((until - work.now).total_seconds() // 60))
    open_item(work, Opening(
        {"zh": f"{said[0]}协同请求：{row.title}", "en": f"Team request to {said[1]}: {row.title}"}, SOURCE,
        [{"by": "person", "person": str(row.owner)}], "request", "yellow",
        {"zh": f"{row.number} 要在期限前{said[0]}；过了期限，上级会收到。",
         "en": f"{row.number} waits for you to {said[1]}; past its time the head hears of it."},
        (), REQUEST, row.id, {"minutes": minutes, "in": "calendar"},
        episode=f"{row.id}:{row.reopened}:{turn}",
    ))  # fmt: skip


def settle(work: "Work", request: UUID, words: str) -> None:
    """What waited for this turn ends."""
    rows = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and about_record = %s "
        "and state = any(%s) and deleted_at is null",
        [SOURCE, str(request), list(UNSETTLED)],
    ).fetchall()
    with work.acting(work.actor.with_all_rights()):
        for (item,) in rows:
            resolve_work_item.run(work, item, Resolve(outcome="done", resolution=words))


def let_know(work: "Work", person: UUID | None, row: Row, words: Words, text: str, mark: str) -> None:
    """The other side hears of it, unless it was himself."""
    if person is None or person == work.actor.person:
        return
    title = {
        key: f"{said}：{row.title}" if key == "zh" else f"{said}: {row.title}" for key, said in words.items()
    }
    tell(work, [person], title=title, text=text, about=About(REQUEST, row.id), source=SOURCE,
         key=f"request:{row.id}:{row.reopened}:{mark}")  # fmt: skip
