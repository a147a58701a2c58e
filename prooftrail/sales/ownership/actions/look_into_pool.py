"""The pool as those see it who have no part in its customers: a list that harms nobody, and so many a day
whole."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.hands.moves import count_looks, note_look
from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.ownership.model import CUSTOMER, LOOK_LOCK, POOL
from prooftrail.sales.ownership.queries import claimant, in_pool, terms
from prooftrail.sales.ownership.weighing import against

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SHOWN = ("name", "grade", "industry", "region", "pool")
"""What a row of the list tells, where the caller may read it: nothing by which a customer could be called."""
MOST = 100
CONTACTS = 50


class ListPool(Input):
    """`pool`, `grade` and `search`, in the name, narrow it; `after` is how many rows to pass over."""

    pool: str | None = Field(default=None, max_length=80)
    grade: str | None = Field(default=None, max_length=48)
    search: str = Field(default="", max_length=80)
    after: int = Field(default=0, ge=0, le=10_000)
    limit: int = Field(default=50, ge=1, le=MOST)


class LookAtPoolCustomer(Input):
    """Nothing but the customer, who is the action's record."""


@action("list_pool", "查看公海", "List the pool")
def list_pool(work: "Work", record: UUID | None, given: ListPool) -> Done:
    """What lies in the pool, the latest first; of each what would stand against claiming it."""
    _may_look(work)
    rows = _rows(work, given)
    shown, more = rows[: given.limit], len(rows) > given.limit
    readable = work.access.readable(work.schema.object(CUSTOMER))
    person = work.actor.person
    refused = against(work, person, shown) if person else [[] for _ in shown]
    items: list[Json] = [
        {"id": str(row["id"]), **{name: row[name] for name in SHOWN if name in readable},
         "since": row["since"].isoformat(), "against": [_said(work, each) for each in found]}
        for row, found in zip(shown, refused, strict=True)
    ]  # fmt: skip
    counts = work.execute(
        f"select coalesce(pool, ''), count(*) from {work.place.schema}.{CUSTOMER} where routing = '{POOL}' "
        "and owner is null and deleted_at is null group by 1 order by 2 desc, 1 limit 50"
    ).fetchall()
    pools: list[Json] = [{"pool": name, "count": count} for name, count in counts]
    return Done(
        {
            "items": items,
            "more": more,
            "pools": pools,
            "limits": _limits(work),
            "assigns": work.access.grant(CUSTOMER).write in ("team", "subtree", "all"),
        }
    )


@action("look_at_pool_customer", "打开公海客户", "Open pool customer")
def look_at_pool_customer(work: "Work", record: UUID | None, given: LookAtPoolCustomer) -> Done:
    """One customer of the pool with the people there; whoever does not see him anyway may open so many a day,
    each counted once."""
    _may_look(work)
    row = in_pool(work, record)
    if not work.records.present(CUSTOMER, row["id"]):
        _count(work, row["id"])
    customer, contact = work.access.grant(CUSTOMER), work.access.grant("contact")
    grants = {**work.access.grants, CUSTOMER: replace(customer, read="all")}
    if contact.read != "none":
        grants["contact"] = replace(contact, read="all")
    seeing = replace(work.actor, access=replace(work.access, grants=grants))
    with work.acting(seeing):
        found = json.loads(work.records.get(CUSTOMER, row["id"]))
        people = (
            json.loads(
                work.records.page("contact", Query(["customer", "=", str(row["id"])], limit=CONTACTS)).items
            )
            if contact.read != "none"
            else []
        )
    refused = against(work, work.actor.person, [row])[0] if work.actor.person else []
    against_it: list[Json] = [_said(work, each) for each in refused]
    return Done({"customer": found, "contacts": people, "against": against_it, "limits": _limits(work)})


def _may_look(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if work.access.grant(CUSTOMER).read == "none":
        raise Refusal("claim_not_for_you", "forbidden")


def _rows(work: "Work", given: ListPool) -> list[dict[str, Any]]:
    schema = work.place.schema
    search = given.search.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        "select c.*, coalesce(m.at, c.updated_at, c.created_at) as since from "
        f"{schema}.{CUSTOMER} c left join lateral (select at from {schema}._pool_move where record = c.id "
        "order by at desc limit 1) m on true "
        f"where c.routing = '{POOL}' and c.owner is null and c.deleted_at is null "
        "and (%(pool)s::text is null or c.pool = %(pool)s) "
        "and (%(grade)s::text is null or c.grade = %(grade)s) "
        "and (%(search)s = '' or c.name ilike '%%' || %(search)s || '%%') "
        "order by since desc, c.id limit %(most)s offset %(after)s",
        {"pool": given.pool, "grade": given.grade, "search": search, "most": given.limit + 1,
         "after": given.after},
    ).fetchall()  # fmt: skip


def _count(work: "Work", record: UUID) -> None:
    """Count a look. Refuses one more than the caller has a day; who looks twice looked once."""
    person = work.actor.person
    if person is None:
        return
    mark = f"{work.place.name}/{person}"
    work.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [LOOK_LOCK, mark])
    fresh = note_look(work, person, record)
    most = looks_a_day(work)
    if fresh and count_looks(work, person) > most:
        opens = datetime.combine(work.today + timedelta(days=1), time(), work.zone)
        facts = {"most": most, "until": opens.strftime("%Y-%m-%d %H:%M")}
        raise Refusal("pool_looks_spent", "conflict", facts=facts)


def looks_a_day(work: "Work") -> int:
    """How many the caller may open a day: by the most generous of his roles, or as everybody."""
    said: Mapping[str, int] = work.settings.value("ownership.looks_per_day")
    mine = [said[role] for role in work.actor.roles if role in said]
    return max(mine) if mine else said.get("*", 0)


def _limits(work: "Work") -> Json:
    """What is left to the caller today."""
    if work.actor.person is None:
        return None
    who, asked = claimant(work, work.actor.person), terms(work)
    return {
        "looked": count_looks(work, work.actor.person), "looks": looks_a_day(work),
        "claimed_today": who.today,
        "per_day": asked.per_day, "claimed_week": who.week, "per_week": asked.per_week, "held": who.held,
        "most_held": asked.most_held, "level": who.level,
    }  # fmt: skip


def _said(work: "Work", refused: Refusal) -> Json:
    said = refused.said(work.locale)
    return {name: said[name] for name in ("code", "message", "remedy")}
