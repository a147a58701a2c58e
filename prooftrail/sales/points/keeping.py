"""Points as records: one for an action however much proves it; moved to other proof, or withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.churn import Weight, weights_of
from prooftrail.sales.points.rules.counting import weighed

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

POINT, COUNTED, WITHDRAWN = "point", "counted", "withdrawn"
PROOFS = (
    "select e.id, a.id as activity, a.owner, a.type, a.topic, coalesce(a.customer, d.customer) as customer, "
    "a.occurred_at from {schema}.evidence e join {schema}.activity a on a.id = e.via "
    "and a.deleted_at is null left join {schema}.deal d on d.id = a.deal "
    "where e.id = any(%(ids)s) and e.state = 'proven' and e.deleted_at is null "
    "and a.origin <> 'imported' and a.owner is not null and a.occurred_at >= %(since)s "
    "and not coalesce(a.flags, '{{}}') @> array['fabricated'] order by e.id"
)


def count(work: "Work", proven: Sequence[UUID]) -> None:
    """Points for the actions that some evidence has just proven: each action once."""
    since = work.now - timedelta(days=min(work.settings.value("points.counts_days"), 36_500))
    rows = _rows(work, PROOFS, ids=list(proven), since=since)
    off, worth = off_people(work), work.settings.value("points.worth")
    first = {each["activity"]: each for each in reversed(rows)}
    wanted = [each for each in first.values() if each["type"] in worth and each["owner"] not in off]
    if not wanted:
        return
    _hold(work, {each["owner"] for each in wanted})
    there = {
        row["mark"]: row
        for row in _rows(
            work,
            f"select id, mark, state from {{schema}}.{POINT} where mark = any(%(marks)s) "
            "and deleted_at is null",
            marks=[str(each["activity"]) for each in wanted],
        )
    }
    weights = weights_of(work, ((each["customer"], _day(work, each)) for each in wanted if each["customer"]))
    changes = [
        _counted(work, each, there.get(str(each["activity"])), worth[each["type"]],
                 weights.get((each["customer"], _day(work, each))))
        for each in wanted
    ]  # fmt: skip
    _write(work, [each for each in changes if each is not None], "point.earned")


def withdraw(work: "Work", fallen: Sequence[UUID], made_up: Sequence[UUID]) -> None:
    """Take back the points of proof that fell, unless other proof of the same action stands; and of actions
    that were made up."""
    rows = _rows(
        work,
        f"select p.id, p.owner, (p.activity = any(%(made_up)s)) is true as made_up, (select e.id from "
        "{schema}.evidence e where e.via = p.activity and e.state = 'proven' and e.deleted_at is null "
        f"order by e.id limit 1) as other from {{schema}}.{POINT} p where p.state = 'counted' "
        "and p.deleted_at is null and (p.evidence = any(%(fallen_ids)s) or p.activity = any(%(made_up)s)) "
        "order by p.id for update of p",
        fallen_ids=[str(each) for each in fallen], made_up=list(made_up),
    )  # fmt: skip
    kept = [each for each in rows if each["other"] and not each["made_up"]]
    gone = [each for each in rows if each not in kept]
    _write(work, [Change("update", POINT, each["id"], {"evidence": str(each["other"])}) for each in kept],
           "point.proven_otherwise")  # fmt: skip
    _write(work, [
        Change("update", POINT, each["id"], {
            "state": WITHDRAWN, "withdrawn_at": work.now.isoformat(),
            "why": FABRICATED if each["made_up"] else REJECTED,
        }) for each in gone
    ], "point.withdrawn")  # fmt: skip


REJECTED, FABRICATED = "证据被驳回 / Evidence rejected", "判定为虚报 / Judged made up"


def off_people(work: "Work") -> set[UUID]:
    """Who has no points: the people of departments that are left out, by id, code or name, and below."""
    said = work.settings.value("points.off_departments")
    if not said:
        return set()
    rows = work.execute(
        f"with recursive off as (select id from {work.place.schema}.department where deleted_at is null "
        "and (id::text = any(%(said)s) or code = any(%(said)s) or name = any(%(said)s)) union select d.id "
        f"from {work.place.schema}.department d join off on d.parent = off.id) select p.id from "
        f"{work.place.schema}.person p join off on off.id = p.department",
        {"said": list(said)},
    ).fetchall()
    return {row[0] for row in rows}


def _counted(
    work: "Work", row: Mapping[str, Any], held: Mapping[str, Any] | None, worth: int, weight: Weight | None
) -> Change | None:
    if held is not None and held["state"] == COUNTED:
        return None
    values: dict[str, Any] = {
        "state": COUNTED, "points": weighed(worth, weight.times if weight else None), "kind": row["type"],
        "weight": str(weight.times) if weight else None,
        "weighed_by": str(weight.record) if weight else None, "evidence": str(row["id"]),
        "earned_at": work.now.isoformat(), "withdrawn_at": None, "why": None,
    }  # fmt: skip
    if held is not None:
        return Change("update", POINT, held["id"], values)
    title = (row["topic"] or row["type"])[:200]
    return Change("create", POINT, uuid7(), {
        **values, "title": title, "mark": str(row["activity"]), "activity": str(row["activity"]),
        "day": _day(work, row).isoformat(), "owner": str(row["owner"]),
    })  # fmt: skip


def _day(work: "Work", row: Mapping[str, Any]) -> date:
    """The company's day on which it was done."""
    found: date = row["occurred_at"].astimezone(work.zone).date()
    return found


def _hold(work: "Work", people: set[UUID]) -> None:
    """Who counts for the same person at the same time waits for the first, so that nothing counts twice."""
    for person in sorted(people):
        key = f"{work.place.name}/{person}"
        work.execute("select pg_advisory_xact_lock(7355, hashtext(%s))", [key])


def _write(work: "Work", changes: Sequence[Change], action: str) -> None:
    if changes:
        with work.acting(system("points", work.actor.person)):
            work.records.apply(changes, loose=True, action=action)


def _rows(work: "Work", query: str, **values: Any) -> list[dict[str, Any]]:
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(query.format(schema=work.place.schema), values).fetchall()
