"""The table of divisions: whole in itself, and true against an outside table where one is at hand."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.blueprints.equipment_files import Blueprint

# Taiwan, Hong Kong and Macao are not in the outside table.
ELSEWHERE = {"710000", "810000", "820000"}


def rank(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def test_every_province_and_enough_below(blueprint: Blueprint) -> None:
    codes = [row["code"] for row in blueprint.rows("divisions")]
    assert len(codes) == len(set(codes)) and codes == sorted(codes)
    counts = Counter(rank(code) for code in codes)
    assert counts["province"] == 34
    assert counts["prefecture"] >= 60
    assert counts["county"] >= 200


def test_every_division_hangs_on_its_parent(blueprint: Blueprint) -> None:
    known = {row["code"]: row for row in blueprint.rows("divisions")}
    for code, row in known.items():
        if rank(code) == "province":
            assert row["parent"] == ""
            continue
        assert row["parent"] in known
        above = row["parent"].rstrip("0")
        assert code.startswith(above if len(above) % 2 == 0 else above + "0")


def test_every_division_lies_in_china_near_its_parent(blueprint: Blueprint) -> None:
    known = {row["code"]: row for row in blueprint.rows("divisions")}
    for row in known.values():
        lat, lng = float(row["lat"]), float(row["lng"])
        assert 18 <= lat <= 54 and 73 <= lng <= 135
        if rank(row["code"]) == "county":
            up = known[row["parent"]]
            reach = 2.2 if rank(up["code"]) == "province" else 1.6
            assert abs(lat - float(up["lat"])) < reach and abs(lng - float(up["lng"])) < reach, row["zh"]


def test_names_are_written_in_both_languages(blueprint: Blueprint) -> None:
    for row in blueprint.rows("divisions"):
        assert row["zh"][-1] in "市区县省州" and not row["zh"].isascii()
        assert row["en"].isascii() and row["en"][0].isupper()


def test_codes_and_names_are_the_official_ones(blueprint: Blueprint) -> None:
    folder = Path(os.environ.get("PROOFTRAIL_TEST_DATA", "")) / "geo"
    if not os.environ.get("PROOFTRAIL_TEST_DATA") or not folder.is_dir():
        pytest.skip("PROOFTRAIL_TEST_DATA names no folder with geo/: codes and names are not compared")
    official: dict[str, str] = {}
    for name in ("provinces", "cities", "areas"):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            official |= {row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(lines)}
    wrong = {
        row["code"]: (row["zh"], official.get(row["code"]))
        for row in blueprint.rows("divisions")
        if row["code"] not in ELSEWHERE and official.get(row["code"]) != row["zh"]
    }
    assert wrong == {}
