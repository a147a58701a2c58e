"""Near-identical texts, Chinese or English: the same words in another dress, or with a few put in.

Signs are compared, not words: a text is its runs of `RUN` letters and digits, whatever its width, case,
blanks and punctuation. Candidates share a band of a MinHash; the score is of the runs themselves.
"""

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b

RUN = 3
THRESHOLD = 0.85
"""From here on two texts are nearly the same."""
SHORTEST = 8
"""Letters and digits: about a shorter text nothing can be said, for many people write the same few."""
WORTH_READING, LONGEST_READ = 0.25, 1_000
"""Share of runs from which two texts are read letter by letter, and letters of both together up to which."""
WHOLE = 0.9
"""What a text that lies within another longer one counts, against the same text."""
ROWS, BANDS = 3, 16
"""Two texts with three quarters of their runs in common share a band in 999 of 1,000 cases."""
PRIME = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 to 1; `jaccard` of both texts' runs, and how much of the shorter lies in the longer."""

    score: float
    jaccard: float
    contained: float
    short: bool = False


def normalised(text: str) -> str:
    """Letters and digits alone, of one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def compare(one: str, other: str) -> Likeness:
    """How surely two texts are one; of short ones nothing is said."""
    first, second = normalised(one), normalised(other)
    if max(len(first), len(second)) < SHORTEST or min(len(first), len(second)) < RUN:
        return Likeness(0.0, 0.0, 0.0, True)
    here, there = _runs(first), _runs(second)
    shared = len(here & there)
    jaccard, contained = shared / len(here | there), shared / min(len(here), len(there))
    # Half a text that lies in a longer one is a quotation; nearly all of it is a copy with a frame.
    framed = WHOLE * contained if min(len(first), len(second)) >= 2 * SHORTEST else 0.0
    kept = _kept(first, second) if jaccard >= WORTH_READING else 0.0
    return Likeness(max(jaccard, framed, kept), jaccard, contained)


def words_of(text: str) -> list[int]:
    """What a text is looked up by among many: bands of its MinHash, none for a short one."""
    found = normalised(text)
    if len(found) < SHORTEST:
        return []
    hashes = [int.from_bytes(blake2b(run.encode(), digest_size=7).digest()) for run in _runs(found)]
    least = [min((a * each + b) % PRIME for each in hashes) for a, b in _ways()]
    bands = (least[at * ROWS : (at + 1) * ROWS] for at in range(BANDS))
    return sorted({_word(at, band) for at, band in enumerate(bands)})


def passages(one: str, other: str) -> list[tuple[int, int, int]]:
    """The same passages of two texts as they were written: where in each, and how long."""
    blocks = SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).get_matching_blocks()
    return [
        (each.a, each.b, each.size)
        for each in blocks
        if len(normalised(one[each.a : each.a + each.size])) >= RUN
    ]


def _kept(first: str, second: str) -> float:
    """The part of both that stands in one order in both: one letter put into a short text breaks three runs
    and changes little of it."""
    low, high = sorted((first, second))
    if len(low) + len(high) > LONGEST_READ:
        return 0.0
    return SequenceMatcher(None, low, high, autojunk=False).ratio()


def _plain(text: str) -> str:
    """Of one case, each sign in its place."""
    return "".join(found if len(found := sign.casefold()) == 1 else sign for sign in text)


def _runs(text: str) -> set[str]:
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


@lru_cache(maxsize=1)
def _ways() -> list[tuple[int, int]]:
    """The hashes of a MinHash: fixed for good, for what was kept is compared with what comes."""
    made = [
        int.from_bytes(blake2b(f"{at}".encode(), digest_size=7).digest()) for at in range(2 * ROWS * BANDS)
    ]
    return [(made[at] | 1, made[at + 1]) for at in range(0, len(made), 2)]


def _word(at: int, band: list[int]) -> int:
    """A band and where it stands, below zero: photos have the words from zero on."""
    return -1 - (int.from_bytes(blake2b(f"{at}:{band}".encode(), digest_size=4).digest()) >> 1)
