"""What was done to boards, in the designers' history."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prooftrail.platform.boards.shapes import Board
from prooftrail.platform.boards.store import Kept
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def note_board(work: "Work", what: str, board: Kept, changes: Mapping[str, Json], **more: Json) -> None:
    """One entry, under the object its first tile measures; the definition itself stays out of the log."""
    about: dict[str, Json] = {"key": board.key, "label": board.label, "version": board.version, **more}
    note(work, what, object_of(work, board), changes=changes, board=about)


def object_of(work: "Work", board: Kept) -> ObjectType:
    """The object the first tile that still has a metric measures; any object where none has."""
    known = metrics(work)
    said = Board.model_validate(board.definition or board.draft)
    for tile in said.tiles:
        metric = known.get(tile.metrics[0])
        if metric is not None and metric.definition is not None:
            found = work.schema.objects.get(metric.of.object)
            if found is not None:
                return found
    return next(iter(work.schema.objects.values()))
