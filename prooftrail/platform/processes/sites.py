"""A site is put on the map: the evidence that waited for a position to compare with is judged again."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.actor import system
from prooftrail.platform.processes.evidence import wanted_by
from prooftrail.platform.processes.rules.gates import judge
from prooftrail.platform.processes.standing import load_sites, load_trails
from prooftrail.platform.processes.store import latest, load
from prooftrail.platform.processes.terms import Terms
from prooftrail.platform.records.change import Change, Written
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]


def judge_again(work: "Work", written: Sequence[Written]) -> None:
    """Judge what waits about the records whose site was set or moved by these writes.

    What was proven before stays proven: it was shown against the position of its time. What does not
    hold yet goes on waiting, so that a position set wrongly and put right costs nobody another trip.
    """
    placed = [each for each in written if each.op == "update" and each.event and _placed(each)]
    if not placed or "evidence" not in work.schema.objects:
        return
    for object in (each for each in work.schema.objects.values() if each.staged):
        for row in _standing_at(work, object, placed):
            _judge_row(work, object, row)


def _placed(each: Written) -> bool:
    """Whether a place of the record is another one now."""
    before = each.before or {}
    places = (field for field in each.object.fields.values() if field.type.key == "place")
    return any(field.value(before) != field.value(each.after) for field in places)


def _standing_at(work: "Work", object: ObjectType, placed: Sequence[Written]) -> Sequence[Row]:
    """The records whose process finds its site at one of the placed ones, with evidence waiting."""
    columns: set[str] = set()
    for process in latest(work, object.name):
        name, _, rest = (process.site or "").partition(".")
        field = object.fields.get(name)
        if field is not None and rest and field.options["object"] in {each.object.name for each in placed}:
            columns.add(field.column)
        elif field is not None and not rest and object.name in {each.object.name for each in placed}:
            columns.add("id")
    if not columns:
        return []
    at = " or ".join(f"r.{column} = any(%(ids)s)" for column in sorted(columns))
    schema, shown = work.place.schema, ", ".join(f"r.{column}" for column in object.columns())
    query = (
        f"select {shown} from {schema}.{object.table.name} r where ({at}) and r.deleted_at is null "
        f"and exists (select from {schema}.evidence e where e.about = r.id and e.state = 'waiting' "
        "and e.deleted_at is null) order by r.id for no key update of r"
    )
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(query, {"ids": [each.id for each in placed]}).fetchall()


def _judge_row(work: "Work", object: ObjectType, row: Row) -> None:
    if row["process"] is None:
        return
    process = load(work, row["process"], row["process_version"])
    record: UUID = row["id"]
    site = load_sites(work, object, process, [row]).get(record)
    waiting = [item for item in load_trails(work, [record]).get(record, ()) if item.state == "waiting"]
    at, terms = (process, row["stage"]), Terms(work)
    proven = [
        item
        for item in waiting
        if judge(item, wanted_by(terms, at, item.kind, item.slot), site, work.now).state == "proven"
    ]
    changes = [Change("update", "evidence", UUID(item.id), {"state": "proven"}) for item in proven]
    if changes:
        with work.acting(system("process", work.actor.person)):
            work.records.apply(changes, because={"site": str(record)}, loose=True)
