"""What was burnt into a picture, by our camera or a watermark app: when and where; and how far that is off.

Pure. Times are the company's. How far a place is away comes as an argument, in metres.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_DAY = r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{2}|\d)\s*日?"
_CLOCK = r"(\d{1,2})\s*:\s*(\d{2})(?:\s*:\s*(\d{2}))?"
_WHEN = re.compile(rf"{_DAY}\s*(?:\(?(?:星期|周|礼拜).\)?)?\s*{_CLOCK}")
_DATE = re.compile(_DAY)
_PAIR = re.compile(
    r"(?<![\d.])(-?\d{1,2}\.\d{3,9})\s*°?\s*([NS])?\s*[,;\s]\s*(-?\d{1,3}\.\d{3,9})(?![\d.])\s*°?\s*([EW])?",
    re.I,
)
_LAT = re.compile(r"(?:北纬|纬度|(?<![A-Z])LAT(?:ITUDE)?|(?<![A-Z])N)\s*[:=]?\s*(\d{1,2}\.\d{3,9})", re.I)
_LNG = re.compile(
    r"(?:东经|经度|(?<![A-Z])(?:LNG|LON(?:GITUDE)?)|(?<![A-Z])E)\s*[:=]?\s*(\d{1,3}\.\d{3,9})", re.I
)
_APART = re.compile(r"距离|\baway\b|±", re.I)
Away = Callable[[float, float], float]
"""Metres from what was measured to a latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a picture says of itself; `moment` is None where it names the day alone, or nothing."""

    moment: datetime | None = None
    day: date | None = None
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """How far a stamp is off what was measured; nought where it fits or says nothing."""

    minutes: float = 0.0
    metres: float = 0.0


def read_stamp(text: str, zone: tzinfo) -> Stamp:
    """The first time and place in a text."""
    plain = unicodedata.normalize("NFKC", text)
    moment = _moment(plain, zone)
    lat, lng = _place(plain) or (None, None)
    return Stamp(moment, moment.date() if moment else _day(plain), lat, lng)


def off(stamp: Stamp, captured_at: datetime | None, away: Away | None, zone: tzinfo) -> Misfit:
    """How far a stamp is off; `away` is None where no position was measured."""
    minutes = metres = 0.0
    if captured_at is not None:
        minutes = _minutes(stamp, captured_at.astimezone(zone), zone)
    if away is not None and stamp.lat is not None and stamp.lng is not None:
        metres = away(stamp.lat, stamp.lng)
    return Misfit(minutes, metres)


def without_stamp(text: str) -> str:
    """The text without lines that were burnt in: how far the customer is away is no measure of a room."""
    return "\n".join(line for line in text.splitlines() if not _is_stamp(unicodedata.normalize("NFKC", line)))


def _is_stamp(line: str) -> bool:
    return any(found.search(line) for found in (_WHEN, _PAIR, _LAT, _LNG, _APART))


def _minutes(stamp: Stamp, captured: datetime, zone: tzinfo) -> float:
    if stamp.moment is not None:
        return abs((stamp.moment - captured).total_seconds()) / 60
    if stamp.day is None or stamp.day == captured.date():
        return 0.0
    start = datetime.combine(stamp.day, time.min, zone)
    edge = start if captured < start else start + timedelta(days=1)
    return abs((captured - edge).total_seconds()) / 60


def _moment(text: str, zone: tzinfo) -> datetime | None:
    for year, month, day, hour, minute, second in (found.groups() for found in _WHEN.finditer(text)):
        try:
            return datetime(
                int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=zone
            )
        except ValueError:
            continue
    return None


def _day(text: str) -> date | None:
    for year, month, day in (found.groups() for found in _DATE.finditer(text)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _place(text: str) -> tuple[float, float] | None:
    lat, lng = _LAT.search(text), _LNG.search(text)
    if lat and lng:
        return _checked(float(lat[1]), float(lng[1]))
    pair = _PAIR.search(text)
    if pair is None:
        return None
    south, west = (pair[2] or "").upper() == "S", (pair[4] or "").upper() == "W"
    return _checked(float(pair[1]) * (-1 if south else 1), float(pair[3]) * (-1 if west else 1))


def _checked(lat: float, lng: float) -> tuple[float, float] | None:
    return (lat, lng) if -90 <= lat <= 90 and -180 <= lng <= 180 else None
