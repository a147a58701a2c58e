"""Which records a caller may see or change, as SQL: one indexed branch per reason.

The only place that turns access into conditions. Every door asks here, so that a door that
forgot would have to go out of its way.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy import column as named
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.grants import Access, Op, Reach
from prooftrail.platform.schema import ObjectType, Schema

Branch = ColumnElement[bool]
FEW_OWNERS = 25
"""Up to so many owners a list is merged from one page each."""
DEPTH = 3
"""How many parents up a record may be seen through."""


def branches(
    schema: Schema, access: Access, op: Op, object: ObjectType, records: FromClause, *,
    depth: int = DEPTH, live: bool = True,
) -> list[Branch]:  # fmt: skip
    """Conditions over `records`, of which any one lets a row through: none where nothing is open, `[true()]`
    where everything is.

    A grant says what may be done, the branches say with which records: a share widens where a grant
    reaches, it does not stand in for one. Writing goes by owner and share, not through a parent.
    With `live=False` a parent in the trash still counts. Values are bound by name: see `values`.
    What is held apart (see `Apart`) is seen by its owner and from above, what lies open by all who read.
    """
    if access.unbound:
        return [true()]
    grant = access.grant(object.name)
    reach = grant.reach(op)
    if reach == "none":
        return []
    if reach == "all" or not (object.owned or object.through):
        return [true()]
    found: list[Branch] = []
    if object.owned:
        found += _by_owner(access, reach, object, records)
    if op == "read" and object.apart is not None and object.apart.open:
        found.append(_in(object, records, object.apart.open))
    if depth and grant.through and (op == "read" or not object.owned):
        for name in object.through:
            link = records.c[object.fields[name].column]
            found += parents(schema, access, op, object, name, link, depth=depth, live=live)
    return found + _shared(schema, access, op, object, records)


def visible(
    schema: Schema, access: Access, op: Op, object: ObjectType, records: FromClause, *,
    depth: int = DEPTH, live: bool = True,
) -> Branch:  # fmt: skip
    """One condition, for a row that is already found by its id."""
    found = branches(schema, access, op, object, records, depth=depth, live=live)
    return found[0] if len(found) == 1 else or_(false(), *found)


def parents(
    schema: Schema, access: Access, op: Op, object: ObjectType, name: str, link: ColumnElement[Any], *,
    depth: int = DEPTH, live: bool = True,
) -> list[Branch]:  # fmt: skip
    """Conditions under which the record `link` points to, by the field `name`, is in sight."""
    conditions = []
    for parent in parents_of(schema, object, name):
        up = parent.table.alias()
        seen = visible(schema, access, op, parent, up, depth=depth - 1, live=live)
        held = and_(up.c.id == link, seen, *([up.c.deleted_at.is_(None)] if live else []))
        conditions.append(exists(select(1).select_from(up).where(held).correlate_except(up)))
    return list(conditions)


def parents_of(schema: Schema, object: ObjectType, name: str) -> list[ObjectType]:
    """The objects a `through` field may point to."""
    each = object.fields[name]
    if each.type.key == "about":
        return [found for found in schema.objects.values() if found.staged]
    return [schema.objects[each.options["object"]]]


def values(access: Access, person: UUID | None) -> dict[str, Any]:
    """What the conditions' parameters are bound to."""
    bound: dict[str, Any] = {f"owners_{reach}": list(found) for reach, found in access.owners.items()}
    bound |= {f"owner_{reach}": found[0] for reach, found in access.owners.items() if found}
    return bound | {"me": person}


def few_owners(access: Access, op: Op, object: ObjectType) -> str | None:
    """The bound name of the owners a list is read through one by one, where they are few.

    Each owner's rows come out of the index in order, so a page costs a page per owner; one scan
    over all of them would read every row they have.
    """
    reach = access.grant(object.name).reach(op)
    if access.unbound or not object.owned or reach in ("none", "all") or keeps_apart(object, reach):
        return None
    count = len(access.owners.get(reach, ()))
    return f"owners_{reach}" if 2 <= count <= FEW_OWNERS else None


def keeps_apart(object: ObjectType, reach: str) -> bool:
    """Whether somebody of this reach sees of his peers' records only those that are not held."""
    return reach == "team" and object.apart is not None and bool(object.apart.held)


def _by_owner(access: Access, reach: Reach, object: ObjectType, records: FromClause) -> list[Branch]:
    mine = _owned(access, reach, records)
    if not keeps_apart(object, reach):
        return [mine]
    return [and_(mine, _loose(object, records)), _owned(access, "own", records)]


def _in(object: ObjectType, records: FromClause, states: Sequence[str]) -> Branch:
    assert object.apart is not None
    state = records.c[object.fields[object.apart.field].column]
    return or_(false(), *(state == literal(each) for each in states))


def _loose(object: ObjectType, records: FromClause) -> Branch:
    """Not held; a blank state is none."""
    assert object.apart is not None
    return not_(func.coalesce(_in(object, records, object.apart.held), false()))


def _owned(access: Access, reach: Reach, records: FromClause) -> Branch:
    owners: Sequence[UUID] = access.owners.get(reach, ())
    if len(owners) == 1:
        return records.c.owner == bindparam(f"owner_{reach}", type_=Uuid)
    return records.c.owner == bindparam(f"owners_{reach}", type_=ARRAY(Uuid)).any_()


def _shared(schema: Schema, access: Access, op: Op, object: ObjectType, records: FromClause) -> list[Branch]:
    if object.name not in access.shared or (op == "write" and object.name in access.shut):
        return []
    share = table(
        "_share", named("record"), named("person"), named("object"), named("may_write"), schema=schema.name
    )
    given = [
        share.c.record == records.c.id,
        share.c.person == bindparam("me", type_=Uuid),
        share.c.object == object.name,
    ]
    if op == "write":
        given.append(share.c.may_write)
    if object.apart is not None and object.apart.held:
        given.append(_loose(object, records))
    return [exists(select(1).select_from(share).where(and_(*given)).correlate_except(share))]
