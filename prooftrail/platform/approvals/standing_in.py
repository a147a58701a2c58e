"""Who decides in somebody's place while he is away: dated, both days included, one after another."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FURTHEST = 5
"""How many people in a row may be away."""


def stand_ins(work: "Work", people: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of those who are away today, who decides for them; whoever stands in and is away hands it on.

    Where the row of people leads nowhere or back, nobody stands in.
    """
    table = f"{work.place.schema}._stand_in"
    query = (
        f"select distinct on (person) person, stand_in from {table} "
        "where since <= %(day)s and until >= %(day)s order by person, at desc, id desc"
    )
    wanted = list(dict.fromkeys(people))
    if not wanted:
        return {}
    away: dict[UUID, UUID] = dict(work.execute(query, {"day": work.today}).fetchall())
    found = {each: other for each in wanted if (other := _end(away, each)) is not None}
    here = set(who_is_here(work, list(found.values())))
    return {each: other for each, other in found.items() if other in here}


def _end(away: dict[UUID, UUID], person: UUID) -> UUID | None:
    seen, at = {person}, away.get(person)
    for _ in range(FURTHEST):
        if at is None or at in seen:
            return None
        if at not in away:
            return at
        seen.add(at)
        at = away[at]
    return None


def show_stand_ins(work: "Work") -> dict[str, Json]:
    """`{"items"}`: who decides for the caller, and for whom he does, today and later."""
    place = work.place.schema
    rows = work.execute(
        f"select p.id, p.name, o.id, o.name, s.since, s.until from {place}._stand_in s "
        f"join {place}.person p on p.id = s.person join {place}.person o on o.id = s.stand_in "
        "where (s.person = %(me)s or s.stand_in = %(me)s) and s.until >= %(day)s order by s.since, s.id",
        {"me": work.actor.person, "day": work.today},
    ).fetchall()
    items: list[Json] = [
        {"person": {"id": str(row[0]), "label": row[1]}, "stand_in": {"id": str(row[2]), "label": row[3]},
         "from": row[4].isoformat(), "until": row[5].isoformat()} for row in rows
    ]  # fmt: skip
    return {"items": items}
