"""Seeing through somebody else's rights for one answer: a role before publishing, a reader of a digest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.people.actor import Actor, load_actor
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

_HOLDER = """
select p.id, p.name from {schema}._role_of o join {schema}.person p on p.id = o.person
where o.role = %s and o.since <= %s and (o.until is null or o.until > %s) and p.deleted_at is null
    and (p.left_on is null or p.left_on > %s)
order by p.name, p.id limit 1
"""


@contextmanager
def as_role(work: "Work", role: Any) -> Iterator[Json]:
    """With the rights of one person who has a role, who is told; with one's own where none is said.

    Needs the permission to look through others' eyes. Refuses a role that nobody has.
    """
    if role is None:
        yield None
        return
    work.need("access:view_as")
    query, day = _HOLDER.format(schema=work.place.schema), work.today
    row = work.execute(query, [str(role), day, day, day]).fetchone() if isinstance(role, str) else None
    if row is None:
        facts = {"role": str(role)[:48]}
        raise Refusal("board_nobody", "invalid", facts=facts, fields={"role": "board_nobody"})
    with as_person(work, row[0]):
        yield {"id": str(row[0]), "label": row[1]}


@contextmanager
def as_person(work: "Work", person: UUID) -> Iterator[Actor]:
    """With today's rights of a person, in his own language. Refuses somebody who is gone."""
    actor = load_actor(work.connection, work.place.schema, person, work.today, work.schema.designed_names)
    caller = work.caller
    with work.acting(actor):
        work.caller = replace(caller, locale=None)
        try:
            yield actor
        finally:
            work.caller = caller
