"""What was planned for a day, on that day: rights follow the dated rows by themselves, records here."""

from datetime import datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.access.design.organisation import align
from prooftrail.platform.people.dated import HEAD, MEMBER, ROLE, UNDER, Relation

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

LATE = 30
"""Days a planned change is still looked for, where no worker ran on its own."""


def follow_plans(ground: "Ground", place: "Place") -> None:
    """The sweep: let people and departments say what began or ended with a day; often nothing."""
    from prooftrail.platform.work import Caller

    with ground.workspaces.begin(place.name, Caller(reason="planned")) as work:
        for relation in (MEMBER, HEAD, UNDER):
            for record, _ in _turned(work, relation):
                align(work, relation, record)
        for person, role in _turned(work, ROLE):
            align(work, ROLE, person, role)


def plans_due(work: "Work") -> datetime | None:
    """The first moment of the next day on which something planned begins or ends."""
    place = work.place.schema
    days = " union all ".join(
        f"select {edge} as day from {place}.{each.table}"
        for each in (MEMBER, HEAD, UNDER, ROLE)
        for edge in ("since", "until")
    )
    row = work.execute(f"select min(day) from ({days}) d where day > %s", [work.today]).fetchone()
    if row is None or row[0] is None:
        return None
    return datetime.combine(row[0], time.min, work.zone)


def _turned(work: "Work", relation: Relation) -> list[tuple[UUID, str]]:
    """Whose spans began or ended lately while the record says otherwise; nobody who is not here."""
    place, object = work.place.schema, relation.object
    here = "and (r.left_on is null or r.left_on > %(day)s) and coalesce(r.joined_on, %(day)s) <= %(day)s"
    rows = work.execute(
        f"select distinct r.id, {'s.role' if relation is ROLE else 'null::text'} "
        f"from {place}.{relation.table} s join {place}.{object} r on r.id = s.{relation.key} "
        f"where r.deleted_at is null {here if object == 'person' else ''} "
        "and ((s.since <= %(day)s and s.since > %(day)s - %(late)s) "
        "or (s.until <= %(day)s and s.until > %(day)s - %(late)s)) "
        f"and {_says_otherwise(work, relation)}",
        {"day": work.today, "late": LATE},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def _says_otherwise(work: "Work", relation: Relation) -> str:
    if relation is ROLE:
        held = "(s.until is null or s.until > %(day)s)"
        return f"{held} <> (s.role = any(coalesce(r.roles, '{{}}')))"
    return (
        f"r.{relation.field} is distinct from (select n.{relation.column} "
        f"from {work.place.schema}.{relation.table} n where n.{relation.key} = r.id "
        "and n.since <= %(day)s and (n.until is null or n.until > %(day)s) order by n.since desc limit 1)"
    )
