"""What an action must say, and words that say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.playbook.rules.vague import bare, is_vague
from prooftrail.sales.playbook.rules.visits import missing_parts
from prooftrail.sales.playbook.settings import ACTIONS, VAGUE

ASKS = ("customer", "topic", "next_step")
SAID = {"customer": "c", "topic": "冷库选型", "next_step": "周五出方案"}
WORDS = st.sampled_from(VAGUE)


def test_what_is_missing_is_named_in_asking_order() -> None:
    assert missing_parts(ASKS, SAID) == []
    assert missing_parts(ASKS, {"topic": "冷库选型"}) == ["customer", "next_step"]
    assert missing_parts(ASKS, SAID | {"topic": "\u200b \u3000", "next_step": ""}) == ["topic", "next_step"]
    assert missing_parts((), {}) == []


@pytest.mark.parametrize(
    "said",
    ["客户跟进", "跟进", " 跟进。", "跟 进", "跟进，跟进", "Follow-up", "FOLLOW UP!", "followup",
     "ｆｏｌｌｏｗ－ｕｐ", "customer follow-up", "Following up / touching base"],
)  # fmt: skip
def test_busy_words_are_vague(said: str) -> None:
    assert is_vague(said, VAGUE)


@pytest.mark.parametrize(
    "said", ["跟进付款条件", "follow-up on the compressor", "拜访", "二期冷库", "", "。。", "1", "客户"]
)
def test_words_about_something_are_not(said: str) -> None:
    assert not is_vague(said, VAGUE)


@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from(["", " ", "、", " - ", "！"]))
def test_no_row_of_vague_words_says_more_than_one(words: list[str], between: str) -> None:
    assert is_vague(between.join(words).upper(), VAGUE)


@given(st.text(max_size=60), WORDS)
def test_a_vague_text_is_a_row_of_the_words(said: str, word: str) -> None:
    left = {""}
    for _ in range(len(bare(said))):
        left |= {row + bare(each) for row in left for each in (word,) if len(row) <= len(bare(said))}
    assert is_vague(said, [word]) == (bool(bare(said)) and bare(said) in left)


def test_every_action_says_what_it_is() -> None:
    for key, said in ACTIONS.items():
        assert set(said) == {"asks", "evidence", "script"} and set(said["script"]) == {"zh", "en"}, key
