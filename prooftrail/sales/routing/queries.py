"""What giving out asks the database, set by set: who may get something, how much waits for each, whose
turn it is, what is to be given out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.organisation import holders
from prooftrail.sales.routing.model import GIVEN_OUT, HELD, LEAD, LIVE, PROFILE, RECORD, SET, WAITING
from prooftrail.sales.routing.rules.choosing import ROUND
from prooftrail.sales.routing.rules.shapes import AWAY, PAUSED, Rep

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

IN_FORCE = "since <= %(day)s and (until is null or until > %(day)s)"
AWAITING = {
    LEAD: "routing is distinct from 'waiting' and answered_at is null and (status is null or status = 'new')",
}
"""What of an object waits for its owner; of the others what he has not had in hand since it was given."""
GROUP_LOCKS = 7354
LET_GO = ("lapsed", "declined")
MEMORY = timedelta(days=30)
"""How long somebody's turn is remembered."""


def live_set(work: "Work", about: str, *, hold: bool = False) -> dict[str, Any] | None:
    """The version in force; with `hold` it stays in force until this transaction ends."""
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select id, number, definition from {work.place.schema}.{SET} where about = %s and state = %s "
        "and deleted_at is null order by number desc limit 1" + (" for share" if hold else ""),
        [about, LIVE],
    ).fetchone()


def reps(work: "Work") -> list[Rep]:
    """Everybody who sells and is here, with profile and leave, by name."""
    people = [
        each for role in work.settings.value("routing.roles") for each in holders(work, role, "all", None)
    ]
    away: dict[UUID, date] = dict(work.execute(
        f"select person, max(until) from {work.place.schema}._stand_in where since <= %(day)s "
        "and until >= %(day)s group by person", {"day": work.today},
    ).fetchall())  # fmt: skip
    rows = (
        work.connection.cursor(row_factory=dict_row)
        .execute(
            f"select * from {work.place.schema}.{PROFILE} where person = any(%s) and deleted_at is null "
            "order by id",
            [people],
        )
        .fetchall()
    )
    profiles = {row["person"]: row for row in rows}
    return [_rep(work, each, profiles.get(each) or {}, away.get(each)) for each in dict.fromkeys(people)]


def _rep(work: "Work", person: UUID, profile: Mapping[str, Any], stood_in: date | None) -> Rep:
    since, until = profile.get("away_from"), profile.get("away_until")
    dated = since is not None or until is not None
    gone = dated and (since is None or since <= work.today) and (until is None or until >= work.today)
    why = AWAY if gone or stood_in else PAUSED if profile.get("paused") else None
    last = until if gone else stood_in
    return Rep(
        str(person), profile, tuple(profile.get("regions") or ()), frozenset(profile.get("skills") or ()),
        away=why, until=last.isoformat() if last else None,
    )  # fmt: skip


def loads(work: "Work") -> dict[str, int]:
    """How many leads and customers wait for each."""
    parts = [
        f"select owner from {work.place.schema}.{name} where owner is not null and deleted_at is null and "
        + AWAITING.get(name, "routing = any(%(held)s)")
        for name in GIVEN_OUT
    ]
    rows = work.execute(
        f"select owner, count(*) from ({' union all '.join(parts)}) w group by owner", {"held": list(HELD)}
    ).fetchall()
    return {str(owner): count for owner, count in rows}


def turns(work: "Work", set: UUID | None, rules: Iterable[str]) -> list[tuple[str, str, int]]:
    """The turns of each rule's last round: rule, who had it, where it began."""
    rows = work.execute(
        "select k.rule, a.owner::text, a.turn from unnest(%s::text[]) k(rule) cross join lateral "
        f"(select owner, turn, max(turn) over () as last from {work.place.schema}.{RECORD} "
        "where distribution = %s and rule = k.rule and turn is not null and decided_at > %s) a "
        "where a.turn >= a.last - %s",
        [list(rules), set, work.now - MEMORY, ROUND],
    ).fetchall()
    return [(rule, owner, turn) for rule, owner, turn in rows]


def waiting(
    work: "Work", about: str, most: int, records: Sequence[UUID] | None = None
) -> list[dict[str, Any]]:
    """Records to be given out, the oldest first; others may be at them."""
    chosen = "" if records is None else "and id = any(%(ids)s) "
    return work.connection.cursor(row_factory=dict_row).execute(
        f"select * from {work.place.schema}.{about} where routing = %(state)s and deleted_at is null {chosen}"
        "and (due_at is null or due_at <= %(now)s) order by id limit %(most)s",
        {"state": WAITING, "now": work.now, "most": most, "ids": list(records or ())},
    ).fetchall()  # fmt: skip


def held(work: "Work", about: str, records: Sequence[UUID]) -> list[dict[str, Any]]:
    """Those of the records that still wait, nobody else's until this transaction ends."""
    return work.connection.cursor(row_factory=dict_row).execute(
        f"select * from {work.place.schema}.{about} where id = any(%s) and routing = %s "
        "and deleted_at is null order by id for no key update skip locked",
        [list(records), WAITING],
    ).fetchall()  # fmt: skip


def try_groups(work: "Work", about: str, names: Sequence[str], most: int) -> set[str]:
    """Of groups of rules those, at most so many, that nobody else gives out by; they are this one's now."""
    rows = work.execute(
        "select k from unnest(%s::text[]) k where pg_try_advisory_xact_lock(%s, hashtext(%s || k)) limit %s",
        [list(names), GROUP_LOCKS, f"{work.place.name}/{about}/", most],
    ).fetchall()
    return {row[0] for row in rows}


def take_groups(work: "Work", about: str, names: Sequence[str]) -> None:
    """Wait until the groups are this one's."""
    work.execute(
        "select pg_advisory_xact_lock(%s, hashtext(%s || k)) from unnest(%s::text[]) k",
        [GROUP_LOCKS, f"{work.place.name}/{about}/", list(names)],
    )


def had(work: "Work", about: str, records: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """Who had each of the records and let it go."""
    rows = work.execute(
        f"select {about}, array_agg(distinct owner::text) from {work.place.schema}.{RECORD} "
        f"where {about} = any(%s) and ended_by = any(%s) group by 1",
        [list(records), list(LET_GO)],
    ).fetchall()
    return {record: frozenset(people) for record, people in rows}


def members_below(work: "Work", departments: Sequence[str]) -> dict[str, frozenset[str]]:
    """Who sits in each department or below it today."""
    if not departments:
        return {}
    schema = work.place.schema
    rows = work.execute(
        "with recursive below(top, id) as (select d, d from unnest(%(units)s::uuid[]) d union "
        f"select b.top, u.department from {schema}._under u join below b on u.parent = b.id "
        f"where {IN_FORCE}) "
        f"select b.top::text, array_agg(m.person::text) from below b join {schema}._member m "
        f"on m.department = b.id where {IN_FORCE} group by 1",
        {"units": list(departments), "day": work.today},
    ).fetchall()
    return {top: frozenset(people) for top, people in rows}


def names_of(work: "Work", object: str, ids: Sequence[str]) -> dict[str, str]:
    """Names by id, of those that are there."""
    rows = work.execute(
        f"select id::text, name from {work.place.schema}.{object} where id = any(%s::uuid[]) "
        "and deleted_at is null",
        [list(dict.fromkeys(ids))],
    ).fetchall()
    return dict(rows)


def open_records(work: "Work", about: str, records: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The decision under which each record is with somebody now, as long as it is not over."""
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select distinct on ({about}) id, {about} as record, owner, unit, accepted_at, "
        "answered_at, decided_at, touched_twice "
        f"from {work.place.schema}.{RECORD} where {about} = any(%s) and ended_at is null "
        f"and owner is not null and deleted_at is null order by {about}, decided_at desc, id desc",
        [list(records)],
    ).fetchall()
    return {row["record"]: row for row in rows}
