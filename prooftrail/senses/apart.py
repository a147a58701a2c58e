"""Seeing in a process of its own, that ends with what there is to see: memory and faults stay in there."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from prooftrail.sales.fabrication.senses import Seen

Packed = tuple[bytes, list[int]]


class Apart:
    """An eye behind a pipe."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def prints(self, photos: Sequence[bytes]) -> list[Packed | None]:
        """The print of each photo with its words, in this order; None for what is no photo."""
        return list(self._pool.map(print_photo, photos))

    def compare(self, pairs: Sequence[tuple[bytes, bytes]]) -> list[Seen]:
        """How alike two prints are."""
        return list(self._pool.map(compare_prints, pairs, chunksize=50))


@contextmanager
def eye() -> Iterator[Apart]:
    """An eye, its process started with the first photo."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle) as pool:
        yield Apart(pool)


def print_photo(content: bytes) -> Packed | None:
    """The print of a photo and its words; None for what is no photo."""
    from prooftrail.senses.image.prints import print_of

    try:
        found = print_of(content)
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken files
        return None
    return found.pack(), found.words


def compare_prints(pair: tuple[bytes, bytes]) -> Seen:
    """How alike two kept prints are; prints of an older make are unlike."""
    from prooftrail.senses.image.likeness import compare
    from prooftrail.senses.image.prints import unpack

    try:
        found = compare(unpack(pair[0]), unpack(pair[1]))
    except ValueError:
        return Seen(0.0)
    return Seen(found.score, found.facts())


def _settle() -> None:
    """One thread, behind everybody else."""
    import cv2

    cv2.setNumThreads(1)
    os.nice(10)
