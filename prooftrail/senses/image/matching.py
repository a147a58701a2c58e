"""Whether two photos are one: key points that agree on how one lies over the other, then a look at both."""

from dataclasses import dataclass, replace
from math import atan2, degrees
from typing import TYPE_CHECKING, Any

from prooftrail.senses.image.prints import LOOK, Print

if TYPE_CHECKING:
    import numpy

NEAR_BITS = 64
"""Bits of 256 by which descriptors of one spot may differ."""
REACH = 3 / 512
"""How far from where it should be a key point may lie, in parts of the longer side."""
FLAT_BITS, FEW_POINTS = 58, 120
"""Of 64 bits of the perceptual hash, before two photos with few key points are laid edge on edge."""
BURNT = 248
"""Of 255: brighter than this there is nothing left to compare."""
FEWEST_PIXELS = 64
FEWEST = 6
"""With fewer key points agreeing nothing is said of how one lies over the other."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What was seen when one photo was laid over the other.

    `inliers` key points agree, a `share` of those that both could show; they spread over `area` of it.
    `looks`: how alike both look there, -1 to 1. `turned` is in degrees; `scale` of their longer sides;
    `stretch` is 1 where no side was stretched; `kept` is the part of the first that the second still
    shows and `shown` the other way; `brighter` is 1 for the same brightness.
    """

    inliers: int = 0
    share: float = 0.0
    area: float = 0.0
    looks: float = 0.0
    fine: float = 0.0
    turned: float = 0.0
    scale: float = 1.0
    stretch: float = 1.0
    kept: float = 0.0
    shown: float = 0.0
    brighter: float = 1.0
    resized: bool = False
    off: float = 0.0


def laid_over(one: Print, other: Print) -> Laid:
    """Lay the first over the second as their key points say; what few points say is nothing."""
    import cv2
    import numpy

    if min(len(one.points), len(other.points)) < FEWEST:
        return Laid()
    matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(one.descriptors, other.descriptors)
    near = [each for each in matches if each.distance <= NEAR_BITS]
    if len(near) < FEWEST:
        return Laid()
    here = numpy.array([one.points[each.queryIdx] for each in near], numpy.float32)
    there = numpy.array([other.points[each.trainIdx] for each in near], numpy.float32)
    way, fits = cv2.estimateAffine2D(
        here, there, method=cv2.RANSAC, ransacReprojThreshold=REACH, maxIters=500, confidence=0.99
    )
    if way is None or int(fits.sum()) < FEWEST:
        return Laid()
    agreeing = fits.ravel().astype(bool)
    here, there = here[agreeing], there[agreeing]
    ways = [way, cv2.estimateAffinePartial2D(here, there, method=cv2.LMEDS)[0]]
    found = [_seen(one, other, each, here) for each in ways if each is not None]
    return max(found, key=lambda each: each.looks)


def laid_flat(one: Print, other: Print) -> Laid:
    """Lay the first over the second as they are, edge on edge: the way of photos with few key points.

    The perceptual hash decides whether that is worth a look; the bits that agree stand for key points.
    """
    import numpy

    bits = 64 - (one.hash ^ other.hash).bit_count()
    if bits < FLAT_BITS or max(len(one.points), len(other.points)) > FEW_POINTS:
        return Laid()
    rows, columns = one.look.shape
    high, wide = other.look.shape
    straight = numpy.diag([wide / columns, high / rows]) * max(rows, columns) / max(high, wide)
    way = numpy.hstack([straight, numpy.zeros((2, 1))])
    corners = numpy.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], numpy.float32)
    return replace(_seen(one, other, way, corners / max(rows, columns)), inliers=bits)


def _seen(
    one: Print, other: Print, way: "numpy.ndarray[Any, Any]", agreeing: "numpy.ndarray[Any, Any]"
) -> Laid:
    import cv2
    import numpy

    straight = way[:, :2]
    _, sizes, _ = numpy.linalg.svd(straight)
    if sizes[1] < 0.2 or sizes[0] > 5 or numpy.linalg.det(straight) < 0:
        return Laid(len(agreeing))
    shown, mask = _other_in_place(one, other, way)
    both = int(mask.sum())
    if both < FEWEST_PIXELS:
        return Laid(len(agreeing))
    hull = cv2.contourArea(cv2.convexHull(agreeing)) * LOOK * LOOK
    could = _inside(one, mask)
    back = cv2.invertAffineTransform(way)
    _, seen_back = _other_in_place(other, one, back)
    first, second = one.look[mask].astype(float), shown[mask].astype(float)
    return Laid(
        inliers=len(agreeing),
        share=len(agreeing) / max(1, min(could, _inside(other, seen_back))),
        area=min(1.0, hull / both),
        looks=_alike(first, second),
        fine=_fine(one.look, shown, mask),
        turned=degrees(atan2(straight[1, 0] - straight[0, 1], straight[0, 0] + straight[1, 1])),
        scale=float(numpy.sqrt(sizes[0] * sizes[1])),
        stretch=float(sizes[0] / sizes[1]),
        kept=both / one.look.size,
        shown=int(seen_back.sum()) / other.look.size,
        brighter=float(second.mean() + 1) / float(first.mean() + 1),
        resized=(one.width, one.height) != (other.width, other.height),
    )


def _other_in_place(
    one: Print, other: Print, way: "numpy.ndarray[Any, Any]"
) -> "tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]":
    """The small look at the other as it lies on the first, and where on the first it is."""
    import cv2
    import numpy

    here, there = max(one.look.shape), max(other.look.shape)
    moved = way.copy()
    moved[:, :2] *= there / here
    moved[:, 2] *= there
    rows, columns = one.look.shape
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpAffine(numpy.ascontiguousarray(other.look), moved, (columns, rows), flags=flags)
    full = numpy.full(other.look.shape, 255, numpy.uint8)
    mask = cv2.warpAffine(full, moved, (columns, rows), flags=flags) > 250
    return shown, mask


def _inside(one: Print, mask: "numpy.ndarray[Any, Any]") -> int:
    """How many of its key points lie where both show."""
    import numpy

    at = numpy.minimum((one.points * max(mask.shape)).astype(int), [mask.shape[1] - 1, mask.shape[0] - 1])
    return int(mask[at[:, 1], at[:, 0]].sum())


def _fine(
    here: "numpy.ndarray[Any, Any]", there: "numpy.ndarray[Any, Any]", mask: "numpy.ndarray[Any, Any]"
) -> float:
    """How alike both are without broad light and shade, where both show and neither alone is burnt out."""
    import cv2
    import numpy

    inner = cv2.erode(mask.astype(numpy.uint8), numpy.ones((3, 3), numpy.uint8)).astype(bool)
    clear = inner & ~((here >= BURNT) ^ (there >= BURNT))
    if clear.sum() < inner.sum() / 2:
        clear = inner
    if clear.sum() < FEWEST_PIXELS:
        return 0.0
    return _alike(_edges(here, inner)[clear], _edges(there, inner)[clear])


def _edges(look: "numpy.ndarray[Any, Any]", mask: "numpy.ndarray[Any, Any]") -> "numpy.ndarray[Any, Any]":
    """What is left without broad light and shade, a little blurred: half a pixel off is no difference.

    What lies outside of the mask has no part in it.
    """
    import cv2
    import numpy

    weight = mask.astype(numpy.float32)
    shown = look.astype(numpy.float32) * weight
    soft, broad = (
        cv2.GaussianBlur(shown, (0, 0), wide) / (cv2.GaussianBlur(weight, (0, 0), wide) + 1e-6)
        for wide in (1.2, 4)
    )
    found: numpy.ndarray[Any, Any] = soft - broad
    return found


def _alike(first: "numpy.ndarray[Any, Any]", second: "numpy.ndarray[Any, Any]") -> float:
    """Correlation of brightness, blind to how bright either is."""
    import numpy

    if first.std() < 0.5 or second.std() < 0.5:
        return 0.0
    return float(numpy.corrcoef(first, second)[0, 1])
