"""Pictures nobody could read: a person is asked to look, once for each, and no longer than it is owed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.sight.awaited import Awaited
from prooftrail.platform.values import Json
from prooftrail.platform.workitems.closing import close
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOURCE, FAILED = "evidence.unread", "failed"
WHO = ({"by": "head", "n": 1, "of": "owner"},)
TITLE = {"zh": "有张照片没能识别，请看一眼", "en": "A photo could not be read: look at it"}
CAUSE = {
    "zh": "「{label}」这张照片没能在限定时间内读出来，或读的时候出了错，过门还等着它。看清楚了就放行并写明"
          "理由；看不清就让人重拍。",
    "en": "The photo for {label} was not read in its time, or reading it failed, and a gate waits for it. "
          "Let it through with a reason if it shows what it should; otherwise have it taken anew.",
}  # fmt: skip
DONE = {"zh": "这张照片已经读出、放行或不再等着", "en": "The photo was read, let through, or waits no longer"}


def ask_to_look(work: "Work", each: Awaited) -> None:
    """A work item for the head of whoever has the record; a piece that has one already gets no other."""
    names = each.expected.names if each.expected else {}
    cause = {locale: text.format(label=names.get(locale, "")) for locale, text in CAUSE.items()}
    facts: dict[str, Json] = {"evidence": str(each.id)}
    open_item(work, Opening(
        TITLE, SOURCE, WHO, "review", "yellow", cause, (), each.object, each.record, episode=str(each.id),
        facts=facts,
    ))  # fmt: skip


class SightGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Nothing is refused."""

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """What waits no longer, or whose slot another photo has filled, needs nobody to look at it."""
        shown = [each for each in written if each.object.name == "evidence"]
        settled = {str(each.id) for each in shown if _was_failed(each) and not _waits(each)}
        for each in shown:
            if each.after["state"] == "proven" and each.after["slot"] and each.op != "delete":
                settled |= _laid_before(work, each)
        for item in _items(work, settled):
            close(work, item, DONE)


def _was_failed(each: Written) -> bool:
    return (each.before or {}).get("reading") == FAILED


def _waits(each: Written) -> bool:
    row = each.after
    return row["reading"] == FAILED and row["state"] == "waiting" and row["deleted_at"] is None


def _laid_before(work: "Work", each: Written) -> set[str]:
    """Photos of the same slot that could not be read."""
    rows = work.execute(
        f"select id from {work.place.schema}.evidence where about = %s and slot = %s and reading = %s "
        "and id <> %s and deleted_at is null",
        [each.after["about"], each.after["slot"], FAILED, each.id],
    ).fetchall()
    return {str(row[0]) for row in rows}


def _items(work: "Work", pieces: set[str]) -> list[UUID]:
    if not pieces:
        return []
    rows = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and episode = any(%s) "
        "and state = any(%s) and deleted_at is null order by id",
        [SOURCE, list(pieces), list(UNSETTLED)],
    ).fetchall()
    return [row[0] for row in rows]
