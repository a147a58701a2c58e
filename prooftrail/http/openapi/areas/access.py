"""Administering access: roles, people, departments, shares; the difference before publishing; the history."""

from collections.abc import Iterator

from prooftrail.http.openapi.calls import Call, bodies, described
from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    extensible,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.access.grants import REACHES
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import NAME, Label

TAG, ROOT = "access", "/api/v1/access"
DAY: Shape = {"type": "string", "format": "date"}
NAMED: Shape = {"type": "string", "pattern": f"^{NAME.pattern}$"}
ROLE = in_path("role", NAMED, "The role's key.")
PATHS = {
    "role": ROLE,
    "person": in_path("person", ID, "The person's id."),
    "department": in_path("department", ID, "The department's id."),
    "event": in_path("event", ID, "The entry's id, as the history gives it."),
}
ON = in_query("on", DAY, "As of this day; today where nothing is said.")
SEEN, CHANGED = (*READ, 404), (*WRITE, 404)
NEEDS = "Needs the permission `access:administer`."
DONE: Shape = {"type": "object"}
PERSON, DEPARTMENT = f"{ROOT}/people/{{person}}", f"{ROOT}/departments/{{department}}"
CALLS = (
    Call("define_role", "POST", f"{ROOT}/roles", shape("Role"), 201),
    Call("change_role", "PATCH", f"{ROOT}/roles/{{role}}", shape("Role")),
    Call("remove_role", "DELETE", f"{ROOT}/roles/{{role}}", DONE),
    Call("add_person", "POST", f"{ROOT}/people", DONE, 201),
    Call("rename_person", "PATCH", PERSON, DONE),
    Call("mark_leaver", "POST", f"{PERSON}/leave", DONE),
    Call("reinstate_person", "POST", f"{PERSON}/return", DONE),
    Call("set_member", "POST", f"{PERSON}/department", DONE),
    Call("give_role", "POST", f"{PERSON}/roles", DONE),
    Call("take_role", "DELETE", f"{PERSON}/roles/{{role}}", DONE),
    Call("move_department", "POST", f"{DEPARTMENT}/move", DONE),
    Call("set_head", "POST", f"{DEPARTMENT}/head", DONE),
    Call("end_share", "POST", f"{ROOT}/shares/end", DONE),
    Call("publish_access", "POST", f"{ROOT}/publish", record(results=array(DONE))),
    Call("undo_access", "POST", f"{ROOT}/history/{{event}}/undo", DONE),
)


def schemas(ground: Ground) -> dict[str, Shape]:
    """Roles, people, the tree, the difference, and what each call takes beside its path."""
    found = {"Role": _role(), "Placed": _person(), "Department": _department(), **_difference()}
    return found | bodies(ground, TAG, CALLS)


def operations(ground: Ground) -> Iterator[Operation]:
    """What is listed, what is compared, then the verbs."""
    yield from _lists()
    yield from _histories()
    label = Label("发布前的差异", "Difference before publishing")
    about = f"Who would gain and lose how many records, which fields, which permissions. {NEEDS}"
    change = record(action=TEXT, input=DONE)
    draft = record(["changes"], changes=array(change, minItems=1, maxItems=50), day=nullable(DAY))
    yield Operation("POST", f"{ROOT}/preview", "preview_access", label, about, {200: shape("Difference")},
                    CHANGED, tag=TAG, body=body(draft))  # fmt: skip
    label, path = Label("设新密码", "New password"), f"{PERSON}/password"
    about = f"A new password, shown this once; sessions and keys of the person end. {NEEDS}"
    yield Operation("POST", path, "new_password", label, about, {201: record(login=TEXT, password=TEXT)},
                    CHANGED, tag=TAG, parameters=(PATHS["person"],))  # fmt: skip
    yield from described(ground, TAG, CALLS, PATHS)


def _lists() -> Iterator[Operation]:
    grantable = record(items=array(shape("Role")), objects=array(DONE), permissions=array(DONE))
    about = f"Roles with how many people have them, and everything a role may speak of. {NEEDS}"
    yield Operation("GET", f"{ROOT}/roles", "list_roles", Label("角色清单", "List roles"), about,
                    {200: grantable}, READ, tag=TAG)  # fmt: skip
    yield Operation("GET", f"{ROOT}/roles/{{role}}", "get_role", Label("查看角色", "Get a role"),
                    f"One role. {NEEDS}", {200: shape("Role")}, SEEN, tag=TAG,
                    parameters=(ROLE,))  # fmt: skip
    about = f"Everybody with roles and their days, department and status. {NEEDS}"
    yield Operation("GET", f"{ROOT}/people", "list_people", Label("人员清单", "List people"), about,
                    {200: record(day=DAY, items=array(shape("Placed")))}, READ, tag=TAG,
                    parameters=(ON,))  # fmt: skip
    about = f"The tree of a day, with heads, numbers of people, and what is planned. {NEEDS}"
    label = Label("部门树", "Department tree")
    yield Operation("GET", f"{ROOT}/departments", "list_departments", label, about,
                    {200: record(day=DAY, items=array(shape("Department")))}, READ, tag=TAG,
                    parameters=(ON,))  # fmt: skip
    share = record(object=TEXT, record=shape("Reference"), person=shape("Reference"),
                   may_write={"type": "boolean"}, since=TIME, by=nullable(shape("Reference")))  # fmt: skip
    about = f"Records shared with one person; a name only where the caller may see it. {NEEDS}"
    whose = in_query("person", ID, "Only what is shared with this person.")
    yield Operation("GET", f"{ROOT}/shares", "list_shares", Label("共享清单", "List shares"), about,
                    {200: record(items=array(share))}, SEEN, tag=TAG,
                    parameters=(whose,))  # fmt: skip


def _histories() -> Iterator[Operation]:
    deed = record(id=ID, at=TIME, actor=DONE, action=TEXT, about=DONE, changes=DONE, names=DONE,
                  undone={"type": "boolean"})  # fmt: skip
    limit = in_query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "Entries.")
    before = in_query("before", TEXT, "`next` of the answer before: older entries.")
    yield Operation("GET", f"{ROOT}/history", "list_access_history", Label("权限留痕", "History of access"),
                    f"What was done to access, the newest first, with old and new. {NEEDS}",
                    {200: record(items=array(deed), next=nullable(TEXT))}, READ, tag=TAG,
                    parameters=(limit, before))  # fmt: skip


def _role() -> Shape:
    grant = extensible([], read={"enum": list(REACHES)}, write={"enum": list(REACHES)})
    rules = {"type": "object", "additionalProperties": {"enum": ["hidden", "read"]}}
    return extensible(
        ["key", "label", "version", "grants", "fields", "permissions"], key=NAMED, label=LABEL,
        version={"type": "integer", "minimum": 1}, grants={"type": "object", "additionalProperties": grant},
        fields={"type": "object", "additionalProperties": rules}, permissions=array(TEXT), people=COUNT,
    )  # fmt: skip


def _person() -> Shape:
    held = record(role=TEXT, since=DAY, until=nullable(DAY))
    return record(
        id=ID, name=nullable(TEXT), login=nullable(TEXT), title=nullable(TEXT), joined_on=nullable(DAY),
        left_on=nullable(DAY), department=nullable(shape("Reference")), roles=array(held),
        status={"enum": ["here", "coming", "left"]}, signs_in={"type": "boolean"}, seen_at=nullable(TIME),
    )  # fmt: skip


def _department() -> Shape:
    return record(
        id=ID, name=nullable(TEXT), code=nullable(TEXT), level=nullable(TEXT), parent=nullable(ID),
        people=COUNT, head=nullable(shape("Reference")), planned=array(DONE),
    )  # fmt: skip


def _difference() -> dict[str, Shape]:
    counted = record(["before", "after", "gained", "lost"], before=COUNT, after=COUNT, gained=COUNT,
                     lost=COUNT, estimated={"type": "boolean"})  # fmt: skip
    sides = record(gained=array(TEXT), lost=array(TEXT))
    turn = extensible(
        ["object", "reach"], object=TEXT, reach=DONE, read=counted, write=counted, rights=sides,
        fields_read=sides, fields_written=sides,
    )  # fmt: skip
    person = record(
        person=shape("Reference"), login=TEXT, gone={"type": "boolean"}, roles=array(array(TEXT)),
        objects=array(turn), permissions=sides,
    )  # fmt: skip
    whole = record(day=DAY, people=array(person), unchanged=COUNT, roles=array(DONE),
                   estimated={"type": "boolean"})  # fmt: skip
    return {"Difference": whole}
