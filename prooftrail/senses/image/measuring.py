"""How well photos are known again: on somebody's own pairs, or on a folder with edits made of its photos."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from prooftrail.senses.image.edits import EDITS
from prooftrail.senses.image.likeness import THRESHOLD, compare
from prooftrail.senses.image.prints import Print, print_of
from prooftrail.senses.judging import Judged, best_threshold, counted

PHOTOS = (".jpg", ".jpeg", ".png", ".webp")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the half that fixed nothing: overall, recall by edit, and false matches in 10,000 comparisons."""

    judged: Judged
    threshold: float
    by_edit: Mapping[str, float]
    false_in_10000: float
    fixed_on: int
    measured_on: int


def photos_in(folder: Path) -> dict[str, bytes]:
    """Every photo below a folder, those in its zip files too, by its path."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in PHOTOS:
            found[str(path.relative_to(folder))] = path.read_bytes()
        elif path.suffix == ".zip" and is_zipfile(path):
            with ZipFile(path) as archive:
                found |= {
                    name: archive.read(name) for name in archive.namelist() if name.lower().endswith(PHOTOS)
                }
    return found


def judge_pairs(pairs: Sequence[tuple[bytes, bytes, bool]]) -> Judged:
    """Labelled pairs at the shipped threshold; labels are read only to score."""
    prints: dict[bytes, Print] = {}

    def seen(content: bytes) -> Print:
        key = sha256(content).digest()
        if key not in prints:
            prints[key] = print_of(content)
        return prints[key]

    scores = [(compare(seen(one), seen(other)).score, same) for one, other, same in pairs]
    return counted(scores, THRESHOLD)


def measure_folder(photos: Mapping[str, bytes], progress: Progress, *, most: int | None = None) -> Measured:
    """Edits of each photo, and all other pairs; even photos fix the threshold, odd ones measure."""
    names = sorted(photos)[:most]
    halves = [names[0::2], names[1::2]]
    fixed, _, _ = _scores(photos, halves[0], progress)
    measured, by_edit, false_scores = _scores(photos, halves[1], progress)
    threshold = best_threshold(fixed, THRESHOLD)
    false = sum(score >= threshold for score in false_scores)
    recalls = {
        edit: round(sum(score >= threshold for score in scores) / len(scores), 4)
        for edit, scores in by_edit.items()
    }
    share = round(10_000 * false / max(1, len(false_scores)), 3)
    return Measured(counted(measured, threshold), threshold, recalls, share, len(halves[0]), len(halves[1]))


def _scores(
    photos: Mapping[str, bytes], names: Sequence[str], progress: Progress
) -> tuple[list[tuple[float, bool]], dict[str, list[float]], list[float]]:
    from PIL import Image

    prints = {name: print_of(photos[name]) for name in names}
    by_edit: dict[str, list[float]] = {edit: [] for edit in EDITS}
    other: list[float] = [compare(prints[one], prints[two]).score for one, two in _pairs(names)]
    progress(f"{len(other)} comparisons of different photos")
    for name in names:
        with Image.open(BytesIO(photos[name])) as picture:
            for edit, make in EDITS.items():
                edited = print_of(make(picture))
                by_edit[edit].append(compare(edited, prints[name]).score)
                other += [compare(edited, prints[each]).score for each in _some(names, name, edit)]
    progress(f"{sum(map(len, by_edit.values()))} edits, {len(other)} comparisons of different photos")
    scores = [(score, True) for found in by_edit.values() for score in found]
    return [*scores, *((score, False) for score in other)], by_edit, other


def _pairs(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((one, two) for at, one in enumerate(names) for two in names[at + 1 :])


def _some(names: Sequence[str], name: str, edit: str) -> list[str]:
    """Others an edited photo is compared with: all of its own folder, the hard ones, and a few by chance."""
    folder = name.rsplit("/", 1)[0]
    near = [each for each in names if each != name and each.rsplit("/", 1)[0] == folder]
    start = int.from_bytes(sha256(f"{name} {edit}".encode()).digest()[:4]) % len(names)
    far = [names[(start + step * 7) % len(names)] for step in range(4)]
    return [*near, *(each for each in far if each != name and each not in near)]
