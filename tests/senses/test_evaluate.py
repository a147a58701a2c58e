"""`prooftrail evaluate photo-match` and `text-match`: on files of one's own, and on real photos."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prooftrail.cli import main
from prooftrail.senses.image.edits import EDITS
from tests.senses.drawn import room, taken

Evaluate = Callable[..., dict[str, Any]]


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str]) -> Evaluate:
    """The command's one line."""

    def run(*said: object) -> dict[str, Any]:
        assert main(["evaluate", *map(str, said)]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found

    return run


def written(path: Path, rows: list[tuple[str, str, int]]) -> Path:
    """A file of pairs."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("a", "b", "same"), *rows])
    return path


def test_pairs_of_photos(tmp_path: Path, evaluate: Evaluate) -> None:
    for seed in (1, 2):
        (tmp_path / f"{seed}.jpg").write_bytes(taken(seed))
    (tmp_path / "cut.jpg").write_bytes(EDITS["cropped"](room(1)))
    pairs = [("1.jpg", "cut.jpg", 1), ("1.jpg", "2.jpg", 0), ("cut.jpg", "2.jpg", 0), ("1.jpg", "1.jpg", 1)]
    said = evaluate("photo-match", "--data", tmp_path, "--pairs", written(tmp_path / "pairs.csv", pairs))
    assert {name: said[name] for name in ("precision", "recall", "pairs")} == {
        "precision": 1, "recall": 1, "pairs": 4,
    }  # fmt: skip
    assert 0 < said["threshold"] < 1


def test_pairs_of_texts(tmp_path: Path, evaluate: Evaluate) -> None:
    pairs = [
        ("沟通产品优势，客户表示认可", "沟通产品优势,客户表示认可", 1),
        ("沟通产品优势，客户表示认可", "客户嫌交期太长，要求两周内到货", 0),
    ]
    said = evaluate("text-match", "--pairs", written(tmp_path / "pairs.csv", pairs))
    assert (said["precision"], said["recall"], said["pairs"]) == (1, 1, 2) and "threshold" in said


@pytest.mark.parametrize("rows", ["a,b\n1,2\n", "a,b,same\n1.jpg,2.jpg,1\n", "a,b,same\nx,y,perhaps\n"])
def test_what_is_wrong_with_a_file_is_said(
    tmp_path: Path, rows: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pairs.csv").write_text(rows, encoding="utf-8")
    said = ["photo-match", "--data", str(tmp_path), "--pairs", str(tmp_path / "pairs.csv")]
    assert main(["evaluate", *said]) == 1
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1


def test_real_photos_in_small(test_data: Path, evaluate: Evaluate) -> None:
    said = evaluate("photo-match", "--data", test_data / "images", "--most", 16)
    assert said["recall"] >= 0.95 and said["precision"] >= 0.98
    assert said["fixed_on"] == said["measured_on"] == 8


@pytest.mark.long
def test_real_photos(test_data: Path, evaluate: Evaluate) -> None:
    said = evaluate("photo-match", "--data", test_data / "images")
    assert said["recall"] >= 0.95 and said["precision"] >= 0.98, said
    assert all(recall >= 0.95 for recall in said["by_edit"].values()), said
    assert said["false_in_10000"] <= 1, said
