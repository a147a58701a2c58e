"""Boards as their reader meets them."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.boards.shapes import Board
from prooftrail.platform.boards.store import Kept, met, missing
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_boards(work: "Work") -> dict[str, Json]:
    """`{"items","roles"}`: the boards the caller meets, in order, and the roles one can share with."""
    items = [_headed(work, each) for each in met(work)]
    query = f"select key, label from {work.place.schema}._role order by key"
    roles: list[Json] = [{"key": key, "label": label} for key, label in work.execute(query).fetchall()]
    return {"items": list[Json](items), "roles": roles}


def show_board(work: "Work", key: str) -> dict[str, Json]:
    """One board. Refuses one the caller does not meet."""
    found = met(work, key)
    if not found or not (found[0].in_force or _may_change(work, found[0])):
        raise missing(key)
    return show(work, found[0])


def show(work: "Work", board: Kept) -> dict[str, Json]:
    """One board whole; its draft, its versions and whom it is for only to who may change it."""
    head, may = _headed(work, board), _may_change(work, board)
    return {
        **head, "board": board.definition, "draft": board.draft if may else None,
        "versions": _versions(work, board) if may else [],
    }  # fmt: skip


def _headed(work: "Work", board: Kept) -> dict[str, Json]:
    mine, may = board.owner is not None and board.owner == work.actor.person, _may_change(work, board)
    said = board.definition or board.draft or {}
    of = Board.model_validate(said)
    shared: Any = board.shared
    return {
        "key": board.key, "label": board.label, "description": said.get("description"),
        "version": board.version, "revision": board.revision if may else 0,
        "has_draft": may and bool(board.draft),
        "published": board.definition is not None, "retired": board.retired_at is not None,
        "owner": _person(work, board), "mine": mine, "may_change": may, "is_shared": bool(board.shared),
        "shared": shared if may else None, "tiles": len(of.tiles), "phone": len(of.phone),
        "changed_at": board.changed_at.isoformat() if board.changed_at else None,
    }  # fmt: skip


def _may_change(work: "Work", board: Kept) -> bool:
    if work.actor.read_only:
        return False
    return board.owner == work.actor.person or work.access.may("schema:design")


def _person(work: "Work", board: Kept) -> Json:
    if board.owner is None:
        return None
    query = f"select name from {work.place.schema}.person where id = %s"
    row = work.execute(query, [board.owner]).fetchone()
    return {"id": str(board.owner), "label": row[0] if row else ""}


def _versions(work: "Work", board: Kept) -> list[Json]:
    rows = work.execute(
        f"select v.version, v.at, p.name from {work.place.schema}._board_version v "
        f"left join {work.place.schema}.person p on p.id = v.by where v.key = %s order by v.version desc",
        [board.key],
    ).fetchall()
    return [{"version": version, "at": at.isoformat(), "by": name} for version, at, name in rows]
