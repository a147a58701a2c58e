"""Texts with blanks."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.automation.rules.lettering import blanks, fill


def test_blanks_are_named_once_in_order() -> None:
    assert blanks("{name} of { ref.name }, {$hours} h, {name}") == ["name", "ref.name", "$hours"]
    assert blanks("no {{blank}} here") == []
    assert blanks("{}") == [""]


def test_a_text_is_filled() -> None:
    said = "{name} stood for {$hours} hours; {{literally}} {$later}"
    assert fill(said, {"name": "甲", "$hours": "72"}) == "甲 stood for 72 hours; {literally} {$later}"
    assert fill("{name}", {"name": None}) == "—"


@given(st.text(alphabet="ab{} $.", max_size=30))
def test_filling_never_fails_and_leaves_no_known_blank(text: str) -> None:
    filled = fill(text, dict.fromkeys(blanks(text), "x"))
    assert isinstance(filled, str)


@given(st.text(max_size=40))
def test_what_has_no_braces_stays(text: str) -> None:
    plain = text.replace("{", "").replace("}", "")
    assert fill(plain, {}) == plain
