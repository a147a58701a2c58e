"""A board given out as a file: permitted, recorded, and only what its reader may see."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.boards.answering import Answering
from prooftrail.platform.boards.paper import paper
from prooftrail.platform.boards.shapes import Narrowing, PeriodOf
from prooftrail.platform.boards.sheets import Sheet, sheets
from prooftrail.platform.boards.store import Kept
from prooftrail.platform.boards.workbook import workbook
from prooftrail.platform.events.log import Entry
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf",
}  # fmt: skip
EXPORTED = "boards.exported"
WORDS = {
    "reader": {"zh": "按谁的权限算", "en": "In whose scope"}, "at": {"zh": "截至", "en": "As of"},
    "version": {"zh": "看板版本", "en": "Version"},
    "seen": {"zh": "只含他看得到的记录", "en": "Only records he may see"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a board."""

    name: str
    mime: str
    content: bytes


def export(work: "Work", kept: Kept, format: str, narrowing: Narrowing, period: PeriodOf | None) -> Made:
    """The file, for somebody who may take figures out; who took what stays in the log."""
    work.need("records:export")
    found = made(work, kept, format, narrowing, period)
    because: dict[str, Json] = {"board": {"key": kept.key, "version": kept.version}, "format": format}
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, EXPORTED,
              work.actor.on_behalf, because=because)
    ])  # fmt: skip
    return found


def made(
    work: "Work", kept: Kept, format: str, narrowing: Narrowing | None = None, period: PeriodOf | None = None
) -> Made:
    """The file as the work's actor sees it, in his language."""
    title, found = answered(work, kept, narrowing, period)
    at = work.now.astimezone(work.zone).strftime("%Y-%m-%d %H:%M")
    locale = work.locale
    facts = [
        (WORDS["at"][locale], at), (WORDS["reader"][locale], work.actor.name or work.actor.login),
        (WORDS["version"][locale], str(kept.version)),
    ]  # fmt: skip
    if format == "xlsx":
        content = workbook(title, facts, found)
    else:
        said = [f"{name} {value}" for name, value in facts]
        content = paper(title, [*said, WORDS["seen"][locale]], found, locale)
    return Made(f"{title}.{format}", MIMES[format], content)


def answered(
    work: "Work", kept: Kept, narrowing: Narrowing | None = None, period: PeriodOf | None = None
) -> tuple[str, list[Sheet]]:
    """What the board is called in the reader's language, and its tiles as tables."""
    board = kept.board()
    told: Any = Answering(work, narrowing or Narrowing(), period).board(board)["tiles"]
    title = board.label.zh if work.locale == "zh" else board.label.en
    return title, sheets(board, told, work.locale)
