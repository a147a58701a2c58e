"""`prooftrail evaluate dedupe`: small files to the letter, real ones by how many duplicates are found."""

import json
from pathlib import Path

import pytest

from prooftrail.cli import main

ROWS = [
    ("宁波澄川阀门有限公司", "0574-87654321", "宁波"), ("澄川阀门（宁波）公司", "0574-87654321", "宁波"),
    ("杭州禾润食品有限公司", "0571-12345678", "杭州"), ("禾润食品", "0571-12345678", "杭州"),
    ("苏州凌寒冷链有限公司", "0512-11112222", "苏州"), ("苏州凌寒冷链公司", "0512-11112222", "苏州"),
]  # fmt: skip


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, float]:
    """The one line it prints."""
    assert main(["evaluate", "dedupe", *arguments]) == 0
    found: dict[str, float] = json.loads(capsys.readouterr().out)
    return found


def companies(folder: Path) -> Path:
    """A file of companies, each but the last forty twice."""
    lines = ["id,name,phone,city"]
    lines += [f"{at},{name},{phone},{city}" for at, (name, phone, city) in enumerate(ROWS)]
    lines += [f"{at},天工{at:03d}号机械厂,021-{at * 7919:08d},上海" for at in range(100, 140)]
    file = folder / "companies.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_duplicates_among_rows_are_found_without_their_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "--data", str(companies(tmp_path)), "--truth", "id:div2")
    assert set(found) == {"precision", "recall", "f1", "candidates", "seconds", "learned_from"}
    assert found["recall"] > 0


def test_labels_of_one_file_teach_what_another_is_judged_by(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = [
        f"COL name VAL 澄川{at}阀门厂 COL city VAL 宁波\tCOL name VAL 澄川{at}阀门 COL city VAL 宁波\t1"
        for at in range(30)
    ]
    other = [
        f"COL name VAL 澄川{at}阀门厂 COL city VAL 宁波\tCOL name VAL 禾润食品{at}\t0" for at in range(60)
    ]
    taught, judged = tmp_path / "train.txt", tmp_path / "valid.txt"
    taught.write_text("\n".join(same[:20] + other[:40]), encoding="utf-8")
    judged.write_text("\n".join(same[20:] + other[40:]), encoding="utf-8")
    found = told(capsys, "--pairs", str(judged), "--train", str(taught))
    assert (found["f1"], found["candidates"], found["learned_from"]) == (1.0, 30, "labels of train.txt")


def test_what_cannot_be_read_is_refused_by_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = companies(tmp_path)
    broken = tmp_path / "pairs.txt"
    broken.write_text("a\tb\t1\na\tb\n", encoding="utf-8")
    for arguments, code, facts in (
        (["--data", str(file), "--truth", "nothing"], "dedupe_no_column", ["nothing"]),
        (["--data", str(file), "--truth", "name:div2"], "dedupe_no_number", ["2"]),
        (["--pairs", str(broken)], "dedupe_bad_pair", ["2"]),
        (["--pairs", str(tmp_path / "none.txt")], "dedupe_no_file", ["none.txt"]),
        ([], "dedupe_data_or_pairs", []),
    ):
        assert main(["evaluate", "dedupe", *arguments]) != 0
        said = capsys.readouterr().err
        assert said.startswith(code) and all(each in said for each in facts), said


def test_papers_of_two_libraries(test_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the training part teaches; how far levels are trusted without labels was chosen on it, too."""
    parts = {part: str(test_data / "dedupe" / f"ditto_DBLP-ACM_{part}.txt") for part in ("train", "valid")}
    assert told(capsys, "--pairs", parts["valid"], "--train", parts["train"])["f1"] >= 0.95
    assert told(capsys, "--pairs", parts["valid"])["f1"] >= 0.95


@pytest.mark.long
def test_ten_thousand_people(test_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(test_data / "dedupe" / "febrl_dataset_A_10000.csv")
    found = told(capsys, "--data", file, "--truth", "rec_id:div10", "--drop", "soc_sec_id")
    assert found["f1"] >= 0.95
