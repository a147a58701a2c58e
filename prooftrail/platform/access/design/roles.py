"""Roles: defined, changed and removed, each with a version of its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.access.design.definition import Role, check_role, from_parts
from prooftrail.platform.access.design.history import Deed, changed_since, difference, note
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.people.lasting import administrators, keep_administrator
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import NAME, Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = "key, label, grants, fields, permissions, version"


def all_roles(work: "Work") -> list[Role]:
    """Every role, by key."""
    rows = work.execute(f"select {COLUMNS} from {work.place.schema}._role order by key").fetchall()
    return [_role(row) for row in rows]


def find_role(work: "Work", key: str, *, lock: bool = False) -> Role:
    """One role. Refuses a key there is none of."""
    row = work.execute(
        f"select {COLUMNS} from {work.place.schema}._role where key = %s{' for update' if lock else ''}",
        [key],
    ).fetchone()
    if row is None:
        raise Refusal("no_such_role", "missing", facts={"role": key[:48]}, fields={"role": "unknown_role"})
    return _role(row)


def define_role(work: "Work", role: Role) -> Role:
    """A new role. Refuses a key that is taken or no key."""
    faults = {}
    if not NAME.fullmatch(role.key):
        faults["key"] = "bad_role_key"
    elif work.execute(f"select 1 from {work.place.schema}._role where key = %s", [role.key]).fetchone():
        faults["key"] = "role_exists"
    most = work.settings.value("access.most_roles")
    if len(all_roles(work)) >= most:
        raise Refusal("too_many_roles", "conflict", facts={"most": most})
    if faults:
        facts = {"object": "role", "role": role.key[:48]}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields=faults)
    check_role(work, role)
    _insert(work, role)
    _noted(work, "role_defined", role, {}, role.parts())
    return role


def change_role(work: "Work", key: str, version: int, changes: Mapping[str, Any]) -> Role:
    """Another label, grants, rules or permissions. Refuses a version that is not the newest."""
    before = find_role(work, key, lock=True)
    if before.version != version:
        raise changed_since(key)
    after = replace(before, **changes)
    check_role(work, after, before)
    return _store(work, before, after)


def remove_role(work: "Work", key: str, version: int) -> Role:
    """Take a role away that nobody has. Refuses one that is given to somebody, now or later."""
    before = find_role(work, key, lock=True)
    if before.version != version:
        raise changed_since(key)
    _delete(work, before)
    _noted(work, "role_removed", before, before.parts(), {})
    return before


def undo_role(work: "Work", deed: Deed) -> None:
    """Put back what the entry changed, where nobody changed the same since."""
    key, old, new = str(deed.because["role"]), deed.old(), deed.new()
    if deed.action == "access.role_removed":
        if work.execute(f"select 1 from {work.place.schema}._role where key = %s", [key]).fetchone():
            raise changed_since(key)
        role = from_parts(key, old, int(deed.because["version"]) + 1)
        check_role(work, role, role)
        _insert(work, role)
        _noted(work, "role_defined", role, {}, role.parts(), deed.id)
        return
    before = find_role(work, key, lock=True)
    now = before.parts()
    if any(now.get(part) != said for part, said in new.items()):
        raise changed_since(key)
    if deed.action == "access.role_defined":
        _delete(work, before)
        _noted(work, "role_removed", before, now, {}, deed.id)
        return
    parts = {part: said for part, said in {**now, **old}.items() if said is not None}
    _store(work, before, from_parts(key, parts, before.version), deed.id)


def _store(work: "Work", before: Role, after: Role, undoes: UUID | None = None) -> Role:
    if before.parts() == after.parts():
        return before
    had = _administrators(work, before)
    after = replace(after, version=before.version + 1)
    work.execute(
        f"update {work.place.schema}._role set label = %s, grants = %s, fields = %s, permissions = %s, "
        "version = %s where key = %s",
        [Jsonb(dict(after.label)), Jsonb(dict(after.grants)), Jsonb(dict(after.fields)),
         list(after.permissions), after.version, after.key],
    )  # fmt: skip
    keep_administrator(work, had, "permissions")
    _noted(work, "role_changed", after, before.parts(), after.parts(), undoes)
    return after


def _administrators(work: "Work", role: Role) -> set[UUID]:
    """Who administers now, where this role may be why; one change at a time then."""
    if "access:administer" not in role.permissions:
        return set()
    work.execute(f"select 1 from {work.place.schema}._meta for update")
    return administrators(work)


def _delete(work: "Work", role: Role) -> None:
    schema = work.place.schema
    row = work.execute(
        f"select count(distinct person) from (select person from {schema}._role_of "
        "where role = %(key)s and (until is null or until > %(day)s) "
        f"union select id from {schema}.person where %(key)s = any(roles) and deleted_at is null) held",
        {"key": role.key, "day": work.today},
    ).fetchone()
    if row is not None and row[0]:
        facts = {"role": dict(role.label), "people": row[0]}
        raise Refusal("role_in_use", "conflict", facts=facts, fields={"role": "role_in_use"})
    work.execute(f"delete from {schema}._role where key = %s", [role.key])


def _insert(work: "Work", role: Role) -> None:
    work.execute(
        f"insert into {work.place.schema}._role ({COLUMNS}) values (%s, %s, %s, %s, %s, %s)",
        [role.key, Jsonb(dict(role.label)), Jsonb(dict(role.grants)), Jsonb(dict(role.fields)),
         list(role.permissions), role.version],
    )  # fmt: skip


def _noted(
    work: "Work", action: str, role: Role, old: Mapping[str, Json], new: Mapping[str, Json],
    undoes: UUID | None = None,
) -> None:  # fmt: skip
    about: dict[str, Json] = {"kind": "role", "role": role.key, "version": role.version,
                              "label": role.label.get("zh"), "label_en": role.label.get("en")}  # fmt: skip
    note(work, action, about, difference(old, new), undoes)
    bump_access(work)


def _role(row: tuple[Any, ...]) -> Role:
    key, label, grants, fields, permissions, version = row
    return Role(key, label, grants, fields, tuple(permissions), version)
