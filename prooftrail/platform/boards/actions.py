"""Making, publishing, sharing and retiring boards: drafts first, each state in force a version."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.boards.checking import checked
from prooftrail.platform.boards.noting import note_board
from prooftrail.platform.boards.shapes import MOST_SHARES, Board, Key, Share
from prooftrail.platform.boards.sharing import checked_shares
from prooftrail.platform.boards.showing import show
from prooftrail.platform.boards.store import (
    Kept,
    any_board,
    count,
    drop,
    keep,
    keep_version,
    missing,
    version_of,
)
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.deeds import Deed
from prooftrail.platform.schema.design.undoing import inverse

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DESIGN = "schema:design"


class SaveBoard(Input):
    """The whole board; `revision` is the draft's the writer saw, 0 where there was none."""

    board: Board
    revision: int | None = None


@action("save_board", "保存看板", "Save board")
def save_board(work: "Work", record: UUID | None, given: SaveBoard) -> Done:
    """Keep a board as a draft; only who makes it meets it before it is published."""
    found = _to_change(work, given.board.key) or _new(work, given.board.key)
    _unmoved(found, given.revision)
    found.draft, found.revision = checked(work, given.board), found.revision + 1
    keep(work, found)
    return Done({"board": show(work, found)})


class PublishBoard(Input):
    """Which board; `revision` is the draft's the writer saw."""

    key: Key
    revision: int | None = None


@action("publish_board", "发布看板", "Publish board")
def publish_board(work: "Work", record: UUID | None, given: PublishBoard) -> Done:
    """Put the draft in force for everybody the board is shared with."""
    found = _found(work, given.key)
    _unmoved(found, given.revision)
    if found.draft is None:
        raise Refusal("board_no_draft", "conflict", facts={"key": found.key})
    before = found.version or None
    _in_force(work, found, checked(work, Board.model_validate(found.draft)))
    note_board(work, "board_published", found, {"version": [before, found.version]}, before=before)
    return Done({"board": show(work, found)})


def _in_force(work: "Work", board: Kept, said: dict[str, Any]) -> None:
    """What is said becomes the next version, and the draft is gone."""
    board.definition, board.version = said, board.version + 1
    board.draft, board.retired_at = None, None
    keep(work, board)
    keep_version(work, board)


class NameBoard(Input):
    """Which board."""

    key: Key


@action("discard_board_draft", "放弃看板草稿", "Discard board draft")
def discard_board_draft(work: "Work", record: UUID | None, given: NameBoard) -> Done:
    """Throw the draft away; what is published stays, and what never was is gone."""
    found = _found(work, given.key)
    if found.draft is None:
        raise Refusal("board_no_draft", "conflict", facts={"key": found.key})
    if found.definition is None:
        drop(work, found.key)
        return Done({"board": None})
    found.draft = None
    keep(work, found)
    return Done({"board": show(work, found)})


@action("retire_board", "停用看板", "Retire board")
def retire_board(work: "Work", record: UUID | None, given: NameBoard) -> Done:
    """Take a board out of use; publishing it again, or undoing this, brings it back."""
    found = _found(work, given.key)
    if not found.in_force:
        raise missing(given.key)
    found.retired_at = work.now
    keep(work, found)
    note_board(work, "board_retired", found, {"retired": [False, True]})
    return Done({"board": show(work, found)})


class ShareBoard(Input):
    """Whom the board is for from now on; an empty list makes it its owner's alone again."""

    key: Key
    shared: list[Share] = Asked(max_length=MOST_SHARES)


@action("share_board", "共享看板", "Share board")
def share_board(work: "Work", record: UUID | None, given: ShareBoard) -> Done:
    """Let others meet a board; each sees in it what he may see anyway. More than persons: who designs."""
    found = _found(work, given.key)
    shares = checked_shares(work, given.shared)
    if any(each["to"] != "person" for each in shares) and shares != found.shared:
        work.need(DESIGN)
    old: list[dict[str, Any]] = found.shared
    found.shared = shares
    keep(work, found)
    note_board(work, "board_shared", found, {"shared": [list(old), list(shares)]})
    return Done({"board": show(work, found)})


@inverse("board_published", "board_retired", "board_shared")
def go_back(work: "Work", deed: Deed) -> None:
    """Undo: what was before. Refuses where the board was changed again since."""
    found = any_board(work, deed.because["board"]["key"])
    if found is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    {"board_published": _unpublish, "board_retired": _unretire, "board_shared": _unshare}[deed.verb](
        work, deed, found
    )


def _unpublish(work: "Work", deed: Deed, found: Kept) -> None:
    old, new = deed.changes["version"]
    if found.version != new or not found.in_force:
        raise _overtaken(deed, "version")
    said = version_of(work, found.key, old) if old else None
    if said is None:
        found.retired_at = work.now
        keep(work, found)
        note_board(work, "board_retired", found, {"retired": [False, True]})
        return
    draft, before = found.draft, found.version
    _in_force(work, found, checked(work, Board.model_validate(said)))
    found.draft = draft
    keep(work, found)
    note_board(work, "board_published", found, {"version": [before, found.version]}, before=before)


def _unretire(work: "Work", deed: Deed, found: Kept) -> None:
    wanted = deed.changes["retired"][0]
    if (found.retired_at is not None) == wanted:
        raise _overtaken(deed, "retired")
    found.retired_at = work.now if wanted else None
    keep(work, found)
    note_board(work, "board_retired", found, {"retired": [not wanted, wanted]})


def _unshare(work: "Work", deed: Deed, found: Kept) -> None:
    old, new = deed.changes["shared"]
    if found.shared != new:
        raise _overtaken(deed, "shared")
    found.shared = old
    keep(work, found)
    note_board(work, "board_shared", found, {"shared": [new, old]})


def _overtaken(deed: Deed, what: str) -> Refusal:
    return Refusal("deed_overtaken", "conflict", facts={**deed.named, "what": [what]})


def _new(work: "Work", key: str) -> Kept:
    most, own = work.settings.value("boards.most"), work.settings.value("boards.most_own")
    if count(work) >= most or count(work, work.actor.person) >= own:
        raise Refusal("too_many_boards", "conflict", facts={"most": most, "own": own})
    return Kept(key, work.actor.person)


def _found(work: "Work", key: str) -> Kept:
    found = _to_change(work, key)
    if found is None:
        raise missing(key)
    return found


def _to_change(work: "Work", key: str) -> Kept | None:
    """A board the caller may change: his own, or any where he designs. Refuses others' by saying so."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    found = any_board(work, key)
    if found is not None and found.owner != work.actor.person and not work.access.may(DESIGN):
        raise Refusal("board_not_own", "forbidden", facts={"key": key})
    return found


def _unmoved(board: Kept, revision: int | None) -> None:
    if revision is not None and revision != board.revision:
        facts = {"key": board.key, "revision": board.revision}
        raise Refusal("board_changed", "conflict", facts=facts, fields={"revision": "board_changed"})


ACTIONS: tuple[Action, ...] = (save_board, publish_board, discard_board_draft, retire_board, share_board)
