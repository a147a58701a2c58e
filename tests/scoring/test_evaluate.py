"""`prooftrail evaluate lead-score` and `win-probability`: on made files, and on real ones."""

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prooftrail.cli import main

Evaluate = Callable[..., dict[str, Any]]
ROWS = 1_200
KEYS = {
    "rows", "auc", "lift_10", "lift_30", "top_half_share", "ece", "signal", "leaking", "features", "split",
}  # fmt: skip


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str]) -> Evaluate:
    """The command's one line."""

    def run(*said: object) -> dict[str, Any]:
        assert main(["evaluate", *map(str, said)]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        found: dict[str, Any] = json.loads(line)
        assert set(found) == KEYS
        return found

    return run


def made(path: Path, seed: int, *, shuffled: bool = False, dated: bool = False, rows: int = ROWS) -> Path:
    """Leads of which those from referrals, and those who looked long, end well more often."""
    dice = random.Random(seed)
    cases = []
    for at in range(rows):
        source, minutes = dice.choice(("官网", "展会", "转介绍", "电话")), dice.randint(0, 60)
        won = dice.random() < 0.15 + 0.35 * (source == "转介绍") + minutes / 150
        asked = f"2025-{at * 12 // rows + 1:02d}-{at % 28 + 1:02d}"
        cases.append([f"L{at}", source, minutes, dice.choice("ABCD"), asked, "成交" if won else "未成交"])
    if shuffled:
        ends = [each[-1] for each in cases]
        dice.shuffle(ends)
        cases = [[*each[:-1], end] for each, end in zip(cases, ends, strict=True)]
    names = ["id", "source", "minutes", "grade", "asked_on", "end"]
    kept = [at for at, name in enumerate(names) if dated or name != "asked_on"]
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([[each[at] for at in kept] for each in (names, *cases)])
    return path


def test_what_tells_is_learned_and_the_id_is_left_out(tmp_path: Path, evaluate: Evaluate) -> None:
    said = evaluate("lead-score", "--data", made(tmp_path / "a.csv", 1), "--label", "end")
    assert (said["rows"], said["split"], said["leaking"]) == (ROWS, "stratified", ["id"])
    assert said["signal"] is True and said["auc"] > 0.65 and said["lift_10"] > 1.3
    assert said["ece"] < 0.1 and said["features"] == ["source", "minutes", "grade"]


def test_where_there_is_a_time_it_is_tried_on_what_followed(tmp_path: Path, evaluate: Evaluate) -> None:
    file = made(tmp_path / "a.csv", 2, dated=True)
    said = evaluate("win-probability", "--data", file, "--label", "end", "--positive", "成交", "--drop", "id")
    assert said["split"] == "time" and said["signal"] is True and said["leaking"] == []


def shuffled(tmp_path: Path, evaluate: Evaluate, seeds: range) -> int:
    """For how many seeds it is said that there is not enough signal."""
    files = [made(tmp_path / f"{seed}.csv", seed, shuffled=True) for seed in seeds]
    return sum(not evaluate("lead-score", "--data", each, "--label", "end")["signal"] for each in files)


def test_shuffled_ends_are_no_signal(tmp_path: Path, evaluate: Evaluate) -> None:
    assert shuffled(tmp_path, evaluate, range(2)) == 2


@pytest.mark.long
def test_shuffled_ends_are_no_signal_whatever_the_seed(tmp_path: Path, evaluate: Evaluate) -> None:
    assert shuffled(tmp_path, evaluate, range(20)) == 20


def test_too_little_history_is_said(tmp_path: Path, evaluate: Evaluate) -> None:
    said = evaluate("lead-score", "--data", made(tmp_path / "a.csv", 3, rows=300), "--label", "end")
    assert (said["signal"], said["auc"], said["rows"]) == (False, None, 300)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--label", "x"], "「x」"),
        (["--label", "grade"], "--positive"),
        (["--label", "end", "--drop", "y"], "「y」"),
    ],
)
def test_what_the_file_does_not_have_is_named(
    more: list[str], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = made(tmp_path / "a.csv", 4, rows=60)
    assert main(["evaluate", "lead-score", "--data", str(file), *more]) != 0
    assert word in capsys.readouterr().err


def test_a_real_schools_leads(test_data: Path, evaluate: Evaluate) -> None:
    file = test_data / "leads" / "x_education_leads.csv"
    said = evaluate("lead-score", "--data", file, "--label", "Converted")
    assert said["rows"] == 9_240 and said["auc"] >= 0.872 and said["lift_10"] >= 2.46
    known_later = {"Tags", "Lead Quality", "Lead Profile", "Last Activity", "Last Notable Activity"}
    assert known_later | {"Prospect ID", "Lead Number"} <= set(said["leaking"])


def test_invented_deals_without_a_signal(test_data: Path, evaluate: Evaluate) -> None:
    file = test_data / "crm" / "maven_sales_pipeline.csv"
    said = evaluate("win-probability", "--data", file, "--label", "deal_stage", "--positive", "Won")
    assert said["rows"] == 4_238 + 2_473 and said["signal"] is False and said["split"] == "time"
    assert {"opportunity_id", "close_date", "close_value"} <= set(said["leaking"])
