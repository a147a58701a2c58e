"""Who is where, heads what and has which role, from one day to another."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.access.design.history import Deed, changed_since, note
from prooftrail.platform.access.design.roles import find_role
from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.people.actor import Actor
from prooftrail.platform.people.dated import (
    RELATIONS,
    ROLE,
    UNDER,
    Relation,
    Span,
    held_on,
    lay,
    put_spans,
    span_of,
    spans_of,
)
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.people.lasting import administrators, keep_administrator
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ACTIONS = {"member": "member_set", "role": "role_given", "head": "head_set", "under": "department_moved"}


def give_role(work: "Work", person: UUID, role: str, since: date | None, until: date | None) -> None:
    """A role from a day on, perhaps to another. Refuses roles there are none of, and an end too soon."""
    find_role(work, role)
    first = since or work.today
    if until is not None and until <= first:
        raise _faulty("role", until="ends_before_it_begins")
    _relate(work, ROLE, person, role, first, until, only=role)


def take_role(work: "Work", person: UUID, role: str, since: date | None) -> None:
    """From a day on, a person has a role no more."""
    _relate(work, ROLE, person, None, since or work.today, None, only=role)


def relate(work: "Work", relation: Relation, record: UUID, value: UUID | None, since: date | None) -> None:
    """From a day on, a person is in, or a department under or headed by, another; None: by nobody."""
    if value is not None:
        target = "person" if relation.column == "person" else "department"
        _present(work, target, value, "to")
    if relation is UNDER and value is not None:
        _check_circle(work, record, value, since or work.today)
    _relate(work, relation, record, None if value is None else str(value), since or work.today, None)


def undo_relation(work: "Work", deed: Deed) -> None:
    """Put the spans back, where they are still as the entry left them."""
    relation = RELATIONS[deed.because["kind"]]
    record, only = UUID(deed.because[relation.object]), deed.because.get("role")
    old, new = ([span_of(each) for each in said] for said in deed.changes["spans"])
    if spans_of(work, relation, record, only) != new:
        raise changed_since(relation.name)
    _store(work, relation, record, new, old, only, deed.id)


def _relate(
    work: "Work", relation: Relation, record: UUID, value: str | None, since: date, until: date | None,
    only: str | None = None,
) -> None:  # fmt: skip
    _present(work, relation.object, record, relation.object)
    before = spans_of(work, relation, record, only)
    after = lay(before, value, since, until)
    if after != before:
        _store(work, relation, record, before, after, only, None)


def _store(
    work: "Work", relation: Relation, record: UUID, before: list[Span], after: list[Span],
    only: str | None, undoes: UUID | None,
) -> None:  # fmt: skip
    work.execute(f"select 1 from {work.place.schema}._meta for update")
    had = administrators(work) if relation is ROLE else set()
    put_spans(work, relation, record, after, only)
    align(work, relation, record, only)
    keep_administrator(work, had, "role")
    about: dict[str, Json] = {"kind": relation.name, relation.object: str(record)}
    if only is not None:
        about["role"] = only
    spans: list[Json] = [[each.json() for each in before], [each.json() for each in after]]
    note(work, ACTIONS[relation.name], about, {"spans": spans}, undoes)
    bump_access(work)


def align(work: "Work", relation: Relation, record: UUID, only: str | None = None) -> bool:
    """Let the record say what holds today; its guard finds the spans as they should be. Whether it had to."""
    row = work.execute(
        f"select {relation.field} from {work.place.schema}.{relation.object} "
        "where id = %s and deleted_at is null",
        [record],
    ).fetchone()
    if row is None:
        return False
    spans = spans_of(work, relation, record, only)
    if relation is ROLE and only is not None:
        said: list[str] = list(row[0] or [])
        holds = [each for each in spans if each.holds(work.today)]
        lasting = any(each.until is None for each in holds)
        wanted = [*said, only] if lasting and only not in said else said
        if not holds or not lasting:
            wanted = [each for each in wanted if each != only]
        value: Json = list(wanted)
        same = wanted == said
    else:
        value = held_on(spans, work.today)
        same = value == (None if row[0] is None else str(row[0]))
    if same:
        return False
    with work.acting(as_keeper(work)) as inner:
        inner.records.update(relation.object, record, {relation.field: value})
    if relation is ROLE and only is not None:
        put_spans(work, relation, record, spans, only)
    return True


def as_keeper(work: "Work") -> Actor:
    """The same person, with the right to write people and departments that administering access brings."""
    return replace(work.actor, access=SYSTEM)


def _check_circle(work: "Work", department: UUID, parent: UUID, day: date) -> None:
    """The tree of that day and of every later one that is planned."""
    rows = work.execute(
        f"select department, parent from {work.place.schema}._under where until is null or until > %s", [day]
    ).fetchall()
    above: dict[UUID, set[UUID]] = {}
    for child, up in rows:
        if child != department:
            above.setdefault(child, set()).add(up)
    seen, open_ones = set(), [parent]
    while open_ones:
        at = open_ones.pop()
        if at == department:
            raise _faulty("department", to="circle")
        if at not in seen:
            seen.add(at)
            open_ones += above.get(at, ())


def _present(work: "Work", object: str, record: UUID, field: str) -> None:
    row = work.execute(
        f"select 1 from {work.place.schema}.{object} where id = %s and deleted_at is null", [record]
    ).fetchone()
    if row is None:
        raise _faulty(object, **{field: "reference_not_found"})


def _faulty(object: str, **fields: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": object}, fields=fields)
