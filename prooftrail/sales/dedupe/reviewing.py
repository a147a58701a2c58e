"""Pairs that may be one, found in bulk and kept for somebody to judge; what was judged stays judged.

A run goes through an object's records by their ids, some in each turn of the worker; killed in the middle it
goes on where it was. Each record brings the few that share a key with it: never all are compared.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.sales.dedupe.indexes import by_index
from prooftrail.sales.dedupe.roles import Known, load
from prooftrail.sales.dedupe.rules.matching import Verdict, compare

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OPEN, REJECTED, MERGED = "open", "rejected", "merged"
MOST, MOST_OF_KEY = 200, 12
"""Records of one turn, and mates read of each key."""
MATES = (
    "select me.record, mate.record from {schema}._likeness me "
    "cross join lateral unnest(me.keys) as asked(key) "
    "cross join lateral (select l.record from {schema}._likeness l where l.keys @> array[asked.key] "
    "and l.object = me.object and l.record <> me.record limit {most}) mate where me.record = any(%s)"
)


def begin(work: "Work", object: ObjectType) -> None:
    """Begin a run over an object; one that is under way goes on."""
    work.execute(
        f"insert into {work.place.schema}._likeness_run (object, started_at, by) values (%s, %s, %s) "
        "on conflict (object) do update set after = null, looked = 0, found = 0, done_at = null, "
        "started_at = excluded.started_at, by = excluded.by where _likeness_run.done_at is not null",
        [object.name, work.now, work.actor.person],
    )


def go_on(work: "Work") -> bool:
    """One turn of a run, if one is going on; whether there is more of it."""
    row = work.execute(
        f"select object, after from {work.place.schema}._likeness_run where done_at is null "
        "order by started_at limit 1 for update"
    ).fetchone()
    if row is None or row[0] not in work.schema.objects:
        return False
    object = work.schema.object(row[0])
    records = load(work, object, "(%(after)s::uuid is null or t.id > %(after)s) order by t.id limit %(most)s",
                   {"after": row[1], "most": MOST})  # fmt: skip
    found = _look(work, object, records)
    done = len(records) < MOST
    work.execute(
        f"update {work.place.schema}._likeness_run set after = coalesce(%s, after), looked = looked + %s, "
        "found = found + %s, done_at = case when %s then %s end where object = %s",
        [records[-1].id if records else None, len(records), found, done, work.now, object.name],
    )
    return not done


def _look(work: "Work", object: ObjectType, records: Sequence[Known]) -> int:
    """Compare each with those that share a key with it; how many pairs are kept."""
    query = MATES.format(schema=work.place.schema, most=MOST_OF_KEY)
    with by_index(work):
        rows = work.execute(query, [[each.id for each in records]]).fetchall()
    pairs = sorted({(min(one, other), max(one, other)) for one, other in rows})
    known = {each.id: each for each in records}
    missing = {id for pair in pairs for id in pair} - set(known)
    known |= {each.id: each for each in load(work, object, "t.id = any(%(ids)s)", {"ids": list(missing)})}
    subjects = {id: each.subject for id, each in known.items()}
    least = work.settings.value("dedupe.likely_percent") / 100
    found = 0
    for one, other in pairs:
        if one in subjects and other in subjects:
            verdict = compare(subjects[one], subjects[other])
            if verdict.score >= least:
                found += _keep(work, object, one, other, verdict)
    return found


def _keep(work: "Work", object: ObjectType, one: UUID, other: UUID, verdict: Verdict) -> int:
    """A pair somebody judged stays as he judged it."""
    reasons = [{"role": each.role, "level": each.level, "bits": str(each.bits)} for each in verdict.reasons]
    return work.execute(
        f"insert into {work.place.schema}._likeness_pair (one, other, object, score, reasons, found_at) "
        "values (%s, %s, %s, %s, %s, %s) on conflict (one, other) do update set score = excluded.score, "
        "reasons = excluded.reasons where _likeness_pair.state = 'open'",
        [one, other, object.name, verdict.score, Jsonb(reasons), work.now],
    ).rowcount


def open_pairs(work: "Work", object: ObjectType, most: int) -> list[dict[str, Any]]:
    """Pairs to be judged, the surest first: only those of which the caller sees both sides, live."""
    table = f"{work.place.schema}.{object.table.name}"
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select p.one, p.other, p.score, p.reasons from {work.place.schema}._likeness_pair p "
        f"join {table} a on a.id = p.one and a.deleted_at is null "
        f"join {table} b on b.id = p.other and b.deleted_at is null "
        "where p.object = %s and p.state = 'open' order by p.score desc, p.one limit %s",
        [object.name, 10 * most],
    ).fetchall()
    ids = {row[side] for row in rows for side in ("one", "other")}
    seen = work.records.in_sight(object.name, sorted(ids)) if ids else set()
    return [row for row in rows if row["one"] in seen and row["other"] in seen][:most]


def judge(work: "Work", object: ObjectType, one: UUID, other: UUID, state: str) -> bool:
    """Say what a pair is, found or not; whether that is news."""
    low, high = min(one, other), max(one, other)
    return bool(
        work.execute(
            f"insert into {work.place.schema}._likeness_pair "
            "(one, other, object, score, reasons, found_at, state, judged_at, by) "
            "values (%(one)s, %(other)s, %(object)s, 0, '[]', %(now)s, %(state)s, %(now)s, %(by)s) "
            "on conflict (one, other) do update set state = excluded.state, judged_at = excluded.judged_at, "
            "by = excluded.by where _likeness_pair.state <> excluded.state",
            {"one": low, "other": high, "object": object.name, "state": state, "now": work.now,
             "by": work.actor.person},
        ).rowcount
    )  # fmt: skip


def rejected(work: "Work", record: UUID, others: Sequence[UUID]) -> set[UUID]:
    """Which of others somebody has said are not the same as a record."""
    rows = work.execute(
        f"select one, other from {work.place.schema}._likeness_pair where state = %s "
        "and ((one = %s and other = any(%s)) or (other = %s and one = any(%s)))",
        [REJECTED, record, list(others), record, list(others)],
    ).fetchall()
    return {other if one == record else one for one, other in rows}


def runs(work: "Work") -> list[Json]:
    """How far each run is."""
    rows = work.execute(
        "select object, started_at, done_at, looked, found from "
        f"{work.place.schema}._likeness_run order by object"
    ).fetchall()
    return [
        {"object": name, "started_at": began.isoformat(), "done_at": done.isoformat() if done else None,
         "looked": looked, "found": found}
        for name, began, done, looked, found in rows
    ]  # fmt: skip
