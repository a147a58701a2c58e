"""Where things are: divisions, points near them, and distances. WGS84 degrees, metres, kilometres."""

import csv
from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt
from pathlib import Path

from tools.demo.dice import Dice

EARTH_M = 6_371_008.8
METRES_A_DEGREE = EARTH_M * pi / 180


@dataclass(frozen=True, slots=True)
class Place:
    """A point on earth, WGS84 degrees."""

    lat: float
    lng: float

    @property
    def cells(self) -> tuple[str, str]:
        """As the files write it: five decimals, about one metre."""
        return f"{self.lat:.5f}", f"{self.lng:.5f}"

    def near(self, dice: Dice, least_m: float, most_m: float) -> "Place":
        """A point between `least_m` and `most_m` away, closer ones more often."""
        far = dice.between(least_m, most_m) * (0.4 + 0.6 * dice.share())
        far = max(far, least_m)
        turn = dice.between(0, 2 * pi)
        lat = self.lat + far * cos(turn) / METRES_A_DEGREE
        lng = self.lng + far * sin(turn) / (METRES_A_DEGREE * cos(radians(self.lat)))
        return Place(round(lat, 5), round(lng, 5))


def metres(one: Place, other: Place) -> float:
    """Great-circle distance on the mean-radius sphere."""
    half_lat = sin(radians(other.lat - one.lat) / 2)
    half_lng = sin(radians(other.lng - one.lng) / 2)
    chord = half_lat**2 + cos(radians(one.lat)) * cos(radians(other.lat)) * half_lng**2
    return 2 * EARTH_M * asin(sqrt(chord))


@dataclass(frozen=True, slots=True)
class Division:
    """A province (`xx0000`), prefecture (`xxxx00`) or county. A municipality has no prefectures."""

    code: str
    zh: str
    en: str
    parent: str
    place: Place

    @property
    def is_county(self) -> bool:
        """Whether companies can sit in it: a county, district or county-level city."""
        return not self.code.endswith("00")

    @property
    def short(self) -> str:
        """The name without its rank: 宁波市 → 宁波, 东区 stays."""
        bare = self.zh.removesuffix("新区").removesuffix("市").removesuffix("区").removesuffix("县")
        return bare if len(bare) >= 2 else self.zh


def read_divisions(path: Path) -> dict[str, Division]:
    """The table of divisions by code."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["code"]: Division(
            row["code"], row["zh"], row["en"], row["parent"], Place(float(row["lat"]), float(row["lng"]))
        )
        for row in rows
    }
