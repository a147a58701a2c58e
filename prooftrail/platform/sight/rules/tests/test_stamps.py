"""What is burnt in, in the ways it is written, and how far it is off."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.processes.rules.distance import Position, to_gcj02
from prooftrail.platform.sight.measuring import away_from
from prooftrail.platform.sight.rules.stamps import Misfit, Stamp, off, read_stamp, without_stamp

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 10, 9, 30, 5, tzinfo=ZONE)
HERE = Position(29.8005, 121.5, "WGS84", 12.0)


@pytest.mark.parametrize(
    "text",
    ["2026-03-10 09:30:05  林晓", "2026/3/10 9:30:05", "2026年03月10日 星期二 09:30:05",
     "2026.03.10 09:30:05", "2026-03-1009:30:05", "拍摄于２０２６－０３－１０　０９：３０：０５"],
)  # fmt: skip
def test_a_moment(text: str) -> None:
    assert read_stamp(text, ZONE).moment == AT


@pytest.mark.parametrize(
    "text",
    ["29.80050, 121.50000 ±12 m", "29.80050°N,121.50000°E", "北纬29.80050 东经121.50000",
     "经度：121.50000\n纬度：29.80050", "N 29.80050 E 121.50000", "Lat 29.80050 Lon 121.50000"],
)  # fmt: skip
def test_a_place(text: str) -> None:
    stamp = read_stamp(text, ZONE)
    assert (stamp.lat, stamp.lng) == (29.8005, 121.5)


@pytest.mark.parametrize(
    "text", ["", "LX-2000B 2350 mm", "13.5.1 版", "2026-13-40 29:70", "电话 0571-88889999"]
)
def test_nothing_is_read_into_other_figures(text: str) -> None:
    assert read_stamp(text, ZONE) == Stamp()


def test_what_fits_is_not_off() -> None:
    stamp = read_stamp("2026-03-10 09:30:05\n29.80050, 121.50000", ZONE)
    assert off(stamp, AT.astimezone(UTC), away_from(HERE), ZONE) == Misfit()


def test_the_other_datum_fits_as_well() -> None:
    moved = to_gcj02(Position(31.1774276, 121.5272106))
    stamp = read_stamp(f"{moved.lat:.6f}, {moved.lng:.6f}", ZONE)
    assert off(stamp, None, away_from(Position(31.1774276, 121.5272106)), ZONE).metres < 1


def test_another_day_and_another_town_are_off() -> None:
    stamp = read_stamp("2026-03-08 09:30:05\n31.23000, 121.47000", ZONE)
    found = off(stamp, AT, away_from(HERE), ZONE)
    assert found.minutes == 2 * 24 * 60
    assert 150_000 < found.metres < 170_000


def test_a_day_alone_is_off_from_its_edge() -> None:
    assert off(read_stamp("2026年3月10日", ZONE), AT, None, ZONE) == Misfit()
    assert round(off(read_stamp("2026年3月9日", ZONE), AT, None, ZONE).minutes) == 9 * 60 + 30


def test_burnt_in_lines_are_no_measure() -> None:
    text = "净高 3200 mm\n2026-03-10 09:30:05 林晓\n澄川冷链 距离 56 米\n29.80050, 121.50000 ±12 m"
    assert without_stamp(text) == "净高 3200 mm"


@given(st.datetimes(datetime(2001, 1, 1), datetime(2098, 12, 31)), st.integers(0, 100_000))
def test_as_far_off_as_it_is(moment: datetime, minutes: int) -> None:
    at = moment.replace(microsecond=0, tzinfo=ZONE)
    stamp = read_stamp(f"{at:%Y-%m-%d %H:%M:%S}", ZONE)
    assert off(stamp, at + timedelta(minutes=minutes), None, ZONE).minutes == minutes


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    off(read_stamp(text, ZONE), AT, away_from(HERE), ZONE)
    without_stamp(text)
