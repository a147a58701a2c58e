"""What agreement says is learned, with labels and without; pairs are found without looking at all."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.dedupe.rules.blocking import LARGEST, find_pairs
from prooftrail.sales.dedupe.rules.columns import describe, level, read
from prooftrail.sales.dedupe.rules.weighing import MISSING, Pattern, fit_labelled, fit_unlabelled, solve

SEEN: dict[Pattern, int] = {
    (2, 1): 90,
    (2, 0): 20,
    (1, 1): 10,
    (0, 0): 900,
    (0, 1): 80,
    (1, 0): 60,
    (2, MISSING): 9,
}


def test_labels_teach_what_agreement_says() -> None:
    counted: dict[Pattern, tuple[int, int]] = {
        pattern: (times, 0) if sum(pattern) >= 2 else (0, times) for pattern, times in SEEN.items()
    }
    weights = fit_labelled(counted, [3, 2])
    assert weights.score((2, 1)) > 0.9 > 0.1 > weights.score((0, 0))
    assert weights.of[0][2] > weights.of[0][1] > weights.of[0][0]


def test_without_labels_the_pairs_part_by_themselves() -> None:
    weights = fit_unlabelled(SEEN, [3, 2], 0.05)
    assert weights.score((2, 1)) > 0.9 > 0.1 > weights.score((0, 0))


def test_nothing_to_learn_from_says_nothing() -> None:
    assert 0 <= fit_unlabelled({}, [3, 2], 0.05).score((2, 1)) <= 1
    assert fit_labelled({}, [3]).score((2,)) == 0.5


def test_a_system_is_solved() -> None:
    assert [round(each, 6) for each in solve([[4.0, 2.0], [2.0, 3.0]], [8.0, 7.0])] == [1.25, 1.5]


@given(st.lists(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=4), max_size=12))
def test_small_blocks_are_gone_through_whole(keys: list[set[tuple[int, int]]]) -> None:
    wanted = {pair for pair in combinations(range(len(keys)), 2) if keys[pair[0]] & keys[pair[1]]}
    assert find_pairs(keys, largest=12) == wanted


def test_a_key_too_many_have_is_split() -> None:
    keys = [{(0, "浙江"), (1, at // 2)} for at in range(1_000)]
    assert find_pairs(keys) == {(at, at + 1) for at in range(0, 1_000, 2)}
    assert LARGEST < 1_000


def test_columns_are_read_by_what_they_hold() -> None:
    years = [read(each) for each in ("1999", "2001", "2002")]
    titles = [read(each) for each in ("query by move around", "a query of the join", "join order of a query")]
    assert (describe(years).kind, describe(titles).kind) == ("number", "words")
    column = describe(years)
    assert [level(column, years[0], read(each)) for each in ("1999", "2000", "2050", "")] == [
        3,
        2,
        0,
        MISSING,
    ]
