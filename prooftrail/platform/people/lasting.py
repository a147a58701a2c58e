"""Two things nobody may do: leave the workspace without an administrator, and give himself more."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.people.actor import load_actor
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.access.grants import Access
    from prooftrail.platform.work import Work

ADMINISTER = "access:administer"
ORGANISATION = frozenset({"department", "manager", "parent", "deleted_at", "left_on"})


def administrators(work: "Work") -> set[UUID]:
    """Who may administer today and for as long as nothing changes: without an end, and able to sign in."""
    schema = work.place.schema
    rows = work.execute(
        f"select distinct p.id from {schema}.person p "
        f"join {schema}._account a on a.person = p.id and a.ended_at is null "
        f"join {schema}._role_of o on o.person = p.id and o.since <= %(day)s and o.until is null "
        f"join {schema}._role r on r.key = o.role and %(permission)s = any(r.permissions) "
        "where p.deleted_at is null and p.left_on is null",
        {"day": work.today, "permission": ADMINISTER},
    ).fetchall()
    return {row[0] for row in rows}


def check_administrators(work: "Work", people: Sequence[Pending]) -> None:
    """Refuse to let the last administrator go, lose the role, or be deleted. The server itself may."""
    if work.access.unbound:
        return
    losing = [each for each in people if _may_lose(each)]
    if not losing:
        return
    work.execute(f"select 1 from {work.place.schema}._meta for update")
    before, giving = administrators(work), _giving(work)
    left = before - {each.id for each in losing if not _stays(each, giving)}
    for each in losing:
        if before and not left and each.id in before:
            field = "roles" if each.changed("roles") else "left_on"
            each.refuse(last_administrator(field))


def keep_administrator(work: "Work", before: set[UUID], field: str = "role") -> None:
    """Refuse what has just left nobody who administers, where somebody did."""
    if before and not work.access.unbound and not administrators(work):
        raise last_administrator(field)


def last_administrator(field: str) -> Refusal:
    """Nobody could give rights any more."""
    facts = {"permission": ADMINISTER}
    return Refusal("last_administrator", "conflict", facts=facts, fields={field: "last_administrator"})


def check_gain(work: "Work", touched: Iterable[Written]) -> None:
    """Refuse a change of people and departments by which its author would come to see more than before.

    Who administers access may do that: the history says so.
    """
    changed = [each for each in touched if each.op != "create" and ORGANISATION & each.changes.keys()]
    me = work.actor.person
    if work.access.may(ADMINISTER) or me is None or not changed:
        return
    try:
        after = load_actor(work.connection, work.place.schema, me, work.today, work.schema.designed_names)
    except Refusal:
        return  # he has just left
    if any(set(after.access.owners[reach]) - set(work.access.owners.get(reach, ()))
           for reach in _reaches(work.access)):  # fmt: skip
        field = sorted(ORGANISATION & changed[0].changes.keys())[0]
        facts = {"object": changed[0].object.name}
        raise Refusal("gains_rights", "forbidden", facts=facts, fields={field: "gains_rights"})


def _reaches(access: "Access") -> set[Any]:
    found = {each.read for each in access.grants.values()} | {each.write for each in access.grants.values()}
    return found & {"team", "subtree"}


def _may_lose(each: Pending) -> bool:
    return each.op == "delete" or (each.op == "update" and (each.changed("roles") or each.changed("left_on")))


def _stays(each: Pending, giving: set[str]) -> bool:
    held = giving & set(each.after["roles"] or [])
    return each.op != "delete" and each.after["left_on"] is None and bool(held)


def _giving(work: "Work") -> set[str]:
    query = f"select key from {work.place.schema}._role where %s = any(permissions)"
    return {row[0] for row in work.execute(query, [ADMINISTER]).fetchall()}
