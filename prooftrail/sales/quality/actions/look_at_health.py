"""The board of a month: every department's score, one department's trend, and the gaps behind it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.quality.counting import OBJECTS, departments, ended, keys_of, stale_since
from prooftrail.sales.quality.publishing import SCORE
from prooftrail.sales.quality.rules.scoring import month_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MONTHS = 12
FIELDS = (
    "id, unit, title, month_on, score::text, gain::text, coalesce(fastest, false) as fastest, "
    "complete::text, stale::text, doubled::text, records, filled, possible, stale_records, compared, "
    "doubled_records"
)


class LookAtHealth(Input):
    """Which department's trend and gaps, the caller's own where none is said; a day of the month that is
    shown, the newest where none is said."""

    unit: UUID | None = None
    month: date | None = None


@action("look_at_health", "看数据健康", "Look at data health")
def look_at_health(work: "Work", record: UUID | None, given: LookAtHealth) -> Done:
    """Scores are public to whoever may read any; gaps are counted in the caller's own scope."""
    if not (work.access.unbound or work.access.grant(SCORE).read == "all"):
        raise Refusal("permission_missing", "forbidden", facts={"permission": SCORE})
    month = _month(work, given.month)
    tree = departments(work)
    unit = given.unit or _home(work, tree)
    if unit is not None and unit not in tree:
        raise work.records.missing("department")
    gaps: list[Json] = _gaps(work, _branch(tree, unit)) if unit else []
    return Done({
        "month": month.isoformat() if month else None, "unit": str(unit) if unit else None,
        "name": tree[unit][0] if unit else None, "rows": _rows(work, month, tree),
        "trend": _trend(work, unit), "gaps": gaps, "weights": dict(work.settings.value("quality.weights")),
        "new_days": work.settings.value("quality.new_days"),
        "stale_days": dict(work.settings.value("quality.stale_days")),
    })  # fmt: skip


def _home(work: "Work", tree: Any) -> UUID | None:
    if work.actor.department in tree:
        return work.actor.department
    return next((unit for unit, (_, parent, _) in tree.items() if parent is None), None)


def _month(work: "Work", said: date | None) -> date | None:
    if said is not None:
        return month_of(said)
    query = f"select max(month_on) from {work.place.schema}.{SCORE} where deleted_at is null"
    row = work.execute(query).fetchone()
    found: date | None = row[0] if row else None
    return found


def _rows(work: "Work", month: date | None, tree: Any) -> list[Json]:
    """The month's scores with the place of each department in the tree."""
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select {FIELDS} from {work.place.schema}.{SCORE} where month_on = %s and deleted_at is null "
        "order by score desc nulls last, title",
        [month],
    ).fetchall()
    return [_said(row) | {"parent": _parent(tree, row["unit"])} for row in rows]


def _trend(work: "Work", unit: UUID | None) -> list[Json]:
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select {FIELDS} from {work.place.schema}.{SCORE} where unit = %s and deleted_at is null "
        f"order by month_on desc limit {MONTHS}",
        [unit],
    ).fetchall()
    return [_said(row) for row in reversed(rows)]


def _said(row: dict[str, Any]) -> dict[str, Json]:
    plain = {"id": str(row["id"]), "unit": str(row["unit"]) if row["unit"] else None}
    return {**row, **plain, "month_on": row["month_on"].isoformat()}


def _parent(tree: Any, unit: UUID | None) -> str | None:
    parent = tree[unit][1] if unit in tree else None
    return str(parent) if parent else None


def _branch(tree: Any, unit: UUID) -> list[UUID]:
    """A department and everything below it."""
    found, at = [unit], 0
    while at < len(found):
        found += [each for each in tree if tree[each][1] == found[at] and each not in found]
        at += 1
    return found


def _gaps(work: "Work", units: Sequence[UUID]) -> list[Json]:
    """What is missing now, as filters of lists the caller may open, with how many he sees there."""
    among = [str(each) for each in units]
    found: list[Json] = []
    for object in OBJECTS:
        if object not in work.schema.objects or work.access.grant(object).read == "none":
            continue
        readable = work.access.readable(work.schema.object(object))
        of: list[Any] = ["and", ["unit", "in", among], *_open(work, object)]
        label: Json = work.schema.object(object).label.json()
        for key in keys_of(work, object):
            if key.field.name in readable:
                filter = [*of, [key.field.name, "empty", True]]
                count = work.records.count(object, Query(filter=filter))
                found.append({
                    "object": object, "object_label": label, "field": key.field.name,
                    "label": key.field.label.json(), "weight": key.weight, "filter": filter, "count": count,
                })  # fmt: skip
        since = stale_since(work, object).isoformat()
        made = ["and", ["version", "=", 1], ["created_at", "<", since]]
        changed = ["and", ["version", ">", 1], ["updated_at", "<", since]]
        filter = [*of, ["or", made, changed]]
        found.append({
            "object": object, "object_label": label, "field": None, "label": None, "weight": None,
            "filter": filter, "count": work.records.count(object, Query(filter=filter)),
        })  # fmt: skip
    return found


def _open(work: "Work", object: str) -> list[Any]:
    if object == "deal":
        gone = ended(work)
        return [["closed_on", "empty", True], *([["not", ["stage", "in", gone]]] if gone else [])]
    return [["status", "in", ["new", "working"]]] if object == "lead" else []
