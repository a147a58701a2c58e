"""Photos known again whatever was done to them, and others of the same room not."""

import os
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from prooftrail.senses.apart import eye
from prooftrail.senses.image.edits import EDITS, cropped
from prooftrail.senses.image.likeness import THRESHOLD, Likeness, compare
from prooftrail.senses.image.prints import LARGEST, Print, print_of, unpack
from tests.senses.drawn import room, taken

ROOM = taken(1)
KEPT = print_of(ROOM)


def alike(one: bytes, other: bytes) -> Likeness:
    return compare(print_of(one), print_of(other))


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_photo_is_known_again(edit: str) -> None:
    found = compare(print_of(EDITS[edit](room(1))), KEPT)
    assert found.score >= THRESHOLD


def test_what_was_done_is_said() -> None:
    assert compare(KEPT, KEPT).score > 0.99
    turned = compare(print_of(EDITS["turned"](room(1))), KEPT)
    assert "turned" in turned.edits and 4 < abs(turned.laid.turned) < 6
    cut = compare(print_of(cropped(room(1))), KEPT)
    assert "cropped" in cut.edits and 0.5 < cut.laid.shown < 0.75
    assert "brightened" in compare(print_of(EDITS["brightened"](room(1))), KEPT).edits


def test_honest_photos_are_not_one() -> None:
    lobby = [taken(7, stand=at, light=0.9 + at / 20, grain=1 + int(at * 2)) for at in (0, 0.5, 1.5, 3)]
    for one, other in combinations(lobby, 2):
        assert alike(one, other).score < THRESHOLD, "the same lobby, another photo"
    rooms = [print_of(taken(seed)) for seed in range(20, 28)]
    assert max(compare(one, other).score for one, other in combinations(rooms, 2)) < 0.5


def test_a_print_is_small_and_says_the_same_after_it_was_kept() -> None:
    packed = KEPT.pack()
    assert len(packed) <= LARGEST < 24_000
    again = unpack(packed)
    assert again.words == KEPT.words and (again.width, again.height) == (900, 675)
    assert compare(again, KEPT).score > 0.99
    with pytest.raises(ValueError, match="version"):
        unpack(b"\x09" + packed[1:])


def test_metadata_is_not_in_it_and_the_way_it_was_held_does_not_matter() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "secret words", 6
    made = BytesIO()
    room(1).rotate(90, expand=True).save(made, "JPEG", quality=90, exif=exif)
    found = print_of(made.getvalue())
    assert b"secret" not in found.pack()
    assert compare(found, KEPT).score >= THRESHOLD
    assert (found.width, found.height) == (900, 675)


def test_words_find_an_edited_photo() -> None:
    mine = set(print_of(EDITS["cropped_again"](room(1))).words)
    others: list[Print] = [print_of(taken(seed)) for seed in range(30, 36)]
    assert len(mine & set(KEPT.words)) > 2 * max(len(mine & set(each.words)) for each in others)


def test_nothing_is_said_of_an_empty_photo() -> None:
    blank = BytesIO()
    Image.new("RGB", (640, 480), (120, 130, 140)).save(blank, "JPEG")
    empty = print_of(blank.getvalue())
    assert empty.words == [] and compare(empty, empty).score == 0
    assert compare(empty, KEPT).score == 0


def test_a_photo_that_takes_the_process_down_takes_no_other_with_it() -> None:
    with eye() as seeing:
        found = seeing.prints([ROOM, Fatal(ROOM)])
    assert found[0] is not None and found[1] is None


class Fatal(bytes):
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_an_eye_apart_sees_the_same_and_survives_what_is_no_photo() -> None:
    with eye() as seeing:
        one, none = seeing.prints([ROOM, b"\xff\xd8\xff no photo"])
        assert one == (KEPT.pack(), KEPT.words) and none is None
        seen = seeing.compare([(KEPT.pack(), KEPT.pack()), (b"\x09" * 40, KEPT.pack())])
    assert seen[0].score > 0.99 and seen[1].score == 0
