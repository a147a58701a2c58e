"""The print of a photo: what is kept of it to know it again, without the photo and without its metadata.

A perceptual hash, up to `MOST_POINTS` key points with their ORB descriptors, and a small grey look at the
whole: at most `LARGEST` bytes, however large the photo.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

VERSION = 1
SIDE = 512
"""Pixels of the longer side a photo is looked at with."""
LOOK = 96
"""Pixels of the longer side of the small look."""
MOST_POINTS = 300
CELLS = 8
WORD_BITS = 24
"""Of 256 of a descriptor: so few that a spot seen anew often has the same, so many that others seldom do."""
HEAD = struct.Struct("<BIIQBBH")
POINT = 2 * 2 + 32
LARGEST = HEAD.size + MOST_POINTS * POINT + LOOK * LOOK
SCALE = 65_535.0


@dataclass(frozen=True)
class Print:
    """`width` and `height` of the photo in pixels; `points` in parts of its longer side, strongest first."""

    width: int
    height: int
    hash: int
    points: "numpy.ndarray[Any, Any]"
    descriptors: "numpy.ndarray[Any, Any]"
    look: "numpy.ndarray[Any, Any]"

    def pack(self) -> bytes:
        """As bytes, to be kept."""
        import numpy

        rows, columns = self.look.shape
        head = HEAD.pack(VERSION, self.width, self.height, self.hash, columns, rows, len(self.points))
        points = numpy.rint(self.points * SCALE).astype("<u2").tobytes()
        return head + points + self.descriptors.tobytes() + self.look.tobytes()

    @cached_property
    def words(self) -> list[int]:
        """What it is looked up by among many: bits picked out of its descriptors."""
        return words_of(self.descriptors)


def unpack(kept: bytes) -> Print:
    """A print that was kept. Raises ValueError for one of another version."""
    import numpy

    version, width, height, hash, columns, rows, count = HEAD.unpack_from(kept)
    if version != VERSION:
        raise ValueError(f"a print of version {version}")
    at = HEAD.size
    points = numpy.frombuffer(kept, "<u2", count * 2, at).reshape(-1, 2).astype(numpy.float32) / SCALE
    at += count * 4
    descriptors = numpy.frombuffer(kept, numpy.uint8, count * 32, at).reshape(-1, 32)
    look = numpy.frombuffer(kept, numpy.uint8, rows * columns, at + count * 32).reshape(rows, columns)
    return Print(width, height, hash, points, descriptors, look)


def print_of(content: bytes) -> Print:
    """The print of a photo's bytes. Raises OSError for what is no photo."""
    import cv2
    import imagehash
    import numpy
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as opened:
        opened.draft("L", (SIDE * 2, SIDE * 2))  # a large JPEG is read small at once
        size = opened.size
        upright = ImageOps.exif_transpose(opened).convert("L")
    with Image.open(BytesIO(content)) as opened:
        width, height = opened.size
    if (upright.width > upright.height) != (size[0] > size[1]):
        width, height = height, width
    grey = _fitted(numpy.asarray(upright), SIDE)
    small = _fitted(grey, LOOK)
    found = imagehash.dhash(Image.fromarray(grey))
    points, descriptors = _points(cv2, grey)
    return Print(width, height, int(str(found), 16), points, descriptors, small)


def _fitted(grey: "numpy.ndarray[Any, Any]", side: int) -> "numpy.ndarray[Any, Any]":
    """With its longer side that long."""
    import cv2

    scale = side / max(grey.shape)
    size = (max(8, round(grey.shape[1] * scale)), max(8, round(grey.shape[0] * scale)))
    found: numpy.ndarray[Any, Any] = cv2.resize(
        grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    return found


def _points(cv2: Any, grey: "numpy.ndarray[Any, Any]") -> tuple[Any, Any]:
    import numpy

    orb = cv2.ORB_create(nfeatures=4 * MOST_POINTS, fastThreshold=7, edgeThreshold=19)
    keys = _spread(orb.detect(grey, None), max(grey.shape) / CELLS)
    keys, descriptors = orb.compute(grey, keys)
    if descriptors is None:
        return numpy.zeros((0, 2), numpy.float32), numpy.zeros((0, 32), numpy.uint8)
    points = numpy.array([each.pt for each in keys], numpy.float32) / max(grey.shape)
    return points.clip(0, 1), descriptors


def _spread(keys: Sequence[Any], cell: float) -> list[Any]:
    """The strongest of each cell of the photo first, then the second of each: all of it is held on to."""
    ranks: dict[tuple[int, int], int] = {}
    ranked = []
    for each in sorted(keys, key=lambda key: -key.response):
        at = (int(each.pt[0] // cell), int(each.pt[1] // cell))
        ranks[at] = ranks.get(at, 0) + 1
        ranked.append((ranks[at], each))
    ranked.sort(key=lambda one: one[0])
    return [each for _, each in ranked[:MOST_POINTS]]


def words_of(descriptors: "numpy.ndarray[Any, Any]") -> list[int]:
    """A word for each key point: photos that are one share many, others few."""
    import numpy

    if not len(descriptors):
        return []
    # Fixed for good: what was kept is found by the very same bits.
    chosen = numpy.random.default_rng(20_261).permutation(256)[:WORD_BITS]
    weights = 1 << numpy.arange(WORD_BITS, dtype=numpy.int64)
    return sorted(set((numpy.unpackbits(descriptors, axis=1)[:, chosen] @ weights).tolist()))
