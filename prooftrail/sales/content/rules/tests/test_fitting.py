"""What is offered: the cases the browser answers, too, and what holds for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.content.rules.fitting import Offer, Situation, is_said, keywords_of, offered, plain

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[5] / "cases" / "content" / "offers.json").read_text("utf-8")
)
OFFERS = [Offer(**each) for each in CASES["offers"]]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda each: str(each["text"])[:20])
def test_a_text_calls_for_what_the_cases_say(case: dict[str, Any]) -> None:
    found = offered(case["text"], OFFERS, Situation(**case["at"]), case["most"])
    assert [[each.id, words] for each, words in found] == case["offered"]


@given(st.text(max_size=60), st.text(max_size=60), st.text(min_size=1, max_size=8))
def test_a_keyword_between_chinese_is_always_found(before: str, after: str, word: str) -> None:
    if keyword := plain(word):
        assert is_said(keyword, plain(f"{before}，") + keyword + "，" + plain(after))


@given(st.lists(st.text(alphabet="冷库电费aB1 ", min_size=1, max_size=5), max_size=6))
def test_keywords_are_read_once_each_and_never_blank(words: list[str]) -> None:
    found = keywords_of("、".join(words))
    assert len(set(found)) == len(found) and all(found)
    assert set(found) == {plain(each) for each in words} - {""}
