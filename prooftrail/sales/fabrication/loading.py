"""Entries and photos as the rules want them: sets, a query or two for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.processes.rules.distance import Position, measure_distance, to_wgs84
from prooftrail.platform.processes.standing import position
from prooftrail.platform.sight.measuring import misfit_of
from prooftrail.sales.fabrication.rules.entering import Span
from prooftrail.sales.fabrication.rules.entries import Entry, near, stretches

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_NEAR = 400
"""Entries of one person that one is looked at with."""
MOST_READ = 5 * MOST_NEAR
"""Entries read at once for all that are looked at together."""
ENTRIES = (
    "select a.id, a.owner, a.type, a.occurred_at, a.received_at, a.created_at, a.customer, a.place, "
    "a.place_lng, a.place_datum, a.place_accuracy, a.topic, a.objection, a.next_step, a.flags, "
    "c.place as c_place, c.place_lng as c_lng, c.place_datum as c_datum, c.place_accuracy as c_accuracy, "
    "exists (select 1 from {schema}.evidence e where e.via = a.id and e.deleted_at is null "
    "and e.file is not null and e.captured_at between a.occurred_at - interval '30 minutes' "
    "and a.occurred_at + interval '30 minutes') as proven "
    "from {schema}.activity a left join {schema}.customer c on c.id = a.customer "
    "where a.deleted_at is null and a.origin <> 'imported' and "
)
PHOTOS = (
    "select e.id, e.owner, e.captured_at, e.received_at, f.sha256, a.id as activity, a.occurred_at, "
    "coalesce(a.customer, d.customer, w.customer) as customer "
    "from {schema}.evidence e join {schema}._file f on f.id = any(e.file) "
    "join {schema}._blob b on b.sha256 = f.sha256 "
    "left join {schema}.activity a on a.id = e.via "
    "left join {schema}.deal d on e.about_object = 'deal' and d.id = e.about "
    "left join {schema}.activity w on e.about_object = 'activity' and w.id = e.about "
    "where e.deleted_at is null and e.origin <> 'imported' and b.mime like 'image/%%' and "
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was handed in as evidence, and of which customer and day it is said to be."""

    evidence: UUID
    activity: UUID | None
    person: UUID | None
    customer: UUID | None
    at: datetime
    sha256: bytes

    def day(self, work: "Work") -> date:
        """The company's day."""
        return self.at.astimezone(work.zone).date()


@dataclass(frozen=True, slots=True)
class Stamped:
    """A photo in which something else is burnt in than was measured, and how far that is off."""

    evidence: UUID
    activity: UUID | None
    person: UUID | None
    minutes: float
    metres: float


def entries(work: "Work", ids: Sequence[UUID]) -> list[Entry]:
    """Activities by id; what was imported or deleted is left out."""
    return _entries(work, "a.id = any(%(ids)s) order by a.id", {"ids": list(ids)}) if ids else []


def around(
    work: "Work", looked_at: Sequence[Entry], hours: timedelta, minutes: timedelta
) -> dict[object, list[Entry]]:
    """By the id of each, the person's other entries that happened within so many hours of it, or were
    entered within minutes of it; the latest `MOST_NEAR`.

    A day that a phone hands in at once is read once, not once for each of its entries.
    """
    found: dict[object, list[Entry]] = {}
    for person, group in stretches(looked_at, hours):
        known = _entries(
            work,
            "a.owner = %(owner)s and (a.occurred_at between %(from)s and %(to)s "
            "or coalesce(a.received_at, a.created_at) between %(entered)s and %(until)s) "
            "order by a.occurred_at desc limit %(most)s",
            {"owner": person, "most": MOST_READ,
             "from": min(each.at for each in group) - hours, "to": max(each.at for each in group) + hours,
             "entered": min(each.entered for each in group) - minutes,
             "until": max(each.entered for each in group) + minutes},
        )  # fmt: skip
        found |= {each.id: near(each, known, hours, minutes)[:MOST_NEAR] for each in group}
    return found


def same_spot(work: "Work", entry: Entry) -> list[Entry]:
    """The person's other entries with the very same coordinates as they were measured."""
    return _entries(
        work,
        f"a.owner = %(owner)s and a.id <> %(id)s and exists (select 1 from {work.place.schema}.activity m "
        "where m.id = %(id)s and m.place = a.place and m.place_lng = a.place_lng) "
        "order by a.occurred_at desc limit %(most)s",
        {"owner": entry.person, "id": entry.id, "most": MOST_NEAR},
    )


def apart(one: Entry, other: Entry) -> float:
    """Metres between two entries; none where either has no position."""
    if one.lat is None or one.lng is None or other.lat is None or other.lng is None:
        return 0.0
    return measure_distance(Position(one.lat, one.lng), Position(other.lat, other.lng))


def spans(work: "Work", person: object, days: int) -> tuple[Span, Span]:
    """The last so many days of a person, and as many before: logs, and visits that evidence proves."""
    now, gone = work.now, work.now - timedelta(days=days)
    found = []
    for start, end in ((gone, now), (gone - timedelta(days=days), gone)):
        row = work.execute(
            "select count(*), count(*) filter (where exists (select 1 from "
            f"{work.place.schema}.evidence e "
            "where e.via = a.id and e.state = 'proven' and e.deleted_at is null)) "
            f"from {work.place.schema}.activity a where a.owner = %s and a.deleted_at is null "
            "and a.occurred_at > %s and a.occurred_at <= %s",
            [person, start, end],
        ).fetchone()
        found.append(Span(row[0], row[1]) if row else Span(0, 0))
    return found[0], found[1]


def photos(work: "Work", evidence: Sequence[UUID]) -> list[Photo]:
    """Photos among evidence by id."""
    return _photos(work, "e.id = any(%(ids)s) order by e.id", {"ids": list(evidence)}) if evidence else []


def shown_with(work: "Work", digests: Sequence[bytes]) -> list[Photo]:
    """Evidence whose photo has one of these contents, oldest first."""
    if not digests:
        return []
    object = work.schema.object("evidence").id
    return _photos(
        work,
        "f.sha256 = any(%(digests)s) and f.object = %(object)s order by e.id limit 200",
        {"digests": list(digests), "object": object},
    )


def stamped(work: "Work", evidence: Sequence[UUID]) -> list[Stamped]:
    """How far off what is burnt into photos is, of those among evidence that were found to differ."""
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        "select id, owner, via, captured_at, read_text, place, place_lng, place_datum, place_accuracy "
        f"from {work.place.schema}.evidence where id = any(%s) and deleted_at is null "
        "and doubts && '{stamp_time,stamp_place}' order by id",
        [list(evidence)],
    ).fetchall()
    found = []
    for row in rows:
        place = position(row["place"], row["place_lng"], row["place_datum"], row["place_accuracy"])
        away = misfit_of(row["read_text"] or "", row["captured_at"], place, work.zone)
        found.append(Stamped(row["id"], row["via"], row["owner"], away.minutes, away.metres))
    return found


def _photos(work: "Work", where: str, values: Mapping[str, Any]) -> list[Photo]:
    cursor = work.connection.cursor(row_factory=dict_row)
    query = PHOTOS.format(schema=work.place.schema) + where
    return [
        Photo(row["id"], row["activity"], row["owner"], row["customer"],
              row["captured_at"] or row["occurred_at"] or row["received_at"] or work.now,
              bytes(row["sha256"]))
        for row in cursor.execute(query, dict(values)).fetchall()
    ]  # fmt: skip


def _entries(work: "Work", where: str, values: Mapping[str, Any]) -> list[Entry]:
    cursor = work.connection.cursor(row_factory=dict_row)
    query = ENTRIES.format(schema=work.place.schema) + where
    return [_entry(row) for row in cursor.execute(query, dict(values)).fetchall()]


def _entry(row: Mapping[str, Any]) -> Entry:
    here = position(row["place"], row["place_lng"], row["place_datum"], row["place_accuracy"])
    site = position(row["c_place"], row["c_lng"], row["c_datum"], row["c_accuracy"])
    plain = to_wgs84(here) if here else None
    entered = row["received_at"] or row["created_at"]
    return Entry(
        id=row["id"], person=row["owner"], type=row["type"], at=row["occurred_at"] or entered,
        entered=entered, customer=row["customer"], lat=plain.lat if plain else None,
        lng=plain.lng if plain else None, accuracy_m=here.accuracy_m if here else None,
        off_m=measure_distance(here, site) if here and site else None,
        text=said(row), proven=row["proven"], flags=tuple(row["flags"] or ()),
    )  # fmt: skip


def said(row: Mapping[str, Any]) -> str:
    """What the person wrote: topic, objection and next step, a line each."""
    return "\n".join(row[name] for name in ("topic", "objection", "next_step") if row[name])
