"""What a person may do: the union of his roles, each object with a reach for reading and writing.

Pure: no database. There are no deny rules; a field rule holds only where every role has it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.schema import ObjectType

Reach = Literal["none", "own", "team", "subtree", "all"]
REACHES: tuple[Reach, ...] = ("none", "own", "team", "subtree", "all")
Op = Literal["read", "write"]
ALWAYS_SYSTEM = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True)
class Grant:
    """What may be done with one object. `write` never reaches further than `read`.

    `through`: records are also read because of one they belong to, where the object is made so.
    """

    read: Reach = "none"
    write: Reach = "none"
    create: bool = False
    delete: bool = False
    export: bool = False
    through: bool = True

    def reach(self, op: Op) -> Reach:
        """How far one operation reaches."""
        return self.read if op == "read" else self.write


NOTHING = Grant()
EVERYTHING = Grant("all", "all", create=True, delete=True, export=True)


@dataclass(frozen=True)
class Access:
    """Everything the scope and field checks ask. `owners` holds the people each reach covers today.

    `shared` names the objects with a record shared with the caller; those in `shut` he may not write.
    """

    grants: Mapping[str, Grant]
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    frozen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    permissions: frozenset[str] = frozenset()
    owners: Mapping[Reach, tuple[UUID, ...]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    unbound: bool = False

    def grant(self, object: str) -> Grant:
        """The grant on one object; `*` serves what no role names."""
        return self.grants.get(object) or self.grants.get("*", NOTHING)

    def may(self, permission: str) -> bool:
        """Whether a permission that is not about one object is held."""
        return self.unbound or permission in self.permissions

    def readable(self, object: ObjectType) -> dict[str, Field]:
        """The fields this caller may know of."""
        hidden = self.hidden.get(object.name, frozenset())
        return {
            name: each for name, each in object.fields.items()
            if name in ALWAYS_SYSTEM or (name not in hidden and not each.secret)
        }  # fmt: skip

    def writable(self, object: ObjectType, each: Field) -> bool:
        """Whether the caller may write a field he may read."""
        return not each.fixed and each.name not in self.frozen.get(object.name, frozenset())

    def settable(self, object: ObjectType, each: Field) -> bool:
        """Whether the caller may fill a field of a new record: some are said then, and never again."""
        born = bool(each.options.get("at_birth")) and each.name not in self.frozen.get(object.name, ())
        return born or self.writable(object, each)

    @cached_property
    def shape(self) -> tuple[Any, ...]:
        """What of this access changes SQL; values are bound, not shaped."""
        return (self.unbound, tuple(sorted((name, astuple(each)) for name, each in self.grants.items())),
                tuple(sorted(self.shared)), tuple(sorted(self.shut)),
                tuple(sorted((name, tuple(sorted(found))) for name, found in self.hidden.items())),
                tuple((reach, _size(len(found))) for reach, found in sorted(self.owners.items()))
                )  # fmt: skip


SYSTEM = Access(grants={"*": EVERYTHING}, unbound=True)


def merge(
    roles: Iterable[Mapping[str, Any]], designed: Mapping[str, Mapping[str, str]] | None = None
) -> Access:
    """The union of roles (`{"grants","fields","permissions"}`), before it is bound to people.

    `designed` is `{object: {field id: field name}}`: a rule about a designed field that was renamed
    names it by its id, so that the rule stays with the field.
    """
    found = [{**role, "fields": _named(role["fields"], designed or {})} for role in roles]
    named = {name for role in found for name in role["grants"]}
    grants = {name: widest([read_grant(role["grants"], name) for role in found]) for name in named}
    ruled = {name for role in found for name in role["fields"]}
    hidden = {name: _shared_rule(found, name, ("hidden",), _reads) for name in ruled}
    frozen = {name: _shared_rule(found, name, ("hidden", "read"), _writes) for name in ruled}
    permissions = frozenset(each for role in found for each in role["permissions"])
    return Access(grants, hidden, frozen, permissions)


def read_grant(grants: Mapping[str, Any], object: str) -> Grant:
    """One role's grant on an object from its stored form, `*` where the object is not named."""
    said = grants.get(object, grants.get("*"))
    if said is None:
        return NOTHING
    read, write = said.get("read", "none"), said.get("write", "none")
    may = {verb: bool(said.get(verb)) for verb in ("create", "delete", "export")}
    through = said.get("through", True) is not False
    return Grant(read, min(read, write, key=REACHES.index), **may, through=through)


def widest(grants: Sequence[Grant]) -> Grant:
    """The union of grants on one object."""
    return Grant(
        max((each.read for each in grants), key=REACHES.index, default="none"),
        max((each.write for each in grants), key=REACHES.index, default="none"),
        any(each.create for each in grants), any(each.delete for each in grants),
        any(each.export for each in grants),
        any(each.through for each in grants if each.read != "none") or not any(map(_reads, grants)),
    )  # fmt: skip


def narrow(access: Access, scopes: Sequence[str], objects: Iterable[str]) -> Access:
    """The part of `access` a key's scopes leave: `customer:read`, `*:write`, `permission:records:export`."""

    def writing(name: str) -> bool:
        return f"{name}:write" in scopes or "*:write" in scopes

    def reading(name: str) -> bool:
        return writing(name) or f"{name}:read" in scopes or "*:read" in scopes

    grants = {}
    for name in objects:
        own, write, read = access.grant(name), writing(name), reading(name)
        grants[name] = Grant(
            own.read if read else "none", own.write if write else "none",
            own.create and write, own.delete and write, own.export and read, own.through,
        )  # fmt: skip
    kept = frozenset(each for each in access.permissions if f"permission:{each}" in scopes)
    shared = frozenset(name for name in access.shared if reading(name))
    shut = frozenset(name for name in shared if not writing(name))
    return replace(access, grants=grants, permissions=kept, shared=shared, shut=shut)


def _size(owners: int) -> int:
    """The sizes SQL is written differently for: none, one, few, many."""
    return min(owners, 2) if owners <= 25 else 3  # scope.FEW_OWNERS


def _named(
    rules: Mapping[str, Mapping[str, str]], designed: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    return {
        object: {
            designed.get(object, {}).get(key, key): rule
            for key, rule in sorted(fields.items(), key=lambda pair: pair[1] == "hidden")
        }
        for object, fields in rules.items()
    }


def _shared_rule(
    roles: Sequence[Mapping[str, Any]], object: str, rules: Sequence[str], counts: Callable[[Grant], bool]
) -> frozenset[str]:
    """Fields every role that counts for the object rules so; all roles count where none does (a share)."""
    counted = [role for role in roles if counts(read_grant(role["grants"], object))] or roles
    each = [{n for n, rule in role["fields"].get(object, {}).items() if rule in rules} for role in counted]
    return frozenset(set.intersection(*each)) if each else frozenset()


def _reads(grant: Grant) -> bool:
    return grant.read != "none"


def _writes(grant: Grant) -> bool:
    return grant.write != "none" or grant.create


def covers(viewer: Access, viewed: Access, objects: Iterable[ObjectType]) -> bool:
    """Whether a viewer may see all that another sees, shares aside: then he may look through his eyes."""
    return all(_covers(viewer, viewed, object) for object in objects)


def looked_through(viewer: Access, viewed: Access, objects: Iterable[ObjectType]) -> Access:
    """What a viewer sees through another's eyes: that one's sight, without permissions he lacks himself,
    and without shares he would not see himself."""
    whole = {object.name for object in objects if viewer.grant(object.name).read == "all"}
    return replace(viewed, permissions=viewed.permissions & viewer.permissions, shared=viewed.shared & whole)


def _covers(viewer: Access, viewed: Access, object: ObjectType) -> bool:
    theirs, mine = viewed.grant(object.name).read, viewer.grant(object.name).read
    both = viewed.grant(object.name).through, viewer.grant(object.name).through
    if theirs == "none":
        return True
    if not set(viewed.readable(object)) <= set(viewer.readable(object)) or mine == "none":
        return False
    if mine == "all" or not (object.owned or object.through):
        return True
    if object.through and both == (True, False):
        return False
    return theirs != "all" and set(viewed.owners.get(theirs, ())) <= set(viewer.owners.get(mine, ()))
