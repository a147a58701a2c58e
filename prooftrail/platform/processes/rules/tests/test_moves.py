"""Where moves led, by examples."""

import pytest

from prooftrail.platform.processes.rules.moves import outcome_of

NODES = [("first", None), ("second", None), ("won", "won"), ("closed", "won"), ("lost", "lost")]


@pytest.mark.parametrize(
    ("stage", "to_stage", "outcome"),
    [
        ("first", "second", "forward"), ("second", "first", "back"), ("second", "won", "won"),
        ("won", "closed", "forward"), ("first", "lost", "lost"), ("gone", "first", "forward"),
        ("first", "new", "forward"),
    ],
)  # fmt: skip
def test_where_a_move_led(stage: str, to_stage: str, outcome: str) -> None:
    assert outcome_of(NODES, stage, to_stage) == outcome
