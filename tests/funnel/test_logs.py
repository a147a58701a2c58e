"""Logs of other systems: read to the letter, refused by place; and real ones, counted to the piece."""

import gzip
import json
from pathlib import Path

import pytest

from prooftrail.cli import main
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.funnel.logs import Columns, read_log

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <trace><string key="concept:name" value="1"/>
    <event><string key="concept:name" value="到访"/>
      <date key="time:timestamp" value="2026-03-02T09:00:00+08:00"/></event>
    <event><string key="concept:name" value="报价"/>
      <date key="time:timestamp" value="2026-03-03T03:00:00Z"/></event>
  </trace>
</log>
"""
CSV = """\ufeff单号,动作,时间
1,到访,2026-03-02T09:00:00+08:00
2,到访,2026-03-02 10:00
1,报价,2026-03-03T11:00:00+08:00
"""
NAMED = ["--case", "单号", "--activity", "动作", "--time", "时间"]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """The one line `prooftrail evaluate funnel` prints."""
    assert main(["evaluate", "funnel", *arguments]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_xes_plain_and_gzipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, packed = tmp_path / "a.xes", tmp_path / "b.XES.gz"
    plain.write_text(XES, encoding="utf-8")
    packed.write_bytes(gzip.compress(XES.encode()))
    found = told(capsys, "--data", str(plain))
    assert found == told(capsys, "--data", str(packed))
    assert (found["cases"], found["events"], found["activities"]) == (1, 2, {"到访": 1, "报价": 1})
    assert found["dwell"] == {"到访": {"times": 1, "mean": 26.0, "median": 26.0, "long": 26.0}}


def test_csv_by_the_names_of_its_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text(CSV, encoding="utf-8")
    found = told(capsys, "--data", str(file), *NAMED)
    assert (found["cases"], found["events"], found["activities"]) == (2, 3, {"到访": 2, "报价": 1})


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.csv", "case,activity\n1,a\n", "log_no_column"),
        ("a.csv", "", "log_no_column"),
        ("a.csv", "case,activity,time\n1,,2026-03-02\n", "log_step_without"),
        ("a.csv", "case,activity,time\n1,a,gestern\n", "log_no_time"),
        ("a.csv", "case,activity,time\n1,a\n", "log_no_time"),
        ("a.xes", XES[:300], "log_broken"),
        ("a.xes", "", "log_broken"),
        ("a.xes", XES.replace('key="time:timestamp"', 'key="when"'), "log_step_without"),
        ("a.xes.gz", "no gzip", "log_broken"),
        ("a.txt", "x", "log_no_file"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, text: str, code: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        list(read_log(file, Columns()))
    assert refused.value.code == code
    with pytest.raises(Refusal):
        list(read_log(tmp_path / f"none-{name}", Columns()))


def test_the_real_log_is_counted_to_the_piece(test_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--data", str(test_data / "process" / "helpdesk.xes.gz"))
    assert found["cases"] == 4580


@pytest.mark.long
def test_thirteen_thousand_cases(test_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--data", str(test_data / "process" / "bpic2012.xes.gz"))
    counted = found["activities"]
    assert isinstance(counted, dict) and found["cases"] == 13_087
    assert [counted[f"A_{each}"] for each in ("SUBMITTED", "PREACCEPTED", "ACCEPTED", "APPROVED")] == [
        13_087, 7_367, 5_113, 2_246,
    ]  # fmt: skip
