"""What a reader asks of a board, read from a call."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from prooftrail.platform.boards.shapes import Board, Narrowing, PeriodOf
from prooftrail.platform.refusal import Refusal

Model = TypeVar("Model", bound=BaseModel)
MOST_WANTED = 24


def read_narrowing(said: Any) -> Narrowing:
    """What the whole board is narrowed by; nothing where nothing is said."""
    return Narrowing() if said is None else _read(Narrowing, said, "filter")


def read_period(said: Any) -> PeriodOf | None:
    """The reader's own period in place of the tiles'."""
    return None if said is None else _read(PeriodOf, said, "period")


def read_board(said: Any) -> Board:
    """A whole board."""
    return _read(Board, said, "board")


def read_wanted(said: Any) -> list[str] | None:
    """The tiles that are wanted; all where none is named."""
    if said is None:
        return None
    if not isinstance(said, list) or len(said) > MOST_WANTED or not all(isinstance(e, str) for e in said):
        raise _bad({"tiles": "bad_value"})
    return list(said)


def _read(model: type[Model], said: Any, where: str) -> Model:
    try:
        return model.model_validate(said)
    except ValidationError as error:
        faults: dict[str, str] = {}
        for each in error.errors(include_url=False, include_input=False):
            at = ".".join([where, *(str(part) for part in each["loc"])])[:120]
            faults[at] = "required" if each["type"] == "missing" else "bad_value"
        raise _bad(faults) from None


def _bad(fields: dict[str, str]) -> Refusal:
    return Refusal("board_bad_question", "invalid", fields=fields)
