"""Where a move along a process led."""

from collections.abc import Sequence
from typing import Literal

Outcome = Literal["forward", "won", "lost", "back"]


def outcome_of(nodes: Sequence[tuple[str, str | None]], stage: str, to_stage: str) -> Outcome:
    """`nodes` are the keys in order, each with its end. A node that is not among them counts as ahead.

    Who goes on behind a won end has been won already, and only goes on.
    """
    ends, keys = dict(nodes), [key for key, _ in nodes]
    if ends.get(to_stage) == "lost":
        return "lost"
    if ends.get(to_stage) == "won" and ends.get(stage) != "won":
        return "won"
    if stage in keys and to_stage in keys and keys.index(to_stage) < keys.index(stage):
        return "back"
    return "forward"
