"""Questions to the dated organisation: who is here, who holds a role near somebody, who heads him.

As of the company's date, one statement each. Where somebody is not any more, he was last.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DEEPEST = 40
"""Levels of departments that are walked upward."""
_HERE = (
    "p.deleted_at is null and (p.left_on is null or p.left_on > %(day)s) "
    "and (p.joined_on is null or p.joined_on <= %(day)s) and not exists "
    "(select 1 from {schema}._account a where a.person = p.id and a.ended_at is not null)"
)
_HOLDS = "{0}.since <= %(day)s and ({0}.until is null or {0}.until > %(day)s)"
_UP = (
    "up(id, depth) as ((select m.department, 0 from {schema}._member m "
    "where m.person = %(person)s and m.since <= %(day)s "
    "order by m.since desc, m.until desc nulls first limit 1) "
    "union all select u.parent, up.depth + 1 from {schema}._under u join up on u.department = up.id "
    f"where {_HOLDS.format('u')} and up.depth < {DEEPEST})"
)
_BELOW = (
    "below(top, depth, id) as (select id, depth, id from up union select b.top, b.depth, u.department "
    f"from {{schema}}._under u join below b on u.parent = b.id where {_HOLDS.format('u')})"
)


def who_is_here(work: "Work", people: Sequence[UUID]) -> list[UUID]:
    """Those of the people who work here today and may sign in, in the order given."""
    if not people:
        return []
    query = f"select p.id from {{schema}}.person p where p.id = any(%(people)s) and {_HERE}"
    rows = _ask(work, query, people=list(people))
    found = {row[0] for row in rows}
    return [each for each in people if each in found]


def holders(work: "Work", role: str, within: str, person: UUID | None) -> list[UUID]:
    """Who holds a role: in or below the person's department (`subtree`), at the nearest department upward
    that has one, itself or below it (`team`), or anywhere (`all`, and where nobody is near whom)."""
    held = f"{{schema}}._role_of o join {{schema}}.person p on p.id = o.person and {_HERE}"
    mine = f"o.role = %(role)s and {_HOLDS.format('o')}"
    if within == "all" or person is None:
        query = f"select p.id, 0 from {held} where {mine} group by p.id, p.name order by p.name, p.id"
        rows = _ask(work, query, role=role)
        return [row[0] for row in rows]
    query = (
        f"with recursive {_UP}, {_BELOW} "
        f"select p.id, min(b.depth * 2 + (b.id <> b.top)::int) as far from {held} "
        f"join {{schema}}._member m on m.person = p.id and {_HOLDS.format('m')} "
        f"join below b on b.id = m.department where {mine} group by p.id, p.name order by far, p.name, p.id"
    )
    rows = _ask(work, query, role=role, person=person)
    if within == "subtree":
        return [row[0] for row in rows if row[1] < 2]
    return [row[0] for row in rows if row[1] == rows[0][1]]


def heads_of(work: "Work", person: UUID) -> list[UUID]:
    """The heads above a person, the nearest first; departments whose head is gone are passed over.

    Who is a head himself counts from above his own departments.
    """
    query = (
        f"with recursive {_UP} select h.person from up join {{schema}}._head h on h.department = up.id "
        f"and {_HOLDS.format('h')} join {{schema}}.person p on p.id = h.person and {_HERE} order by up.depth"
    )
    chain = [row[0] for row in _ask(work, query, person=person)]
    own = max((at for at, each in enumerate(chain) if each == person), default=-1)
    return list(dict.fromkeys(chain[own + 1 :]))


def head_of(work: "Work", person: UUID, n: int = 1) -> UUID | None:
    """The n-th head above a person, if there are so many."""
    found = heads_of(work, person)
    return found[n - 1] if n <= len(found) else None


def _ask(work: "Work", query: str, **values: object) -> list[tuple[UUID, int]]:
    said = query.format(schema=work.place.schema)
    return work.execute(said, {"day": work.today, **values}).fetchall()
