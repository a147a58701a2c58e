"""Near-identical texts, and texts that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.senses.text import THRESHOLD, compare, normalised, passages, words_of

LOG = "沟通产品优势，客户表示认可"
TWINS = [
    (LOG, "沟通产品优势,客户表示认可"),
    (LOG, " 沟通产品优势 客户表示认可！！"),
    ("Went through product advantages, customer agreed.", "WENT THROUGH product advantages: customer agreed"),
    ("与王总沟通了三号线改造的产品优势，客户表示认可，下周再约",
     "与王总沟通了三号线改造的产品优势，客户表示认可，下周约"),
]  # fmt: skip
OTHERS = [
    (LOG, "沟通交期问题，客户要求提前两周交货"),
    ("与王总沟通三号线改造，预算八十万，等财务批", "与李工沟通二号楼新建，图纸周五给，先报水泵"),
    ("Talked about the delay of the pump", "Talked about the price of the valve"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_the_same_in_another_dress(one: str, other: str) -> None:
    assert compare(one, other).score >= THRESHOLD
    assert set(words_of(one)) & set(words_of(other)), "and it is found among many"


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_words_are_others(one: str, other: str) -> None:
    assert compare(one, other).score < THRESHOLD


def test_of_short_texts_nothing_is_said() -> None:
    assert compare("已联系客户", "已联系客户").short and compare("已联系客户", "已联系客户").score == 0
    assert words_of("已联系客户") == []


def test_a_copy_with_a_frame_around_it_is_found() -> None:
    long = "今天上午到现场，" + LOG + "，和采购负责人确认了技术参数与交货时间"
    assert compare(long, long + "。特此记录备查").score >= THRESHOLD
    assert compare(LOG, "今天沟通产品").score < THRESHOLD


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_even_and_within_bounds(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)
    assert 0 <= compare(one, other).score <= 1
    assert normalised(normalised(one)) == normalised(one)
    assert all(-(2**31) <= word < 0 for word in words_of(one))


@given(st.text(max_size=60), st.text(max_size=60))
def test_passages_are_the_same_on_both_sides(one: str, other: str) -> None:
    for here, there, length in passages(one, other):
        assert one[here : here + length].casefold() == other[there : there + length].casefold()
