"""Verifying rows: each is what its last event left, none is missing, none is foreign.

Rows and last events are read side by side in order of their ids. What does not fit is looked at
once more by itself, because somebody may have written it in between.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.chain import row_digest
from prooftrail.platform.events.report import Report
from prooftrail.platform.events.verify import unhurried
from prooftrail.platform.fields import Field
from prooftrail.platform.records.storing import covered, sealed
from prooftrail.platform.schema import ObjectType, build_schema

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


@dataclass
class Ground:
    """Every object with its hidden fields, newest hidden first: digests made before that cover them."""

    version: int
    objects: list[ObjectType]
    hidden: dict[str, list[Field]] = field(default_factory=dict)


def verify_rows(workspaces: "Workspaces", report: Report) -> None:
    """The rows of one workspace into the report."""
    from prooftrail.platform.work import Caller

    caller, after, ground = Caller(reason="verify"), None, None
    while True:
        with workspaces.begin(report.workspace, caller) as work:
            unhurried(work)
            if ground is None or ground.version != work.schema.version:
                ground = _ground(work, workspaces)
            after, full = _verify_chunk(work, report, ground, after)
        if not full:
            return


def _ground(work: "Work", workspaces: "Workspaces") -> Ground:
    """Hidden objects and fields keep their tables and columns until they are dropped for good."""
    schema = work.place.schema
    cursor = work.connection.cursor(row_factory=dict_row)
    objects = cursor.execute(f"select * from {schema}._object").fetchall()
    there = cursor.execute(
        "select c.relname || '.' || a.attname as place from pg_attribute a "
        "join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = %s and not a.attisdropped",
        [schema],
    ).fetchall()
    columns = {row["place"] for row in there}
    rows = cursor.execute(f"select * from {schema}._field order by hidden_at desc nulls first").fetchall()
    fields = [row for row in rows if f"{row['object']}.x_{row['id']}" in columns]
    for row in fields:
        if row["hidden_at"] is not None:
            row["name"] = f"{row['name']}~{row['id']}"  # another field may have the name by now
    built = build_schema(schema, work.schema.version, workspaces.shipped, objects, fields)
    hidden: dict[str, list[Field]] = {}
    for row in fields:
        if row["hidden_at"] is not None:
            found = next(each for each in built.objects.values() if each.id == row["object"])
            hidden.setdefault(found.id, []).append(found.fields[row["name"]])
    return Ground(work.schema.version, list(built.objects.values()), hidden)


def _verify_chunk(
    work: "Work", report: Report, ground: Ground, after: UUID | None
) -> tuple[UUID | None, bool]:
    where, values = ("true", []) if after is None else ("record > %s", [after])
    query = LAST.format(events=work.events.table, where=where) + " limit %s"
    last = {row[0]: Last(*row[1:]) for row in work.execute(query, [*values, CHUNK])}
    full = len(last) == CHUNK
    end = next(reversed(last)) if full else None
    suspects: list[tuple[str, UUID]] = []
    for object in ground.objects:
        for row in _rows(work, object, after, end):
            report.rows += 1
            if report.rows % 10_000 == 0:
                report.step("rows", report.rows)
            if not _fits(ground, object, row, last.pop(row["id"], None)):
                suspects.append((object.id, row["id"]))
    known = {object.id for object in ground.objects}
    suspects += [(it.object, id) for id, it in last.items() if it.digest is not None and it.object in known]
    for object_id, id in suspects:
        _look_again(work, report, ground, object_id, id)
    return end, full


def _rows(work: "Work", object: ObjectType, after: UUID | None, end: UUID | None) -> Iterator[dict[str, Any]]:
    bounds = [("id > %s", after), ("id <= %s", end)]
    where = " and ".join(said for said, value in bounds if value is not None) or "true"
    query = f"select {', '.join(object.columns())} from {work.place.schema}.{object.table.name} where {where}"
    with work.connection.cursor("verify", row_factory=dict_row) as cursor:
        cursor.itersize = 2_000
        yield from cursor.execute(query, [value for _, value in bounds if value is not None])


def _fits(ground: Ground, object: ObjectType, row: dict[str, Any], last: Last | None) -> bool:
    return (
        last is not None
        and last.digest is not None
        and last.object == object.id
        and last.version == row["version"]
        and last.digest in _digests(ground, object, row)
    )


def _digests(ground: Ground, object: ObjectType, row: dict[str, Any]) -> Iterator[bytes]:
    """The row's digest; then, one by one, as it was before its fields were hidden."""
    values = sealed(object, row, covered(object, row))
    hidden = ground.hidden.get(object.id, [])
    keys = [{each.id, *(f"~{each.column}{ending}" for ending in each.type.silent)} for each in hidden]
    for count in range(len(hidden) + 1):
        left_out = set().union(*keys[count:])
        kept = {key: value for key, value in values.items() if key not in left_out} if left_out else values
        yield row_digest(kept, object.personal, row["salt"])


def _look_again(work: "Work", report: Report, ground: Ground, object_id: str, id: UUID) -> None:
    """One record by itself, row and last event in one statement."""
    object = next(each for each in ground.objects if each.id == object_id)
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
    elif not _fits(ground, object, found, last):
        report.add("row_changed", f"{about}: {', '.join(_differing(work, object, found, last))}")


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
    names = {each.id: each.name for each in object.fields.values()}
    keys = sorted(key for key in {*history, *now} if history.get(key) != now.get(key))
    found = [names.get(key, key.removeprefix("~")) for key in keys]
    if row["version"] != last.version:
        found.append(f"version ({row['version']} instead of {last.version})")
    return found or ["what the door keeps beside the fields"]
