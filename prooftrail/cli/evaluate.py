"""`prooftrail evaluate`: how good a judgement is on files of one's own, in one JSON line."""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

Answer = Mapping[str, Any]


class BadFile(Exception):
    """A file that is not as it should be; the text says what is wrong with it."""


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("evaluate", help="how good a judgement is on your own files")
    kinds = parser.add_subparsers(dest="what", required=True)
    photos = kinds.add_parser("photo-match", help="are two photos one, edited or not")
    photos.add_argument(
        "--data", type=Path, required=True, help="a folder of photos, or of zip files of them"
    )
    photos.add_argument("--pairs", type=Path, help="CSV a,b,same; without it, edits of the photos themselves")
    photos.add_argument("--most", type=int, help="photos at most, without --pairs")
    photos.set_defaults(run=run, judge=photo_match)
    texts = kinds.add_parser("text-match", help="are two texts nearly the same")
    texts.add_argument("--pairs", type=Path, required=True, help="CSV a,b,same with the texts themselves")
    texts.set_defaults(run=run, judge=text_match)


def run(given: argparse.Namespace) -> int:
    """Print the answer's line; 2 with a sentence where a file is not as it should be."""
    judge: Callable[[argparse.Namespace], Answer] = given.judge
    try:
        print(json.dumps(judge(given), ensure_ascii=False))
    except BadFile as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


def photo_match(given: argparse.Namespace) -> Answer:
    """`precision, recall, threshold, pairs`; of a folder alone also recall by edit and false matches."""
    from prooftrail.senses.image.measuring import judge_pairs, measure_folder, photos_in

    if not given.data.is_dir():
        raise BadFile(f"{given.data} is no folder")
    if given.pairs is not None:
        photos = Photos(given.data)
        pairs = [(photos.read(one), photos.read(other), same) for one, other, same in read_pairs(given.pairs)]
        return asdict(judge_pairs(pairs))
    found = photos_in(given.data)
    if len(found) < 4:
        raise BadFile(f"{given.data} holds {len(found)} photos; at least 4 are needed")
    measured = measure_folder(found, lambda said: print(said, file=sys.stderr, flush=True), most=given.most)
    return {
        **asdict(measured.judged), "by_edit": dict(measured.by_edit),
        "false_in_10000": measured.false_in_10000, "fixed_on": measured.fixed_on,
        "measured_on": measured.measured_on,
    }  # fmt: skip


def text_match(given: argparse.Namespace) -> Answer:
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
        """The bytes of one. Raises BadFile where there is none, or one outside of the folder."""
        path = (self._folder / name).resolve()
        if path.is_file() and path.is_relative_to(self._folder.resolve()):
            return path.read_bytes()
        if self._zipped is None:
            from prooftrail.senses.image.measuring import photos_in

            self._zipped = photos_in(self._folder)
        if name not in self._zipped:
            raise BadFile(f"{name} is no photo in {self._folder}")
        return self._zipped[name]


def read_pairs(path: Path) -> list[tuple[str, str, bool]]:
    """The rows of a file of pairs. Raises BadFile for other columns and other labels."""
    if not path.is_file():
        raise BadFile(f"there is no file {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"a", "b", "same"} <= set(rows.fieldnames or ()):
            raise BadFile(f"{path} needs the columns a, b, same")
        return [(row["a"] or "", row["b"] or "", _same(row["same"], rows.line_num)) for row in rows]


def _same(said: str | None, line: int) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    found = words.get((said or "").strip().lower())
    if found is None:
        raise BadFile(f"line {line}: same is 1 or 0, not {said!r}")
    return found
