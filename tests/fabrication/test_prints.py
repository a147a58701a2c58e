"""Prints that share words are found, the rarer the word the sooner, and each kind among its own."""

from typing import Any
from uuid import uuid4

from prooftrail.platform.prints.store import MOST_ALIKE, Kept, keep, known, nearest


def test_the_rarer_a_shared_word_the_more_it_says(inside: Any, shop: str) -> None:
    kind = uuid4().hex
    common, rare, rarer = (uuid4().int % 2**23 + 2**24 for _ in range(3))
    many = [Kept(kind, bytes([at]), [common], b"many") for at in range(MOST_ALIKE + 20)]
    mine = Kept(kind, b"mine", [common, rare, rarer], b"mine")
    with inside(shop) as work:
        keep(work, [*many, Kept(kind, b"one", [rare], b"1"), Kept(kind, b"two", [rare, rarer], b"2")])
        found = nearest(work, mine, 5)
        assert [content for _, content in found[:2]] == [b"2", b"1"] and len(found) == 5
        assert len(nearest(work, mine, 1_000)) == MOST_ALIKE + 2, "of what everybody has the newest only"
        keep(work, [mine, mine])
        assert b"mine" not in {key for key, _ in nearest(work, mine, 1_000)}, "not itself"
        assert known(work, kind, [b"one", b"none"]) == {b"one": b"1"}
        assert nearest(work, Kept(uuid4().hex, b"mine", [rare]), 5) == [], "another kind"
        assert nearest(work, Kept(kind, b"mine", []), 5) == []
