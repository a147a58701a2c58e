"""One row a follower: its place in the log, and whatever its walk over a table has to remember."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from psycopg.types.json import Jsonb

from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Follower:
    """Where one stands."""

    place: Position
    walk: Mapping[str, Json] = field(default_factory=dict)


def find_follower(work: "Work", name: str) -> Follower:
    """Where it stands; at first at the end of the log, before a walk."""
    row = work.execute(
        f"select epoch, tx::text, seq, walk from {work.place.schema}._follower where name = %s", [name]
    ).fetchone()
    if row is None:
        return Follower(watermark(work)[1])
    return Follower(Position(row[0], int(row[1]), row[2]), row[3])


def keep_follower(work: "Work", name: str, at: Follower) -> None:
    """So far it is."""
    work.execute(
        f"insert into {work.place.schema}._follower (name, epoch, tx, seq, walk) "
        "values (%s, %s, %s::text::xid8, %s, %s) on conflict (name) do update set epoch = excluded.epoch, "
        "tx = excluded.tx, seq = excluded.seq, walk = excluded.walk",
        [name, at.place.epoch, str(at.place.tx), at.place.seq, Jsonb(dict(at.walk))],
    )
