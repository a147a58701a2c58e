"""What a visitor typed, made harmless."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.values import is_storable
from prooftrail.sales.capture.rules.tidying import UNSEEN, lead_name, moved_text, tidied, unknown


def test_text_stays_as_people_see_it() -> None:
    assert tidied("  陈\t女士\x00\u202e ", lines=False) == "陈 女士"
    assert tidied("一行\r\n 两行 \r三行\n", lines=True) == "一行\n两行\n三行"
    assert tidied("一行\r\n两行", lines=False) == "一行 两行"
    assert tidied("<script>", lines=False) == "<script>"
    assert tidied("\u200b\u2060\ud800", lines=True) == ""


@given(st.text(), st.booleans())
def test_whatever_is_typed_can_be_kept_and_is_tidy(said: str, lines: bool) -> None:
    found = tidied(said, lines=lines)
    assert is_storable(found) and not UNSEEN.search(found) and "\r" not in found
    assert tidied(found, lines=lines) == found
    assert lines or "\n" not in found


def test_a_lead_has_a_name_whatever_was_asked() -> None:
    assert lead_name("陈", "甬江", "138", "表单") == "陈"
    assert lead_name(None, "甬江", "138", "表单") == "甬江"
    assert lead_name(None, None, "138", "表单") == "138"
    assert lead_name(None, None, None, "表" * 300) == "表" * 200


def test_unknown_names_are_told_short_and_harmless() -> None:
    assert unknown({"phone": ["1"], "x\x00" * 99: ["1"], "\u202e": [""]}, ["phone"]) == ["?", "x" * 80]


def test_what_cannot_stand_where_it_was_entered_is_not_lost() -> None:
    assert moved_text("背景", {"code": "A-1"}, 99) == "背景\ncode: A-1"
    assert moved_text(None, {"code": "A-1"}, 99) == "code: A-1"
    assert len(moved_text("长" * 99, {"code": "A-1"}, 50)) == 50
