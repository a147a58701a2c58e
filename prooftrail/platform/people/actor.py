"""Who is calling: a person with today's roles, units and reports, or the system for a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from psycopg import sql

from prooftrail.platform.access.grants import SYSTEM, Access, merge
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Locale

ActorKind = Literal["person", "key", "system"]


@dataclass(frozen=True)
class Actor:
    """`person` acts; `on_behalf` is the real person behind a view-as, and then nothing is written."""

    kind: ActorKind
    person: UUID | None
    login: str
    name: str
    access: Access
    roles: tuple[str, ...] = ()
    department: UUID | None = None
    locale: Locale = "zh"
    on_behalf: UUID | None = None
    reason: str | None = None

    @cached_property
    def rights(self) -> str:
        """A fingerprint of what he may do, by which a session notices that it changed."""
        access = self.access
        hidden = sorted((name, sorted(fields)) for name, fields in access.hidden.items())
        said = repr((self.roles, sorted(access.permissions), sorted(access.grants.items()), hidden))
        return sha256(said.encode()).hexdigest()[:32]

    def with_all_rights(self) -> "Actor":
        """Himself with the system's rights: what an action may do was asked already, and the history says who
        did it."""
        return replace(self, access=SYSTEM)

    @property
    def read_only(self) -> bool:
        """Whether somebody is only looking through this person's eyes."""
        return self.on_behalf is not None


def system(reason: str, person: UUID | None = None) -> Actor:
    """The system itself, for a stated reason, in a person's name where there is one."""
    return Actor("system", person, "", reason, SYSTEM, reason=reason)


_PEOPLE = """
with recursive
who as (select unnest(%(people)s::uuid[]) as id),
mine as (
    select m.person, m.department from {schema}._member m join who on who.id = m.person
    where since <= %(day)s and (until is null or until > %(day)s)
),
below(person, id) as (
    select person, department from mine
    union select h.person, h.department from {schema}._head h join who on who.id = h.person
        where h.since <= %(day)s and (h.until is null or h.until > %(day)s)
    union select b.person, u.department from {schema}._under u join below b on u.parent = b.id
        where u.since <= %(day)s and (u.until is null or u.until > %(day)s)
),
-- Where everybody is on that day, or was last: a leaver's customers stay in sight of his team.
place as (
    select distinct on (person) person, department from {schema}._member where since <= %(day)s
    order by person, since desc, until desc nulls first
),
-- Joined, not asked once per person: a preview of rights loads everybody.
held as (
    select o.person, json_agg(json_build_object('key', r.key, 'grants', r.grants, 'fields', r.fields,
            'permissions', r.permissions) order by r.key) as roles
    from (select distinct o.person, o.role from {schema}._role_of o join who on who.id = o.person
        where o.since <= %(day)s and (o.until is null or o.until > %(day)s)) o
    join {schema}._role r on r.key = o.role group by o.person
),
team as (
    select m.person, array_agg(distinct l.person) as people
    from mine m join place l on l.department = m.department group by m.person
),
subtree as (
    select b.person, array_agg(distinct l.person) as people
    from below b join place l on l.department = b.id group by b.person
),
given as (
    select s.person, array_agg(distinct s.object) as objects
    from {schema}._share s join who on who.id = s.person group by s.person
)
select p.id, p.name, a.login, a.locale, p.department,
    a.ended_at is not null or p.deleted_at is not null or coalesce(p.left_on <= %(day)s, false),
    coalesce(held.roles, '[]'), coalesce(team.people, '{{}}'), coalesce(subtree.people, '{{}}'),
    coalesce(given.objects, '{{}}')
from who join {schema}.person p on p.id = who.id left join {schema}._account a on a.person = p.id
left join held on held.person = p.id left join team on team.person = p.id
left join subtree on subtree.person = p.id left join given on given.person = p.id
"""


def load_actor(
    connection: Connection, schema: str, person: UUID, day: date,
    designed: Mapping[str, Mapping[str, str]] | None = None,
) -> Actor:  # fmt: skip
    """The person as of `day`: one statement; `designed` as in `merge`. Refuses somebody who is gone."""
    found = load_actors(connection, schema, [person], day, designed).get(person)
    if found is None:
        raise Refusal("not_signed_in", "unsigned")
    return found


def load_actors(
    connection: Connection, schema: str, people: Sequence[UUID], day: date,
    designed: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[UUID, Actor]:  # fmt: skip
    """Everybody who is here on `day`, by one statement however many they are."""
    statement = sql.SQL(_PEOPLE.format(schema=schema))  # the schema's name is ours
    rows = connection.execute(statement, {"people": list(people), "day": day}).fetchall()
    merged: dict[tuple[str, ...], Access] = {}
    return {row[0]: _actor(row, designed, merged) for row in rows if not row[5]}


def _actor(
    row: Sequence[Any], designed: Mapping[str, Mapping[str, str]] | None,
    merged: dict[tuple[str, ...], Access],
) -> Actor:  # fmt: skip
    """One of them; `merged` keeps what the same roles come to."""
    person, name, login, locale, department, _, roles, team, subtree, shared = row
    keys = tuple(role["key"] for role in roles)
    if keys not in merged:
        merged[keys] = merge(roles, designed)
    access = replace(merged[keys], owners=_owners(person, team, subtree), shared=frozenset(shared))
    return Actor("person", person, login or "", name, access, keys, department, locale or "zh")


def _owners(person: UUID, team: list[UUID], subtree: list[UUID]) -> dict[Any, tuple[UUID, ...]]:
    with_me = {person, *team}
    return {
        "own": (person,),
        "team": tuple(sorted(with_me)),
        "subtree": tuple(sorted(with_me | set(subtree))),
    }
