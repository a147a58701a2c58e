"""Shown by: a photo whose burnt-in time or place is another than was measured is noticed, and not blocked."""

from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.sales.fabrication import watching
from tests.conftest import Api
from tests.senses.drawn import written
from tests.sight.conftest import Read, lay

HERE = {"lat": 29.8005, "lng": 121.5, "datum": "WGS84", "accuracy_m": 12}


def doubts(api: Api, deal: dict[str, Any], read: Read, seed: int, *stamp: str) -> tuple[Any, Any]:
    """State and doubts of a photo taken at 9:30 on 10 March in Ningbo, with this burnt in."""
    piece = lay(api, deal, written(seed, [], stamp=stamp), "pipes", place=HERE)
    read()
    row = api.get(f"records/evidence/{piece['id']}")
    return row["state"], row["doubts"]


def test_what_our_own_camera_burns_in_fits(rep: Api, surveyed: dict[str, Any], read: Read) -> None:
    stamp = ("2026-03-10 09:30:05  林晓", "澄川冷链  距离 56 米", "29.80050, 121.50000 ±12 m")
    assert doubts(rep, surveyed, read, 81, *stamp) == ("proven", None)


@pytest.mark.parametrize(
    ("seed", "stamp", "expected"),
    [
        (82, ("2026-03-10 09:35",), None),
        (83, ("2026年03月08日 星期日 09:30",), ["stamp_time"]),
        (84, ("31.23040, 121.47370",), ["stamp_place"]),
        (85, ("2026-03-01 08:00", "经度：121.473700", "纬度：31.230400"), ["stamp_time", "stamp_place"]),
    ],
)
def test_what_a_watermark_says_otherwise_is_noted_and_still_counts(
    rep: Api, surveyed: dict[str, Any], read: Read, seed: int, stamp: tuple[str, ...], expected: Any
) -> None:
    assert doubts(rep, surveyed, read, seed, *stamp) == ("proven", expected)


def test_it_becomes_a_suspicion_with_how_far_it_is_off(
    rep: Api, manager: Api, surveyed: dict[str, Any], read: Read, parts: Opened, shop: str
) -> None:
    place = parts.workspaces.directory.find(shop)
    watching.sweep(parts.ground, place)
    piece = lay(rep, surveyed, written(86, [], stamp=("2026-03-08 09:30:05",)), "pipes", place=HERE)
    read()
    while watching.sweep(parts.ground, place):
        pass
    found = manager.get("records/suspicion", filter=["evidence", "=", piece["id"]])["items"]
    [one] = [each for each in found if each["kind"] == "stamp"]
    assert '"minutes": 2880' in one["facts"] and float(one["score"]) > 0.9
