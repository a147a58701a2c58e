"""Figures of predictions, by example and against the definition."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from prooftrail.sales.scoring.rules.figures import auc, auc_error, calibration_error, lift, share_caught

cases = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9])), min_size=1, max_size=40
)


@given(cases)
def test_auc_is_the_share_of_pairs_in_the_right_order(found: list[tuple[bool, float]]) -> None:
    goods = [score for came, score in found if came]
    bads = [score for came, score in found if not came]
    pairs = [1.0 if good > bad else 0.5 if good == bad else 0.0 for good in goods for bad in bads]
    expected = sum(pairs) / len(pairs) if pairs else 0.5
    assert auc([came for came, _ in found], [score for _, score in found]) == approx(expected)


@given(cases)
def test_turned_round_it_is_the_rest(found: list[tuple[bool, float]]) -> None:
    came, score = [each for each, _ in found], [each for _, each in found]
    assert auc(came, score) + auc([not each for each in came], score) == approx(1.0)


def test_lift_is_of_the_best_scored_share() -> None:
    came = [True, True, False, False, True, False, False, False, False, False]
    score = [0.9, 0.8, 0.7, 0.1, 0.2, 0.3, 0.1, 0.1, 0.1, 0.1]
    assert lift(came, score, 0.2) == approx(1 / 0.3)
    assert share_caught(came, score, 0.5) == approx(1.0)
    assert lift([False, False], [0.1, 0.2], 0.5) == 0


def test_calibration_is_the_distance_between_what_was_promised_and_what_came() -> None:
    assert calibration_error([True, False, False, False], [0.25] * 4) == approx(0.0)
    assert calibration_error([True, True], [0.5, 0.5]) == approx(0.5)


def test_few_cases_are_less_sure() -> None:
    assert auc_error(0.6, 20, 20) > auc_error(0.6, 2000, 2000) > 0
    assert auc_error(0.6, 0, 10) == 1
