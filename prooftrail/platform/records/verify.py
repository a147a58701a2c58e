"""Verifying rows: each is what its last event left, none is missing, none is foreign.

Rows and last events are read side by side in order of their ids. What does not fit is looked at
once more by itself, because somebody may have written it in between.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.chain import row_digest
from prooftrail.platform.events.report import Report
from prooftrail.platform.events.verify import unhurried
from prooftrail.platform.records.storing import covered, sealed
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.rebasing import Former, Past, Told, past, rebased, tell

if TYPE_CHECKING:
    from prooftrail.platform.work import Work, Workspaces

CHUNK = 20_000
LAST = (
    "select distinct on (record) record, object, version, digest, action from {events} "
    "where version is not null and {where} order by record, version desc, epoch desc, tx desc, seq desc"
)


class Last(NamedTuple):
    """The last event of a record; without a digest the row is gone."""

    object: str
    version: int
    digest: bytes | None
    action: str


def verify_rows(workspaces: "Workspaces", report: Report) -> None:
    """The rows of one workspace into the report."""
    from prooftrail.platform.work import Caller

    caller, after = Caller(reason="verify"), None
    while True:
        with workspaces.begin(report.workspace, caller) as work:
            unhurried(work)
            after, full = _verify_chunk(work, report, after)
        if not full:
            return


def _objects(work: "Work") -> list[ObjectType]:
    """Removed objects keep their tables, and removed fields their columns, until they go for good.

    What is kept by the log has no events of its own, and is compared with the log every night.
    """
    return [each for each in (*work.schema.objects.values(), *work.schema.hidden.values()) if not each.kept]


def _verify_chunk(work: "Work", report: Report, after: UUID | None) -> tuple[UUID | None, bool]:
    where, values = ("true", []) if after is None else ("record > %s", [after])
    query = LAST.format(events=work.events.table, where=where) + " limit %s"
    last = {row[0]: Last(*row[1:]) for row in work.execute(query, [*values, CHUNK])}
    full = len(last) == CHUNK
    end = next(reversed(last)) if full else None
    suspects: list[tuple[str, UUID]] = []
    objects = _objects(work)
    for object in objects:
        before, unlike = past(work, object), dict[UUID, tuple[dict[str, Any], Last | None]]()
        for row in _rows(work, object, after, end):
            report.rows += 1
            if report.rows % 10_000 == 0:
                report.step("rows", report.rows)
            said = last.pop(row["id"], None)
            if not _fits(object, row, said, before, {}):
                unlike[row["id"]] = row, said
        told = tell(work, object, before.gone, list(unlike))
        suspects += [
            (object.id, id)
            for id, (row, said) in unlike.items()
            if id not in told or not _fits(object, row, said, before, told[id])
        ]
    known = {object.id for object in objects}
    suspects += [(it.object, id) for id, it in last.items() if it.digest is not None and it.object in known]
    for object_id, id in suspects:
        _look_again(work, report, object_id, id)
    return end, full


def _rows(work: "Work", object: ObjectType, after: UUID | None, end: UUID | None) -> Iterator[dict[str, Any]]:
    bounds = [("id > %s", after), ("id <= %s", end)]
    where = " and ".join(said for said, value in bounds if value is not None) or "true"
    query = f"select {', '.join(object.columns())} from {work.place.schema}.{object.table.name} where {where}"
    with work.connection.cursor("verify", row_factory=dict_row) as cursor:
        cursor.itersize = 2_000
        yield from cursor.execute(query, [value for _, value in bounds if value is not None])


def _fits(object: ObjectType, row: dict[str, Any], last: Last | None, before: Past, told: Told) -> bool:
    if last is None or last.digest is None or last.object != object.id or last.version != row["version"]:
        return False
    return any(last.digest == _digest(object, before, each) for each in rebased(row, before, told))


def _digest(object: ObjectType, before: Past, said: Former) -> bytes:
    values = {**sealed(object, said.row, covered(object, said.row)), **said.extra}
    personal = object.personal | before.personal if said.extra else object.personal
    return row_digest(values, personal, said.row["salt"])


def _look_again(work: "Work", report: Report, object_id: str, id: UUID) -> None:
    """One record by itself, row and last event in one statement."""
    object = next(each for each in _objects(work) if each.id == object_id)
    columns = ", ".join(f"t.{name}" for name in object.columns())
    last_query = LAST.format(events=work.events.table, where="record = %(id)s")
    cursor = work.connection.cursor(row_factory=dict_row)
    found = cursor.execute(
        f"select {columns}, e.object as e_object, e.version as e_version, e.digest as e_digest, "
        f"e.action as e_action, e.record from (select %(id)s::uuid as id) asked "
        f"left join {work.place.schema}.{object.table.name} t on t.id = asked.id "
        f"left join ({last_query}) e on e.record = asked.id",
        {"id": id},
    ).fetchone()
    assert found is not None
    last = None
    if found["record"] is not None:
        last = Last(found["e_object"], found["e_version"], found["e_digest"], found["e_action"])
    about = f"{object.name} {id}"
    if found["id"] is None:
        if last is not None and last.digest is not None:
            report.add("row_missing", f"{about}: version {last.version} was its last ({last.action})")
    elif last is None:
        report.add("row_foreign", f"{about}: version {found['version']}")
    elif last.digest is None:
        report.add("row_foreign", f"{about}: it had gone for good ({last.action})")
    elif not _fits_now(work, object, found, last):
        report.add("row_changed", f"{about}: {', '.join(_differing(work, object, found, last))}")


def _fits_now(work: "Work", object: ObjectType, row: dict[str, Any], last: Last) -> bool:
    before = past(work, object)
    return _fits(object, row, last, before, tell(work, object, before.gone, [row["id"]]).get(row["id"], {}))


def _differing(work: "Work", object: ObjectType, row: dict[str, Any], last: Last) -> list[str]:
    """The fields that are not what the history made them; values are not shown, for they may be personal."""
    history: dict[str, Any] = {}
    events = work.execute(
        f"select changes from {work.events.table} where record = %s and version is not null order by version",
        [row["id"]],
    )
    for (changes,) in events:
        history |= {key: pair[1] for key, pair in changes.items()}
    now = covered(object, row)
    names = {each.id: each.name for each in object.stored}
    keys = sorted(key for key in {*history, *now} if history.get(key) != now.get(key))
    found = [names.get(key, key.removeprefix("~")) for key in keys]
    if row["version"] != last.version:
        found.append(f"version ({row['version']} instead of {last.version})")
    return found or ["what the door keeps beside the fields"]
