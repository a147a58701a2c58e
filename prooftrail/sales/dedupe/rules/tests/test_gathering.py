"""Pairs gathered into groups: what hangs together, what was said to be apart, and no group too large."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.dedupe.rules.gathering import Pair, gathered

A, B, C, D, E, F = (UUID(int=each) for each in range(1, 7))
SIX = (A, B, C, D, E, F)
TWO = st.tuples(st.sampled_from(SIX), st.sampled_from(SIX)).filter(lambda two: two[0] < two[1])
PAIRS = st.lists(
    st.builds(lambda two, score: Pair(two[0], two[1], score), TWO, st.floats(0.5, 1)), max_size=12
)


def test_two_pairs_with_one_in_common_are_a_group() -> None:
    pairs = [Pair(C, D, 0.95), Pair(A, B, 0.9), Pair(B, E, 0.6)]
    assert gathered(pairs, set(), 20) == [[C, D], [A, B, E]]


def test_what_somebody_said_is_apart_is_never_in_one_group() -> None:
    assert gathered([Pair(A, B, 0.9), Pair(B, C, 0.8)], {(A, C)}, 20) == [[A, B]]


def test_no_group_is_too_large() -> None:
    chain = [Pair(A, B, 0.9), Pair(B, C, 0.8), Pair(C, D, 0.7), Pair(E, F, 0.6)]
    assert gathered(chain, set(), 3) == [[A, B, C], [E, F]]


@given(PAIRS, st.sets(TWO, max_size=4), st.integers(2, 6))
def test_groups_part_the_records(pairs: list[Pair], apart: set[tuple[UUID, UUID]], most: int) -> None:
    found = gathered(pairs, apart, most)
    members = [each for group in found for each in group]
    assert len(members) == len(set(members)) and all(2 <= len(group) <= most for group in found)
    for group in found:
        assert not any(one in group and other in group for one, other in apart)
    free = {each for pair in pairs if pair[:2] not in apart for each in pair[:2]}
    assert set(members) <= free
