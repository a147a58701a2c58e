"""Kinds of files, and the room a sending has."""

import pytest

from prooftrail.sales.capture.rules.attaching import MIMES, accept_of, fits, room_for


@pytest.mark.parametrize("kind", MIMES)
def test_each_kind_takes_its_own_and_no_other(kind: str) -> None:
    own = MIMES[kind]
    assert all(fits([kind], mime) for mime in own)
    others = [mime for other, mimes in MIMES.items() if other != kind for mime in mimes]
    assert not any(fits([kind], mime) for mime in others)


def test_without_kinds_all_that_is_known_is_taken_and_nothing_else() -> None:
    assert fits([], "image/png") and fits([], "text/csv")
    assert not fits([], "application/octet-stream") and not fits([], "application/zip")
    assert accept_of(["pdf"]) == ".pdf" and "image/*" in accept_of([])


def test_there_is_room_for_the_words_and_every_file_up_to_the_most() -> None:
    assert room_for([], 64, 40) == 0
    assert room_for([(2, 3)], 64, 40) == 64 + 6 * 1024 * 1024
    assert room_for([(2, 3), (20, 10)], 64, 40) == 64 + 40 * 1024 * 1024
