"""Stays made of the log: all of them at first, and every night those that are not what the log says.

A difference means that something was written past the door; it is mended, and opens a work item.
"""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

from prooftrail.platform.automation.checking import actions_of
from prooftrail.platform.metrics.cubes.checking import OPEN, night_after
from prooftrail.platform.processes.stays import OBJECT, stays
from prooftrail.platform.records.kept import drop, put
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
CALLER = Caller(reason="stays")
CHUNK = 2_000
SAID = ("about", "process", "process_version", "stage", "to_stage", "entered_at", "left_at", "owner", "unit",
        "deleted_at")  # fmt: skip
"""What is compared; hours and outcomes are of the calendar and the limits there were when it was made."""
MOVED = """
select e.id, e.record, e.epoch, e.tx, e.seq, e.owner_before, e.unit_before,
    e.changes -> %(stage)s ->> 0 as stage, e.changes -> %(stage)s ->> 1 as to_stage,
    (e.changes -> %(since)s ->> 0)::timestamptz as entered_at,
    (e.changes -> %(since)s ->> 1)::timestamptz as left_at
from {event} e where e.object = %(object)s and e.record is not null and e.changes ? %(stage)s
    and e.changes ? %(since)s
"""
TOLD = """
select m.id, m.record as about, t.process, coalesce((select (v.changes -> %(version)s ->> 0)::int
        from {event} v where v.record = m.record and v.changes ? %(version)s
        and (v.epoch, v.tx, v.seq) >= (m.epoch, m.tx, m.seq) order by v.epoch, v.tx, v.seq limit 1),
        t.process_version) as process_version, m.stage, m.to_stage, m.entered_at, m.left_at,
    m.owner_before as owner, m.unit_before as unit, t.deleted_at
from moved m join {table} t on t.id = m.record
where m.left_at > m.entered_at and m.stage is not null and m.to_stage is not null
    and not exists (select 1 from moved b where b.record = m.record and b.left_at < b.entered_at
        and b.left_at < m.left_at and (b.epoch, b.tx, b.seq) > (m.epoch, m.tx, m.seq))
"""
"""A move that was taken back tells of no stay, nor does any between it and the move back."""


def due(work: "Work") -> datetime | None:
    """At once where an object's stays were never made, else the next hour of the night."""
    return min((_due(work, each) for each in _staged(work)), default=None)


def sweep(on: "Ground", place: "Place") -> None:
    """Compare the stays of every object whose night has come, each in a transaction of its own."""
    with on.workspaces.begin(place.name, CALLER) as work:
        names = [each.name for each in _staged(work) if _due(work, each) <= work.now]
    for name in names:
        with on.workspaces.begin(place.name, CALLER) as work:
            work.execute("set local transaction_timeout = 0; set local statement_timeout = 0")
            compare(work, work.schema.object(name))


def compare(work: "Work", object: ObjectType) -> int:
    """Make the stays of an object's records what the log says; how many were not."""
    known, wrong = _checked_at(work, object) is not None, 0
    kept = work.schema.object(OBJECT)
    for some in _differing(work, object):
        drop(work, kept, "id = any(%(ids)s)", {"ids": [each["id"] for each in some]})
        put(work, kept, stays(work, [each for each in some if each["there"]]))
        wrong += len(some)
    work.execute(
        f"insert into {work.place.schema}._stays (object, checked_at) values (%s, %s) "
        "on conflict (object) do update set checked_at = excluded.checked_at",
        [object.id, work.now],
    )
    if known and wrong:
        log.warning("%s stays of %s were not what the log says and were mended", wrong, object.name)
        _tell(work, object, wrong)
    return wrong


def _differing(work: "Work", object: ObjectType) -> Iterator[list[dict[str, Any]]]:
    """What the log says of stays that are not kept so, and those that it says nothing of (not `there`)."""
    fields, place = object.fields, work.place.schema
    names = {"event": work.events.table, "table": f"{place}.{object.table.name}"}
    same = ", ".join(f"x.{name}" for name in SAID), ", ".join(f"k.{name}" for name in SAID)
    said = ", ".join(f"x.{name}" for name in SAID)
    query = (
        f"with moved as materialized ({MOVED.format(**names)}), x as ({TOLD.format(**names)}), "
        f"k as (select * from {place}.{OBJECT} where subject = %(name)s) "
        f"select coalesce(x.id, k.id) as id, x.id is not null as there, {said}, %(name)s as subject "
        f"from x full join k on k.id = x.id where ({same[0]}) is distinct from ({same[1]})"
    )
    bound = {"object": object.id, "name": object.name, "stage": fields["stage"].id,
             "since": fields["stage_since"].id, "version": fields["process_version"].id}  # fmt: skip
    with work.connection.cursor("stays", row_factory=dict_row) as cursor:
        cursor.execute(query, bound)
        while some := cursor.fetchmany(CHUNK):
            yield some


def _staged(work: "Work") -> list[ObjectType]:
    return [each for each in work.schema.objects.values() if each.staged]


def _due(work: "Work", object: ObjectType) -> datetime:
    moment = _checked_at(work, object)
    return work.now if moment is None else night_after(work, moment)


def _checked_at(work: "Work", object: ObjectType) -> datetime | None:
    query = f"select checked_at from {work.place.schema}._stays where object = %s"
    row = work.execute(query, [object.id]).fetchone()
    return None if row is None else row[0]


def _tell(work: "Work", object: ObjectType, wrong: int) -> None:
    action = actions_of(work).get(OPEN)
    if action is None:
        return
    said: Mapping[str, Any] = {
        "kind": "exception", "level": "yellow", "source": "metrics.stays",
        "facts": {"object": object.name, "rows": wrong},
        "title": {"zh": f"{object.label.zh}的阶段停留和日志不符，已改正",
                  "en": f"Kept stays of {object.label.en} differed from the log and were mended"},
        "cause": {"zh": f"{wrong} 条不符。有人绕过系统改过数据。",
                  "en": f"{wrong} rows differed: data was changed past the system."},
        "who": work.settings.value("metrics.told"), "episode": f"stays {object.id} {work.today}",
    }  # fmt: skip
    action.perform(work, None, dict(said))
