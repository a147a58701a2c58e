"""Support gaps: so many demos in a row without a signature."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.learning.rules.supporting import Demo, Run, is_gap, run_of


def demos(said: str) -> list[Demo[int]]:
    """`-` unsigned, `+` signed, the newest first."""
    return [Demo(at, sign == "+") for at, sign in enumerate(said)]


def test_so_many_in_a_row_are_a_gap_and_one_less_is_none() -> None:
    assert is_gap(run_of(demos("---+")), 3)
    assert not is_gap(run_of(demos("--+---")), 3)
    assert not is_gap(run_of(demos("+---")), 3)
    assert not is_gap(run_of(demos("")), 3) and not is_gap(run_of(demos("")), 0)
    assert run_of(demos("--+-")) == Run((0, 1), 2)


@given(st.text("+-", max_size=12), st.integers(1, 5))
def test_a_signature_ends_every_run(said: str, many: int) -> None:
    assert not is_gap(run_of(demos("+" + said)), many)
    assert is_gap(run_of(demos("-" * many + said)), many)
