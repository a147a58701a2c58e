"""A list of ways to find people checked where it is typed: every fault at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WAYS: Mapping[str, frozenset[str]] = {
    "owner": frozenset(),
    "starter": frozenset(),
    "person": frozenset({"person"}),
    "role": frozenset({"role", "within"}),
    "head": frozenset({"n", "of"}),
    "field": frozenset({"field"}),
    "formula": frozenset({"when", "then", "else"}),
}
"""What each way says beside `by`."""
WITHIN, WHOSE = ("team", "subtree", "all"), ("owner", "starter")
MOST, DEEPEST, HIGHEST = 20, 3, 10
"""Ways of one list, formulas inside each other, heads upward."""


@dataclass(frozen=True, slots=True)
class WhoFault:
    """What is wrong at a place, as `steps.0.who.1.role`; `facts` fill its words."""

    place: str
    code: str
    facts: Mapping[str, Json] = field(default_factory=dict)


def check_who(
    work: "Work", who: Any, object: ObjectType | str | None, place: str, *, needed: bool = True
) -> list[WhoFault]:
    """Everything that is wrong in a list; nothing where it is sound. `needed`: it may not be empty.

    `object` is what the record is one of; None where there is no record, and then nothing of it is named.
    """
    known = work.schema.objects.get(object) if isinstance(object, str) else object
    return list(_list(work, who, known, place, needed, 1))


def _list(
    work: "Work", who: Any, object: ObjectType | None, place: str, needed: bool, depth: int
) -> Iterator[WhoFault]:
    if not isinstance(who, list | tuple):
        yield WhoFault(place, "who_not_a_list", {"ways": list(WAYS)})
        return
    if needed and not who:
        yield WhoFault(place, "who_empty")
    if len(who) > MOST or depth > DEEPEST:
        yield WhoFault(place, "who_too_large", {"most": MOST, "deepest": DEEPEST})
        return
    for at, each in enumerate(who):
        yield from _way(work, each, object, f"{place}.{at}", depth)


def _way(work: "Work", said: Any, object: ObjectType | None, place: str, depth: int) -> Iterator[WhoFault]:
    by = said.get("by") if isinstance(said, Mapping) else None
    if not isinstance(by, str) or by not in WAYS:
        yield WhoFault(f"{place}.by", "who_unknown_way", {"ways": list(WAYS)})
        return
    for strange in sorted(str(key)[:40] for key in said.keys() - WAYS[by] - {"by"}):
        words = list[Json](sorted(WAYS[by]))
        yield WhoFault(f"{place}.{strange}", "who_unknown_word", {"by": by, "words": words})
    if by in ("owner", "field", "formula") and object is None:
        yield WhoFault(f"{place}.by", "who_needs_record", {"by": by})
    elif by == "person":
        yield from _person(work, said.get("person"), f"{place}.person")
    elif by == "role":
        yield from _role(work, said, place)
    elif by == "head":
        yield from _head(said, object, place)
    elif by == "field" and object is not None:
        yield from _field(work, said.get("field"), object, f"{place}.field")
    elif by == "formula" and object is not None:
        yield from _formula(work, said.get("when"), object, f"{place}.when")
        yield from _list(work, said.get("then"), object, f"{place}.then", True, depth + 1)
        yield from _list(work, said.get("else") or [], object, f"{place}.else", False, depth + 1)


def _person(work: "Work", said: Any, place: str) -> Iterator[WhoFault]:
    try:
        here = who_is_here(work, [UUID(str(said))])
    except ValueError:
        here = []
    if not here:
        yield WhoFault(place, "who_unknown_person")


def _role(work: "Work", said: Mapping[str, Any], place: str) -> Iterator[WhoFault]:
    query = f"select key from {work.place.schema}._role order by key"
    roles = [row[0] for row in work.execute(query).fetchall()]
    if said.get("role") not in roles:
        yield WhoFault(
            f"{place}.role",
            "who_unknown_role",
            {"role": str(said.get("role"))[:40], "roles": list[Json](roles)},
        )
    if said.get("within", "team") not in WITHIN:
        yield WhoFault(f"{place}.within", "who_unknown_reach", {"offered": list(WITHIN)})


def _head(said: Mapping[str, Any], object: ObjectType | None, place: str) -> Iterator[WhoFault]:
    n, of = said.get("n", 1), said.get("of", "owner")
    if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= HIGHEST:
        yield WhoFault(f"{place}.n", "who_bad_height", {"most": HIGHEST})
    if of not in WHOSE:
        yield WhoFault(f"{place}.of", "who_unknown_reach", {"offered": list(WHOSE)})
    elif of == "owner" and object is None:
        yield WhoFault(f"{place}.of", "who_needs_record", {"by": "head"})


def _field(work: "Work", said: Any, object: ObjectType, place: str) -> Iterator[WhoFault]:
    fields = work.access.readable(object)
    name, dot, far = said.partition(".") if isinstance(said, str) else ("", "", "")
    found: Field | None = fields.get(name)
    if found is not None and dot:
        other = work.schema.objects.get(str(found.options.get("object")))
        found = None if other is None else work.access.readable(other).get(far)
    if found is None:
        yield WhoFault(place, "unknown_field", {"object": object.name, "field": str(said)[:80]})
    elif found.type.key != "person":
        offered = [each.name for each in fields.values() if each.type.key == "person"]
        yield WhoFault(place, "who_not_a_person", {"field": str(said)[:80], "offered": list[Json](offered)})


def _formula(work: "Work", said: Any, object: ObjectType, place: str) -> Iterator[WhoFault]:
    from prooftrail.platform.processes.formulas import read_formula

    if not isinstance(said, str):
        yield WhoFault(place, "required")
        return
    try:
        read_formula(work, object, said)
    except FieldFault as fault:
        yield WhoFault(place, fault.code, fault.facts)
