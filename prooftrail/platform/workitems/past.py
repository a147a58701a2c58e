"""A demonstration's work items: what stands beside their records, and what their owners were told then."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.records.change import Written
from prooftrail.platform.values import uuid7
from prooftrail.platform.workitems.ladder import first_rung, ladder_of
from prooftrail.platform.workitems.store import OBJECT, UNSETTLED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

HEARD = timedelta(minutes=20)
"""How long after it was told somebody read of what he dealt with."""


def remember(work: "Work", written: Sequence[Written]) -> None:
    """Ladders of all, with the rungs that are over; a notification for each owner."""
    schema, cursor = work.place.schema, work.connection.cursor()
    cursor.executemany(
        f"insert into {schema}._work_item (item, key, ladder, rung, next_at) values (%s, %s, %s, %s, %s)",
        [_beside(work, each.id, each.after) for each in written],
    )
    cursor.executemany(
        f"insert into {schema}._notification "
        "(id, person, key, level, title, body, object, record, source, at, read_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [_told(each.id, each.after) for each in written if each.after["owner"]],
    )


def _beside(work: "Work", item: Any, row: Mapping[str, Any]) -> list[Any]:
    ladder = ladder_of(work, None, row["due_at"])
    rung = min(row["escalated"] or 0, len(ladder))
    unsettled = row["state"] in UNSETTLED
    return [item, f"item:{item}", Jsonb(ladder), rung, first_rung(ladder[rung:]) if unsettled else None]


def _told(item: Any, row: Mapping[str, Any]) -> list[Any]:
    title = {"zh": f"交给你：{row['title']}", "en": f"Yours: {row['title']}"}
    cause = (row["cause"] or "")[:400]
    read = None if row["state"] == "open" else row["opened_at"] + HEARD
    key, text = f"work_item:{item}:opened", Jsonb({"zh": cause, "en": cause})
    about = [OBJECT, item, row["source"], row["opened_at"], read]
    return [uuid7(), row["owner"], key, row["level"], Jsonb(title), text, *about]
