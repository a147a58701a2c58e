"""What counts as shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.sight.rules.expecting import shows

NAMEPLATE = ["型号", "MODEL", "SN####"]


@pytest.mark.parametrize(
    "text", ["产品型号 LX-2000B", "产 品 型 号", "Model: A7", "ｍｏｄｅｌ", "出厂编号 sn 2024 0315"]
)
def test_a_nameplate(text: str) -> None:
    assert shows(text, NAMEPLATE, measure=False)


@pytest.mark.parametrize("text", ["", "会议室", "SN12", "型 2350 mm"])
def test_no_nameplate(text: str) -> None:
    assert not shows(text, NAMEPLATE, measure=False)


@pytest.mark.parametrize("text", ["长 2350 mm", "宽1.2m", "净高 3 米", "2,350毫米", "20 m²", "层高３．２ｍ"])
def test_a_measure(text: str) -> None:
    assert shows(text, [], measure=True)


@pytest.mark.parametrize("text", ["", "LX-2000B", "2350", "mm", "3 months", "2026-03-10"])
def test_no_measure(text: str) -> None:
    assert not shows(text, [], measure=True)


def test_nothing_is_asked_of_nobody() -> None:
    assert not shows("型号", [], measure=False)
    assert not shows("型号", ["  "], measure=False)


@given(st.text(max_size=40), st.text(min_size=1, max_size=8), st.text(max_size=40))
def test_a_word_is_found_wherever_it_stands(before: str, word: str, after: str) -> None:
    if word.strip() and not set(word) & {"#", "@"} and word.isascii() and word.isalnum():
        assert shows(f"{before} {word} {after}", [word], measure=False)


@given(st.text(max_size=200), st.lists(st.text(max_size=40), max_size=5), st.booleans())
def test_no_text_and_no_word_breaks_it(text: str, words: list[str], measure: bool) -> None:
    assert isinstance(shows(text, words, measure), bool)
