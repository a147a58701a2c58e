"""What a site's page tells of a look."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.intake.rules.told import (
    LONGEST_PATH,
    UNSEEN,
    Look,
    harmless,
    host_of,
    plain_path,
    read_look,
    visitor_of,
)

RIGHT: dict[str, Any] = {"consent": True, "visitor": "a" * 32, "view": "b" * 16, "path": "/a", "title": "T",
                         "referrer": "x.example", "seconds": 3}  # fmt: skip


def test_a_right_look_is_read() -> None:
    assert read_look(RIGHT) == Look("a" * 32, "b" * 16, "/a", "T", "x.example", 3)
    bare = {"visitor": "a" * 32, "view": "b" * 16, "path": "/"}
    assert read_look(bare) == Look("a" * 32, "b" * 16, "/", "", "", 0)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"visitor": None}, {"visitor": "required"}),
        ({"visitor": "A" * 32}, {"visitor": "bad_value"}),
        ({"view": "b" * 15}, {"view": "bad_value"}),
        ({"path": "a"}, {"path": "bad_value"}),
        ({"path": 5}, {"path": "not_text"}),
        ({"seconds": True}, {"seconds": "bad_value"}),
        ({"seconds": 86_401}, {"seconds": "bad_value"}),
        ({"seconds": -1}, {"seconds": "bad_value"}),
        ({"phone": "1"}, {"phone": "unknown_field"}),
    ],
)
def test_a_wrong_one_says_where(wrong: dict[str, Any], fault: dict[str, str]) -> None:
    assert read_look(RIGHT | wrong) == fault
    assert isinstance(read_look(RIGHT | {"seconds": 86_400}), Look)


def test_only_the_path_and_the_host_are_kept() -> None:
    assert plain_path("/a?phone=138#name") == "/a"
    assert host_of("https://user:word@Search.example:8443/q?a=1") == "search.example"
    assert host_of("http://[") == host_of("") == ""


@given(st.text(), st.integers(0, 400))
def test_what_is_kept_is_one_short_line(said: str, most: int) -> None:
    found = harmless(said, most)
    assert len(found) <= most and not UNSEEN.search(found)
    assert len(plain_path("/" + said)) <= LONGEST_PATH


@given(
    st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))
)
def test_anything_is_read_or_refused(said: dict[str, Any]) -> None:
    found = read_look(RIGHT | said)
    assert isinstance(found, Look | dict)
    assert visitor_of(said.get("visitor")) in (None, said.get("visitor"))
