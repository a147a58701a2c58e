"""Distances and datums: the shared cases, and what holds for every point."""

from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.processes.rules.distance import (
    Datum,
    Position,
    measure_distance,
    to_gcj02,
    to_wgs84,
)
from prooftrail.platform.processes.rules.tests.cases import named, position, read

_anywhere = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(["WGS84", "GCJ02"]))
_in_china = st.builds(Position, st.floats(3, 54), st.floats(73.5, 135.5))


@pytest.mark.parametrize("case", read("distance/metres.json"), ids=named)
def test_metres(case: Any) -> None:
    a, b = position(case["a"]), position(case["b"])
    assert a and b
    assert measure_distance(a, b) == pytest.approx(case["metres"], abs=1e-6)


@pytest.mark.parametrize("case", read("distance/datum.json"), ids=named)
def test_datum(case: Any) -> None:
    wgs, gcj = Position(**case["wgs84"]), Position(**case["gcj02"], datum="GCJ02")
    there, back = to_gcj02(wgs), to_wgs84(gcj)
    assert (there.lat, there.lng) == pytest.approx((gcj.lat, gcj.lng), abs=1e-9)
    assert (back.lat, back.lng) == pytest.approx((wgs.lat, wgs.lng), abs=1e-9)
    assert (there.datum, back.datum) == ("GCJ02", "WGS84")


@given(_in_china)
def test_there_and_back_is_within_a_millimetre(point: Position) -> None:
    back = to_wgs84(to_gcj02(point))
    assert abs(back.lat - point.lat) * 111_320 < 0.001
    assert abs(back.lng - point.lng) * 111_320 < 0.001


@given(_in_china)
def test_the_two_datums_are_never_a_kilometre_apart(point: Position) -> None:
    shifted = to_gcj02(point)
    assert measure_distance(point, Position(shifted.lat, shifted.lng)) < 1000


@given(_anywhere, _anywhere)
def test_there_is_as_far_as_back(a: Position, b: Position) -> None:
    assert measure_distance(a, b) == measure_distance(b, a)


@given(_anywhere)
def test_nothing_is_away_from_itself(point: Position) -> None:
    assert measure_distance(point, point) == 0


@given(_anywhere, _anywhere, _anywhere)
def test_a_detour_is_no_short_cut(a: Position, b: Position, c: Position) -> None:
    assert measure_distance(a, c) <= measure_distance(a, b) + measure_distance(b, c) + 0.2


@given(_anywhere)
def test_a_position_already_in_a_datum_stays(point: Position) -> None:
    assert to_wgs84(to_wgs84(point)) == to_wgs84(point)


@pytest.mark.parametrize(
    ("lat", "lng", "datum", "accuracy"),
    [
        (nan, 0, "WGS84", None),
        (0, inf, "WGS84", None),
        (90.1, 0, "WGS84", None),
        (0, -180.1, "WGS84", None),
        (0, 0, "BD09", None),
        (0, 0, "WGS84", -1),
        (0, 0, "WGS84", nan),
        (0, 0, "WGS84", inf),
    ],
)
def test_what_is_no_position_is_refused(lat: float, lng: float, datum: Datum, accuracy: float) -> None:
    with pytest.raises(ValueError):
        Position(lat, lng, datum, accuracy)
