"""Seeing in a process of its own, that ends with what there is to see: memory and faults stay in there."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from prooftrail.sales.fabrication.senses import Seen

Packed = tuple[bytes, list[int]]


class Apart:
    """An eye behind a pipe; its process starts with the first photo."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def prints(self, photos: Sequence[bytes]) -> list[Packed | None]:
        """The print of each photo with its words, in this order; None for what is no photo.

        A photo that takes the process down is none: the others are looked at anew, each for itself.
        """
        try:
            return list(self._open().map(print_photo, photos))
        except BrokenProcessPool:
            self.close()
            return [self._alone(each) for each in photos]

    def compare(self, pairs: Sequence[tuple[bytes, bytes]]) -> list[Seen]:
        """How alike two prints are."""
        return list(self._open().map(compare_prints, pairs, chunksize=50))

    def texts(self, photos: Sequence[bytes]) -> list[str | None]:
        """What each photo says, in this order; None for what is no photo."""
        found: list[str | None] = []
        for photo in photos:
            try:
                found.append(self._open().submit(read_photo, photo).result())
            except BrokenProcessPool:
                self.close()
                found.append(None)
        return found

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle)
        return self._pool

    def _alone(self, photo: bytes) -> Packed | None:
        try:
            return self._open().submit(print_photo, photo).result()
        except BrokenProcessPool:
            self.close()
            return None


@contextmanager
def eye() -> Iterator[Apart]:
    """An eye, for as long as it is held."""
    found = Apart()
    try:
        yield found
    finally:
        found.close()


def print_photo(content: bytes) -> Packed | None:
    """The print of a photo and its words; None for what is no photo."""
    from prooftrail.senses.image.prints import print_of

    try:
        found = print_of(content)
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken files
        return None
    return found.pack(), found.words


def read_photo(content: bytes) -> str | None:
    """The text of a photo; None for what is no photo."""
    from prooftrail.senses.image.reading import text_of

    try:
        return text_of(content)
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken files
        return None


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
