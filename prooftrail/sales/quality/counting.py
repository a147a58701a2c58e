"""Counting what is filled, stale and doubled: a statement an object, over the whole workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.processes.store import versions
from prooftrail.sales.quality.rules.scoring import Tally

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OBJECTS = ("customer", "deal", "lead")
"""What is looked at; of deals and leads those that have not ended."""
MOST_DAYS = 36_500
CHANGED = "case when t.version = 1 then t.created_at else t.updated_at end"
"""When a record was changed last: one brought in from elsewhere and never changed is as old as it was."""
LEAST_DIGITS = 7
"""Digits from which on a telephone number tells one customer from another."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key field of an object and its weight."""

    field: Field
    weight: int


def keys_of(work: "Work", object: str) -> list[Key]:
    """The key fields the setting names that are there and have one column."""
    known = work.schema.object(object)
    said: Mapping[str, int] = work.settings.value("quality.fields").get(object, {})
    return [
        Key(known.fields[name], weight)
        for name, weight in said.items()
        if name in known.fields and known.fields[name].column in known.table.c and weight > 0
    ]


def counted(work: "Work") -> dict[UUID | None, Tally]:
    """Each department's own records; those without one stand under None."""
    found: dict[UUID | None, Tally] = {}
    for object in OBJECTS:
        for row in work.execute(_statement(work, object), _bound(work, object)).fetchall():
            found[row[0]] = found.get(row[0], Tally()) + Tally(row[1], row[2], row[3], row[4])
    for unit, compared, doubled in work.execute(_doubled(work)).fetchall():
        found[unit] = found.get(unit, Tally()) + Tally(compared=compared, doubled=doubled)
    return found


def gaps_of_owners(work: "Work") -> dict[UUID, list[tuple[str, Field, int]]]:
    """Key fields that are missing, by who has the records: object, field, how many; new records too."""
    found: dict[UUID, list[tuple[str, Field, int]]] = {}
    for object in OBJECTS:
        keys = keys_of(work, object)
        if not keys:
            continue
        counts = ", ".join(f"count(*) filter (where t.{each.field.column} is null)" for each in keys)
        rows = work.execute(
            f"select t.owner, {counts} from {work.place.schema}.{object} t "
            f"where t.owner is not null and t.deleted_at is null and {_open(work, object)} group by t.owner",
            _bound(work, object),
        ).fetchall()
        for owner, *missing in rows:
            said = [(object, key.field, n) for key, n in zip(keys, missing, strict=True) if n]
            if said:
                found.setdefault(owner, []).extend(said)
    return found


def departments(work: "Work") -> dict[UUID, tuple[str, UUID | None, UUID | None]]:
    """Every department there is today: its name, what it is below, its head."""
    schema = work.place.schema
    rows = work.execute(
        "select d.id, d.name, (select u.parent from "
        f"{schema}._under u where u.department = d.id and u.since <= %(day)s "
        "and (u.until is null or u.until > %(day)s) order by u.since desc limit 1), d.manager "
        f"from {schema}.department d where d.deleted_at is null",
        {"day": work.today},
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def stale_since(work: "Work", object: str) -> datetime:
    """Who was not touched since is stale."""
    days: int = work.settings.value("quality.stale_days").get(object, MOST_DAYS)
    return work.now - timedelta(days=min(days, MOST_DAYS))


def new_since(work: "Work") -> datetime:
    """What was made after is new: its gaps do not count yet."""
    return work.now - timedelta(days=min(work.settings.value("quality.new_days"), MOST_DAYS))


def ended(work: "Work") -> list[str]:
    """Stages that end a deal, of every version of its processes."""
    nodes = [node for process in versions(work, "deal") for node in process.nodes]
    return sorted({node.key for node in nodes if node.end is not None})


def _bound(work: "Work", object: str) -> dict[str, Any]:
    return {"stale": stale_since(work, object), "new": new_since(work), "ended": ended(work)}


def _open(work: "Work", object: str) -> str:
    if object == "deal":
        return "t.closed_on is null and not coalesce(t.stage = any(%(ended)s), false)"
    return "coalesce(t.status, 'new') in ('new', 'working')" if object == "lead" else "true"


def _statement(work: "Work", object: str) -> str:
    schema, keys = work.place.schema, keys_of(work, object)
    filled = " + ".join(f"(t.{each.field.column} is not null)::int * {each.weight}" for each in keys) or "0"
    possible = sum(each.weight for each in keys)
    acted = "true"
    if object != "lead":
        acted = (
            f"t.id not in (select a.{object} from {schema}.activity a where a.occurred_at >= %(stale)s "
            f"and a.{object} is not null and a.deleted_at is null)"
        )
    return (
        f"select t.unit, count(*), coalesce(sum({filled}), 0)::int, (count(*) * {possible})::int, "
        f"count(*) filter (where {CHANGED} < %(stale)s and {acted}) "
        f"from {schema}.{object} t where t.deleted_at is null and t.created_at < %(new)s "
        f"and {_open(work, object)} group by t.unit"
    )


def _doubled(work: "Work") -> str:
    """Customers of whom another has the same credit code, or the same telephone number."""
    schema = work.place.schema
    return (
        "select unit, count(*), count(*) filter (where (code <> '' and codes > 1) or "
        f"(length(digits) >= {LEAST_DIGITS} and phones > 1)) from (select unit, code, digits, "
        "count(*) over (partition by code) as codes, count(*) over (partition by digits) as phones from "
        "(select unit, upper(coalesce(credit_code, '')) as code, "
        "regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g') as digits "
        f"from {schema}.customer where deleted_at is null) c) d group by unit"
    )


def month_text(month: date) -> str:
    """A month as marks name it."""
    return month.isoformat()[:7]
