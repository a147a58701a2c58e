"""How far apart two positions are, whichever of the two Chinese datums they were measured in.

Pure. Twin: web/src/rules/distance.ts; shared cases: cases/distance.
"""

from dataclasses import dataclass, replace
from math import asin, ceil, cos, floor, isfinite, pi, radians, sin, sqrt
from typing import Literal

Datum = Literal["WGS84", "GCJ02"]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius; the sphere is at most 0.6 % off the ellipsoid, about a metre at 200."""

# The ellipsoid and the box of the GCJ-02 standard, as every Chinese map service uses them.
_AXIS_M = 6_378_245.0
_ECCENTRICITY2 = 0.00669342162296594323
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
_CLOSE_ENOUGH = 1e-10  # degrees: a hundredth of a millimetre
_TRIES = 30


@dataclass(frozen=True, slots=True)
class Position:
    """A measured point: degrees, the datum they are in, and the radius of error in metres if known.

    Raises ValueError for what is no point on earth, so that no rule meets a NaN.
    """

    lat: float
    lng: float
    datum: Datum = "WGS84"
    accuracy_m: float | None = None

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lng <= 180):
            raise ValueError(f"{self.lat}, {self.lng} is no point on earth")
        if self.datum not in ("WGS84", "GCJ02"):
            raise ValueError(f"{self.datum} is no known datum")
        if self.accuracy_m is not None and not (isfinite(self.accuracy_m) and self.accuracy_m >= 0):
            raise ValueError(f"{self.accuracy_m} is no radius of error")


def measure_distance(a: Position, b: Position) -> float:
    """Metres between two positions, to the decimetre.

    Stored coordinates are exact to a centimetre, so 200.0 m is as near as a limit of 200 m can be met.
    """
    return floor(_great_circle(to_wgs84(a), to_wgs84(b)) * 10 + 0.5) / 10


def shown_metres(distance: float, within_m: float) -> int:
    """Whole metres that still look too far: 200.3 is shown as 201 where 200 are allowed."""
    nearest = floor(distance + 0.5)
    return nearest if nearest > within_m else ceil(distance)


def to_wgs84(position: Position) -> Position:
    """The position in WGS-84; the error of the way back from GCJ-02 is below a millimetre."""
    if position.datum == "WGS84":
        return position
    lat, lng = position.lat, position.lng
    if _in_china(lat, lng):
        for _ in range(_TRIES):
            shift_lat, shift_lng = _shift(lat, lng)
            off_lat, off_lng = lat + shift_lat - position.lat, lng + shift_lng - position.lng
            lat, lng = lat - off_lat, lng - off_lng
            if abs(off_lat) < _CLOSE_ENOUGH and abs(off_lng) < _CLOSE_ENOUGH:
                break
    return replace(position, lat=lat, lng=lng, datum="WGS84")


def to_gcj02(position: Position) -> Position:
    """The position in GCJ-02, the datum of Chinese maps; outside China the two are the same."""
    if position.datum == "GCJ02":
        return position
    lat, lng = position.lat, position.lng
    shift_lat, shift_lng = _shift(lat, lng) if _in_china(lat, lng) else (0.0, 0.0)
    return replace(position, lat=lat + shift_lat, lng=lng + shift_lng, datum="GCJ02")


def _great_circle(a: Position, b: Position) -> float:
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat, half_lng = (lat_b - lat_a) / 2, radians(b.lng - a.lng) / 2
    h = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lng) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def _in_china(lat: float, lng: float) -> bool:
    """The standard's own test: a box that takes in some of the neighbours as well."""
    return _SOUTH <= lat <= _NORTH and _WEST <= lng <= _EAST


def _shift(lat: float, lng: float) -> tuple[float, float]:
    """What GCJ-02 adds to a WGS-84 point, in degrees."""
    x, y = lng - 105.0, lat - 35.0
    ripple = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    root = sqrt(abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += 2.0 / 3.0 * (ripple + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi))
    north += 2.0 / 3.0 * (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += 2.0 / 3.0 * (ripple + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi))
    east += 2.0 / 3.0 * (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi))
    flat = 1 - _ECCENTRICITY2 * sin(radians(lat)) ** 2
    metres_north = _AXIS_M * (1 - _ECCENTRICITY2) / (flat * sqrt(flat)) * pi / 180.0
    metres_east = _AXIS_M / sqrt(flat) * cos(radians(lat)) * pi / 180.0
    return north / metres_north, east / metres_east
