"""Boards that are shared with everybody or with roles; what somebody keeps for himself is his own."""

from typing import Any

from prooftrail.platform.blueprint.components import Tree, board_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind, check_condition
from prooftrail.platform.boards.checking import checked
from prooftrail.platform.boards.noting import note_board
from prooftrail.platform.boards.shapes import Board
from prooftrail.platform.boards.store import Kept, all_boards, any_board, drop, keep, keep_version
from prooftrail.platform.refusal import Refusal

SHARED = ("everybody", "role")


class Boards(Kind):
    """Figures side by side."""

    name = "board"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every board in force that is for more than its owner."""
        found: dict[str, Tree] = {}
        for board in all_boards(ground.work):
            shares = [each for each in board.shared if each["to"] in SHARED]
            if board.in_force and shares:
                said: dict[str, Any] = board.board().said()
                found[board.key] = board_tree({**said, "shared": shares, "position": board.position})
        return found

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Put it in force, shared as it says; nobody owns what was not there before."""
        work = ground.work
        for at, tile in enumerate(new["tiles"]):
            if "filter" in tile:
                check_condition(tile["filter"], f"board/{key}/tiles/{at}")
        said = {name: value for name, value in new.items() if name not in ("shared", "position")}
        definition = checked(work, Board.model_validate({**said, "key": key}))
        board = any_board(work, key) or Kept(key, None)
        before = board.version or None
        board.definition, board.version, board.retired_at = definition, board.version + 1, None
        board.shared = [_share(ground, key, each) for each in new["shared"]]
        board.position = new.get("position", 0)
        keep(work, board)
        keep_version(work, board)
        note_board(work, "board_published", board, {"version": [before, board.version]}, before=before)

    def remove(self, ground: Ground, key: str) -> None:
        """Nobody meets it any more."""
        board = any_board(ground.work, key)
        if board is not None:
            note_board(ground.work, "board_removed", board, {"version": [board.version, None]})
            drop(ground.work, key)


def _share(ground: Ground, key: str, each: Tree) -> Tree:
    if each["to"] == "everybody":
        return {"to": "everybody"}
    role = each.get("role")
    if not ground.found(f"select 1 from {ground.work.place.schema}._role where key = %s", [role]):
        place = f"board/{key}/shared"
        raise Refusal("bad_blueprint", "invalid", facts={"places": [place]}, fields={place: "unknown_role"})
    return {"to": "role", "role": role}
