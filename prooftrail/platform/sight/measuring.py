"""How far what is burnt into a picture is off what was measured when it was taken."""

from datetime import datetime, tzinfo

from prooftrail.platform.processes.rules.distance import Datum, Position, measure_distance
from prooftrail.platform.sight.rules.stamps import Away, Misfit, off, read_stamp

DATUMS: tuple[Datum, ...] = ("WGS84", "GCJ02")


def misfit_of(text: str, captured_at: datetime | None, place: Position | None, zone: tzinfo) -> Misfit:
    """Of the first time and place in a text."""
    return off(read_stamp(text, zone), captured_at, away_from(place) if place else None, zone)


def away_from(place: Position) -> Away:
    """In whichever datum is nearer, for apps differ in theirs; the error of the measurement is taken off."""

    def away(lat: float, lng: float) -> float:
        nearest = min(measure_distance(Position(lat, lng, datum), place) for datum in DATUMS)
        return max(0.0, nearest - (place.accuracy_m or 0.0))

    return away
