"""`prooftrail evaluate photo-match` and `text-match`: pairs told apart or not, on files of one's own."""

import csv
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prooftrail.platform.actions import Evaluation
from prooftrail.platform.refusal import Refusal

COLUMNS = {"a", "b", "same"}
WORDS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
LEAST = 4
"""Photos of which one half can fix a threshold and the other measure."""


def ask_photos(parser: ArgumentParser) -> None:
    """What `photo-match` takes."""
    parser.add_argument("--data", type=Path, required=True, help="a folder of photos, or of zips of them")
    parser.add_argument("--pairs", type=Path, help="CSV a,b,same; without it, edits of the photos themselves")
    parser.add_argument("--most", type=int, help="photos at most, without --pairs")


def match_photos(given: Namespace) -> dict[str, Any]:
    """`precision, recall, threshold, pairs`; of a folder alone also recall by edit and false matches."""
    from prooftrail.senses.image.measuring import judge_pairs, measure_folder, photos_in

    if not given.data.is_dir():
        raise _bad("evaluate_no_folder", given.data)
    if given.pairs is not None:
        photos = Photos(given.data)
        pairs = [(photos.read(one), photos.read(other), same) for one, other, same in read_pairs(given.pairs)]
        return asdict(judge_pairs(pairs))
    found = photos_in(given.data)
    if len(found) < LEAST:
        raise _bad("evaluate_few_photos", given.data, found=len(found), least=LEAST)
    measured = measure_folder(found, lambda said: print(said, file=sys.stderr, flush=True), most=given.most)
    return {
        **asdict(measured.judged), "by_edit": dict(measured.by_edit),
        "false_in_10000": measured.false_in_10000, "fixed_on": measured.fixed_on,
        "measured_on": measured.measured_on,
    }  # fmt: skip


def ask_texts(parser: ArgumentParser) -> None:
    """What `text-match` takes."""
    parser.add_argument("--pairs", type=Path, required=True, help="CSV a,b,same with the texts themselves")


def match_texts(given: Namespace) -> dict[str, Any]:
    """`precision, recall, threshold, pairs`."""
    from prooftrail.senses.judging import counted
    from prooftrail.senses.text import THRESHOLD, compare

    scores = [(compare(one, other).score, same) for one, other, same in read_pairs(given.pairs)]
    return asdict(counted(scores, THRESHOLD))


class Photos:
    """Photos of a folder by the names a file of pairs gives them; also those in its zip files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._zipped: dict[str, bytes] | None = None

    def read(self, name: str) -> bytes:
        """The bytes of one. Refuses a name of none, and of one outside of the folder."""
        path = (self._folder / name).resolve()
        if path.is_file() and path.is_relative_to(self._folder.resolve()):
            return path.read_bytes()
        if self._zipped is None:
            from prooftrail.senses.image.measuring import photos_in

            self._zipped = photos_in(self._folder)
        if name not in self._zipped:
            raise _bad("evaluate_no_photo", self._folder, photo=name)
        return self._zipped[name]


def read_pairs(path: Path) -> list[tuple[str, str, bool]]:
    """The rows of a file of pairs. Refuses other columns and other labels."""
    if not path.is_file():
        raise _bad("evaluate_no_file", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not set(rows.fieldnames or ()) >= COLUMNS:
            raise _bad("evaluate_no_pairs", path)
        return [(row["a"] or "", row["b"] or "", _same(path, row["same"], rows.line_num)) for row in rows]


def _same(path: Path, said: str | None, line: int) -> bool:
    found = WORDS.get((said or "").strip().lower())
    if found is None:
        raise _bad("evaluate_bad_label", path, line=line, said=(said or "")[:40])
    return found


def _bad(code: str, path: Path, **more: Any) -> Refusal:
    return Refusal(code, "invalid", facts={"file": str(path), **more})


EVALUATIONS = (
    Evaluation("photo-match", "are two photos one, edited or not", ask_photos, match_photos),
    Evaluation("text-match", "are two texts nearly the same", ask_texts, match_texts),
)
