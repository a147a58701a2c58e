"""The difference in rights before it is published: who gains and loses how many records, which fields,
which permissions.

The changes are really made, inside a savepoint that is rolled back: what is compared is what would be.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.access.design.counting import Counting, Eyes, Pace
from prooftrail.platform.access.design.definition import Role
from prooftrail.platform.access.design.history import difference
from prooftrail.platform.access.design.roles import all_roles
from prooftrail.platform.access.grants import Access, Op
from prooftrail.platform.people.actor import Actor, load_actors
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

NOBODY = Access({})
OPS: tuple[Op, ...] = ("read", "write")
VERBS = ("create", "delete", "export")


@dataclass(frozen=True)
class Moment:
    """Everybody's rights, and the roles, before or after."""

    actors: Mapping[UUID, Actor]
    roles: Mapping[str, Role]


@dataclass(frozen=True)
class Turn:
    """One person before and after; nobody's rights where he was not here yet, or is no more."""

    person: UUID
    name: str
    login: str
    before: Actor | None
    after: Actor | None

    @cached_property
    def eyes(self) -> tuple[Eyes, Eyes]:
        """His eyes, then and then."""
        was, will = (each.access if each else NOBODY for each in (self.before, self.after))
        return Eyes(self.person, was), Eyes(self.person, will)

    @cached_property
    def kind(self) -> tuple[Any, ...]:
        """Equal for people whose rights differ by no more than whose records they are."""
        return tuple(each.roles if each else None for each in (self.before, self.after))

    @cached_property
    def stays(self) -> bool:
        """Whether he reaches the same people and shares then and then."""
        was, will = (each.access for each in self.eyes)
        return was.owners == will.owners and was.shared == will.shared


def preview(work: "Work", make: Callable[[], object], day: date | None = None) -> dict[str, Json]:
    """What `make` would change for whom, on `day`; nothing of it is left. Refuses what `make` refuses."""
    on, grown = day or work.today, work.events.grown
    before = _moment(work, on)
    with work.connection.transaction(force_rollback=True):
        make()
        after = _moment(work, on)
    work.events.grown = grown
    turns = list(_turns(before, after))
    counting = Counting(work, Pace.of(work.settings.value("access.preview_seconds")))
    counted = _count(work, counting, turns)
    people, alike = list[Json](), dict[Any, dict[str, Json]]()
    for turn in turns:
        told = _tell(work, turn, counted, alike)
        if told is not None:
            people.append(told)
    roles: list[Json] = [*_roles(before.roles, after.roles)]
    return {"day": on.isoformat(), "people": people, "unchanged": len(turns) - len(people), "roles": roles,
            "estimated": bool(counting.guessed)}  # fmt: skip


def _moment(work: "Work", day: date) -> Moment:
    place = work.place.schema
    rows = work.execute(f"select id from {place}.person where deleted_at is null").fetchall()
    ids = [row[0] for row in rows]
    found = load_actors(work.connection, place, ids, day, work.schema.designed_names)
    return Moment(found, {role.key: role for role in all_roles(work)})


def _turns(before: Moment, after: Moment) -> Iterable[Turn]:
    everybody = {**after.actors, **before.actors}
    for person, actor in sorted(everybody.items(), key=lambda pair: (pair[1].name, str(pair[0]))):
        yield Turn(person, actor.name, actor.login, before.actors.get(person), after.actors.get(person))


Counted = dict[tuple[UUID, str, Op], dict[str, Json]]


def _count(work: "Work", counting: Counting, turns: Sequence[Turn]) -> Counted:
    """Records of every person and object whose reach will be another one."""
    found = Counted()
    for object in work.schema.objects.values():
        for op in OPS:
            kinds: dict[Any, bool] = {}
            moved = [turn for turn in turns if _moves(work, turn, op, object, kinds)]
            if not moved:
                continue
            was = counting.sizes(op, object, [(turn.eyes[0],) for turn in moved])
            will = counting.sizes(op, object, [(turn.eyes[1],) for turn in moved])
            both = _both(counting, op, object, moved, was, will)
            for at, turn in enumerate(moved):
                told: dict[str, Json] = {
                    "before": was[at], "after": will[at], "gained": will[at] - both[at],
                    "lost": was[at] - both[at],
                }  # fmt: skip
                if (turn.person, object.name, op) in counting.guessed:
                    told["estimated"] = True
                found[turn.person, object.name, op] = told
    return found


def _moves(work: "Work", turn: Turn, op: Op, object: ObjectType, kinds: dict[Any, bool]) -> bool:
    """Whether he reaches other records; `kinds` keeps it where the roles alone say that he does not."""
    was, will = turn.eyes
    if turn.stays:
        if turn.kind not in kinds:
            one, other = (Eyes(turn.person, replace(each.access, owners={})) for each in turn.eyes)
            kinds[turn.kind] = one.grasp(work, op, object) != other.grasp(work, op, object)
        if not kinds[turn.kind]:
            return False
    return was.grasp(work, op, object) != will.grasp(work, op, object)


def _both(
    counting: Counting, op: Op, object: ObjectType, moved: Sequence[Turn], was: list[int], will: list[int]
) -> list[int]:
    """Records reached before and after: only counted where neither has all or nothing."""
    found = [0] * len(moved)
    asked: list[int] = []
    for at, turn in enumerate(moved):
        one, other = (each.whole(op, object) for each in turn.eyes)
        if one or other:
            found[at] = will[at] if one else was[at]
        elif one is None and other is None and was[at] and will[at]:
            asked.append(at)
    for at, size in zip(asked, counting.sizes(op, object, [moved[at].eyes for at in asked]), strict=True):
        found[at] = min(size, was[at], will[at])
    return found


def _tell(
    work: "Work", turn: Turn, counted: Counted, alike: dict[Any, dict[str, Json]]
) -> dict[str, Json] | None:
    """One person's difference; None where there is none. `alike` keeps what the same roles come to."""
    was, will = (each.access for each in turn.eyes)
    objects = [told for object in work.schema.objects.values()
               if (told := _object(turn, object, counted, alike)) is not None]  # fmt: skip
    permissions = _sides(was.permissions, will.permissions)
    roles = [sorted(each.roles) if each else [] for each in (turn.before, turn.after)]
    if not objects and not permissions and roles[0] == roles[1]:
        return None
    shown: dict[str, Json] = {
        "person": {"id": str(turn.person), "label": turn.name}, "login": turn.login,
        "gone": turn.after is None, "roles": [list(each) for each in roles], "objects": [*objects],
        "permissions": permissions or {"gained": [], "lost": []},
    }  # fmt: skip
    return shown


def _object(
    turn: Turn, object: ObjectType, counted: Counted, alike: dict[Any, dict[str, Json]]
) -> dict[str, Json] | None:
    was, will = (each.access for each in turn.eyes)
    old, new = was.grant(object.name), will.grant(object.name)
    told: dict[str, Json] = {op: counted[turn.person, object.name, op] for op in OPS
                             if (turn.person, object.name, op) in counted}  # fmt: skip
    key = (turn.kind, object.name)
    if key not in alike:
        alike[key] = _shapes(was, will, object)
    told |= alike[key]
    if not told:
        return None
    reach: Json = {"read": [old.read, new.read], "write": [old.write, new.write]}
    head: dict[str, Json] = {"object": object.name, "reach": reach}
    return head | told


def _shapes(was: Access, will: Access, object: ObjectType) -> dict[str, Json]:
    """Rights and fields, which go by roles alone."""
    old, new = was.grant(object.name), will.grant(object.name)
    told: dict[str, Json] = {}
    verbs = _sides(
        {each for each in VERBS if getattr(old, each)}, {each for each in VERBS if getattr(new, each)}
    )
    if verbs:
        told["rights"] = verbs
    if old.read != "none" and new.read != "none":
        seen = _sides(set(was.readable(object)), set(will.readable(object)))
        if seen:
            told["fields_read"] = seen
        both = set(was.readable(object)) & set(will.readable(object))
        kept = _sides(_writable(was, object) & both, _writable(will, object) & both)
        if kept:
            told["fields_written"] = kept
    return told


def _writable(access: Access, object: ObjectType) -> set[str]:
    grant = access.grant(object.name)
    if grant.write == "none" and not grant.create:
        return set()
    return {name for name, each in access.readable(object).items() if access.writable(object, each)}


def _sides(was: Iterable[str], will: Iterable[str]) -> dict[str, Json] | None:
    before, after = set(was), set(will)
    if before == after:
        return None
    return {"gained": [*sorted(after - before)], "lost": [*sorted(before - after)]}


def _roles(before: Mapping[str, Role], after: Mapping[str, Role]) -> Iterable[Json]:
    for key in sorted({**before, **after}):
        old, new = before.get(key), after.get(key)
        changes = difference(old.parts() if old else {}, new.parts() if new else {})
        if changes:
            one = new or old
            assert one is not None
            yield {"role": key, "label": dict(one.label), "changes": changes,
                   "new": old is None, "removed": new is None}  # fmt: skip
