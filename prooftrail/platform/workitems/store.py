"""What a work item keeps beside its record: its key, ladder, closing condition and what it is like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OBJECT = "work_item"
UNSETTLED = ("open", "working")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """`ladder` has a rung a step: `{"at": instant, "to": [WHO]}`; `rung` is the next one."""

    item: UUID
    key: str
    ladder: Sequence[Mapping[str, Any]]
    next_at: datetime | None
    close_when: Any
    near: Mapping[str, Any]
    references: Mapping[str, Any]
    about: tuple[str, UUID] | None


def claim(work: "Work", key: str, item: UUID) -> UUID | None:
    """Take a key for a new item; the item that has it already, else None. A parallel twin waits here."""
    table = f"{work.place.schema}._work_item"
    row = work.execute(
        f"insert into {table} (item, key) values (%s, %s) on conflict (key) do nothing returning item",
        [item, key],
    ).fetchone()
    if row is not None:
        return None
    found = work.execute(f"select item from {table} where key = %s", [key]).fetchone()
    assert found is not None
    return UUID(str(found[0]))


def keep(work: "Work", kept: Kept) -> None:
    """Store what is known once the record is written."""
    work.execute(
        f"update {work.place.schema}._work_item set ladder = %s, next_at = %s, close_when = %s, near = %s, "
        "refs = %s, watching = %s, about_object = %s, about_record = %s where item = %s",
        [Jsonb(list(kept.ladder)), kept.next_at, Jsonb(kept.close_when) if kept.close_when else None,
         Jsonb(kept.near), Jsonb(kept.references), bool(kept.close_when),
         kept.about[0] if kept.about else None, kept.about[1] if kept.about else None, kept.item],
    )  # fmt: skip


def beside(work: "Work", item: UUID) -> Row:
    """What is kept beside an item; nothing where it came another way."""
    cursor = work.connection.cursor(row_factory=dict_row)
    found = cursor.execute(f"select * from {work.place.schema}._work_item where item = %s", [item]).fetchone()
    return found or {"ladder": [], "rung": 0, "next_at": None, "close_when": None, "near": {}, "refs": {}}


def load(work: "Work", item: UUID) -> Row:
    """An item's row as the system sees it, locked. Refuses one that is not there."""
    cursor = work.connection.cursor(row_factory=dict_row)
    found = cursor.execute(
        f"select * from {work.place.schema}.{OBJECT} where id = %s and deleted_at is null for update", [item]
    ).fetchone()
    if found is None:
        raise Refusal("record_missing", "missing", facts={"object": OBJECT})
    return found


def next_rung(work: "Work", item: UUID, rung: int, at: datetime | None) -> None:
    """Where the ladder goes on, and when; no time: it does not."""
    work.execute(
        f"update {work.place.schema}._work_item set rung = %s, next_at = %s where item = %s", [rung, at, item]
    )


def rest(work: "Work", item: UUID) -> None:
    """An item that is settled is not escalated and not closed any more."""
    work.execute(
        f"update {work.place.schema}._work_item set next_at = null, watching = false where item = %s", [item]
    )
