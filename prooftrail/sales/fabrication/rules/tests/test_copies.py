"""Copies, and what verdicts say of thresholds."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.fabrication.rules.copies import Twin, copied, same_photo, same_text
from prooftrail.sales.fabrication.rules.verdicts import Verdict, standing

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def test_of_one_customer_on_one_day_the_same_is_a_second_try() -> None:
    twins = [Twin(1, "a", MONDAY, 1.0), Twin(2, "b", MONDAY, 0.95), Twin(3, "a", TUESDAY, 0.95),
             Twin(4, "b", MONDAY, 0.5)]  # fmt: skip
    assert [each.id for each in copied("a", MONDAY, twins, alike=0.9)] == [2, 3]


def test_each_copy_of_a_text_halves_the_doubt() -> None:
    twins = [Twin(id, id, MONDAY, 1.0) for id in range(16)]
    scores = [found.score for count in (1, 2, 16) if (found := same_text(twins[:count]))]
    assert scores == [0.5, 0.75, 1 - 0.5**16]
    assert same_text([]) is None


def test_a_photo_is_as_sure_as_its_likeness_and_shown_beside_the_oldest() -> None:
    found = same_photo([Twin(1, "a", MONDAY, 0.9, (("edit", "turned"),)), Twin(2, "b", TUESDAY, 0.97)])
    assert found is not None and (found.score, found.other, found.facts["times"]) == (0.97, 1, 3)
    assert same_photo([]) is None


def test_verdicts_raise_and_lower_a_threshold() -> None:
    low, high = [Verdict(0.55, False)] * 6, [Verdict(0.8, True)] * 6
    assert standing([*low, *high], 0.5, wanted=0.9, fewest=10).proposed == 0.8
    assert standing([*low, *high], 0.8, wanted=0.9, fewest=10).proposed is None, "it is there already"
    assert standing(high, 0.5, wanted=0.9, fewest=10).proposed is None, "few verdicts say nothing"
    lowered = standing([*high, *[Verdict(0.6, True)] * 6], 0.75, wanted=0.9, fewest=10)
    assert lowered.proposed == 0.6 and lowered.precision == 1
    assert standing(low * 2, 0.5, wanted=0.9, fewest=10).proposed == 0.56, "none was right: above them all"


@given(st.lists(st.builds(Verdict, st.floats(0, 1), st.booleans()), max_size=40), st.floats(0, 1))
def test_a_proposal_is_a_threshold(verdicts: list[Verdict], threshold: float) -> None:
    found = standing(verdicts, threshold, wanted=0.9, fewest=10)
    assert found.proposed is None or 0 <= found.proposed <= 1
    assert found.upheld <= found.judged == len(verdicts)
