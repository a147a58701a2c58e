"""Pieces of evidence whose picture nobody has read yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.processes.rules.distance import Position
from prooftrail.platform.processes.standing import position
from prooftrail.platform.sight.expected import Expected, expected_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Awaited:
    """One of them: its picture, what is looked for, and what was measured when it was taken."""

    id: UUID
    object: str
    record: UUID
    digest: str
    expected: Expected | None
    captured_at: datetime | None
    place: Position | None


def awaited(work: "Work", most: int) -> list[Awaited]:
    """The oldest of them."""
    schema = work.place.schema
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        "select e.id, e.about_object, e.about, e.kind, e.slot, e.captured_at, e.place, e.place_lng, "
        f"e.place_datum, e.place_accuracy, encode(f.sha256, 'hex') as digest from {schema}.evidence e "
        f"join {schema}._file f on f.id = e.file[1] where e.reading = 'awaited' and e.deleted_at is null "
        "order by e.id limit %s",
        [most],
    ).fetchall()
    return [_awaited(work, row) for row in rows]


def _awaited(work: "Work", row: Mapping[str, Any]) -> Awaited:
    place = position(row["place"], row["place_lng"], row["place_datum"], row["place_accuracy"])
    expected = expected_of(work, row["about_object"], row["about"], row["kind"], row["slot"])
    return Awaited(
        row["id"], row["about_object"], row["about"], row["digest"], expected, row["captured_at"], place
    )
