"""The access designer's verbs, for REST, buttons and the history alike. Each needs `access:administer`."""

from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field as Limited
from pydantic import StrictBool

from prooftrail.platform.access.design import organisation, people, roles, shares
from prooftrail.platform.access.design.definition import Role, tidy_grants
from prooftrail.platform.access.design.history import find_deed
from prooftrail.platform.access.design.shown import show_role
from prooftrail.platform.access.grants import Reach
from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.people.dated import HEAD, MEMBER, UNDER

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ADMINISTER = "access:administer"


class Labelled(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class GrantInput(Input):
    """What a role may do with one object; what is left out is none, or false."""

    read: Reach = "none"
    write: Reach = "none"
    create: StrictBool = False
    delete: StrictBool = False
    export: StrictBool = False
    through: StrictBool = True


Grants = dict[str, GrantInput]
Rules = dict[str, dict[str, Literal["hidden", "read"]]]


class DefineRole(Input):
    """`key` never changes; what is left out comes from the role `copy_of`, or is nothing."""

    key: str
    label: Labelled
    copy_of: str | None = None
    grants: Grants | None = None
    fields: Rules | None = None
    permissions: list[str] | None = None


class ChangeRole(Input):
    """The version that was seen, and what shall be another; what is left out stays."""

    role: str
    version: int
    label: Labelled | None = None
    grants: Grants | None = None
    fields: Rules | None = None
    permissions: list[str] | None = None


def _said(given: DefineRole | ChangeRole) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if given.label is not None:
        found["label"] = {key: text.strip() for key, text in given.label.model_dump().items()}
    if given.grants is not None:
        found["grants"] = tidy_grants({name: each.model_dump() for name, each in given.grants.items()})
    if given.fields is not None:
        found["fields"] = {name: rules for name, rules in given.fields.items() if rules}
    if given.permissions is not None:
        found["permissions"] = tuple(sorted(set(given.permissions)))
    return found


@action("define_role", "新建角色", "Define role", permission=ADMINISTER)
def define_role(work: "Work", record: UUID | None, given: DefineRole) -> Done:
    """A new role, perhaps as a copy of another."""
    start: dict[str, Any] = {}
    if given.copy_of is not None:
        other = roles.find_role(work, given.copy_of)
        start = {"grants": other.grants, "fields": other.fields, "permissions": other.permissions}
    role = roles.define_role(work, Role(given.key, **{**start, **_said(given)}))
    return Done(show_role(work, role))


@action("change_role", "修改角色", "Change role", permission=ADMINISTER)
def change_role(work: "Work", record: UUID | None, given: ChangeRole) -> Done:
    """Another label, grants, field rules or permissions; for everybody who has it, at once."""
    return Done(show_role(work, roles.change_role(work, given.role, given.version, _said(given))))


class RemoveRole(Input):
    """A role nobody has, and the version that was seen."""

    role: str
    version: int


@action("remove_role", "移除角色", "Remove role", permission=ADMINISTER)
def remove_role(work: "Work", record: UUID | None, given: RemoveRole) -> Done:
    """Take away a role that nobody has, now or later."""
    return Done({"role": roles.remove_role(work, given.role, given.version).key})


class GiveRole(Input):
    """From `since` (today where left out) to the day before `until` (for good where left out)."""

    person: UUID
    role: str
    since: date | None = None
    until: date | None = None


@action("give_role", "授予角色", "Give role", permission=ADMINISTER)
def give_role(work: "Work", record: UUID | None, given: GiveRole) -> Done:
    """Let a person have a role, from one day to another."""
    organisation.give_role(work, given.person, given.role, given.since, given.until)
    return Done({"person": str(given.person), "role": given.role})


class TakeRole(Input):
    """From `since` on; today where left out."""

    person: UUID
    role: str
    since: date | None = None


@action("take_role", "收回角色", "Take role", permission=ADMINISTER)
def take_role(work: "Work", record: UUID | None, given: TakeRole) -> Done:
    """Take a role back from a person."""
    organisation.take_role(work, given.person, given.role, given.since)
    return Done({"person": str(given.person), "role": given.role})


class SetMember(Input):
    """In which department a person is from `since` on; in none where `to` is null."""

    person: UUID
    to: UUID | None
    since: date | None = None


class OfDepartment(Input):
    """What a department is below, or who heads it, from `since` on; nothing where `to` is null."""

    department: UUID
    to: UUID | None
    since: date | None = None


@action("set_member", "调部门", "Set department", permission=ADMINISTER)
def set_member(work: "Work", record: UUID | None, given: SetMember) -> Done:
    """Move a person to another department; his records stay his."""
    organisation.relate(work, MEMBER, given.person, given.to, given.since)
    return Done({"person": str(given.person)})


@action("move_department", "移动部门", "Move department", permission=ADMINISTER)
def move_department(work: "Work", record: UUID | None, given: OfDepartment) -> Done:
    """Hang a department, with all below it, under another."""
    organisation.relate(work, UNDER, given.department, given.to, given.since)
    return Done({"department": str(given.department)})


@action("set_head", "设部门负责人", "Set head", permission=ADMINISTER)
def set_head(work: "Work", record: UUID | None, given: OfDepartment) -> Done:
    """Let a person head a department, and see with the reach subtree what is below it."""
    organisation.relate(work, HEAD, given.department, given.to, given.since)
    return Done({"department": str(given.department)})


class AddPerson(Input):
    """Somebody new; `department` and `roles` hold from `joined_on`, or from today."""

    name: str
    login: str = Limited(pattern=r"^[a-z0-9][a-z0-9._@-]{0,63}$")
    title: str | None = None
    department: UUID | None = None
    roles: list[str] = Limited(default_factory=list)
    joined_on: date | None = None


@action("add_person", "新增人员", "Add person", permission=ADMINISTER)
def add_person(work: "Work", record: UUID | None, given: AddPerson) -> Done:
    """A new person with an account; it opens with the first password that is made for it."""
    return Done({"person": str(people.add_person(work, given.model_dump(mode="json")))})


class RenamePerson(Input):
    """What shall be another; what is left out stays."""

    person: UUID
    name: str | None = None
    login: str | None = Limited(default=None, pattern=r"^[a-z0-9][a-z0-9._@-]{0,63}$")
    title: str | None = None


@action("rename_person", "改姓名登录名", "Rename person", permission=ADMINISTER)
def rename_person(work: "Work", record: UUID | None, given: RenamePerson) -> Done:
    """Another name, login or title of a person."""
    people.rename_person(work, given.person, given.model_dump(exclude={"person"}, exclude_none=True))
    return Done({"person": str(given.person)})


class MarkLeaver(Input):
    """The first day he is no longer here; today where left out."""

    person: UUID
    left_on: date | None = None


@action("mark_leaver", "标为离职", "Mark leaver", permission=ADMINISTER)
def mark_leaver(work: "Work", record: UUID | None, given: MarkLeaver) -> Done:
    """A person leaves: sign-in, sessions, keys and streams end with it."""
    people.mark_leaver(work, given.person, given.left_on)
    return Done({"person": str(given.person)})


class Reinstate(Input):
    """Somebody who left."""

    person: UUID


@action("reinstate_person", "恢复在职", "Reinstate person", permission=ADMINISTER)
def reinstate_person(work: "Work", record: UUID | None, given: Reinstate) -> Done:
    """A person is back with roles and department; old sessions and keys stay ended."""
    people.reinstate_person(work, given.person)
    return Done({"person": str(given.person)})


class EndShare(Input):
    """One record shared with one person."""

    object: str
    record: UUID
    person: UUID


@action("end_share", "结束共享", "End share", permission=ADMINISTER)
def end_share(work: "Work", record: UUID | None, given: EndShare) -> Done:
    """Take back a record that was shared with somebody."""
    shares.end_share(work, given.object, given.record, given.person)
    return Done({"record": str(given.record)})


class UndoAccess(Input):
    """An entry of the history of access."""

    event: UUID


@action("undo_access", "撤销权限改动", "Undo access change", permission=ADMINISTER)
def undo_access(work: "Work", record: UUID | None, given: UndoAccess) -> Done:
    """Put back what one entry of the history changed, unless the same was changed since."""
    deed = find_deed(work, given.event)
    kind = deed.because.get("kind")
    if kind == "role":
        roles.undo_role(work, deed)
    elif kind == "person":
        people.undo_person(work, deed)
    elif kind == "share":
        shares.undo_share(work, deed)
    else:
        organisation.undo_relation(work, deed)
    return Done({"event": str(given.event)})


CHANGES: dict[str, Action] = {
    each.name: each
    for each in (
        define_role, change_role, remove_role, give_role, take_role, set_member, move_department, set_head,
        add_person, rename_person, mark_leaver, reinstate_person, end_share, undo_access,
    )
}  # fmt: skip
