"""Forms as the API shows them: the caller's own, and to designers every layout with its draft."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.access.grants import Access, merge
from prooftrail.platform.forms.store import (
    DRAFT,
    Stored,
    in_force,
    layout_or_generated,
    serving,
    stored,
)
from prooftrail.platform.forms.telling import Teller, generated
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_form(work: "Work", object: ObjectType, device: str) -> dict[str, Json]:
    """The layout the caller meets on a device."""
    found = serving(in_force(work, object), device, work.actor.roles)
    return _form(object, device, found, Teller(work.schema, object, work.access))


def preview_form(work: "Work", object: ObjectType, device: str, role: str, draft: bool) -> dict[str, Json]:
    """What somebody with one role would meet, drafts taken as published where `draft`; for designers.

    Nothing shows that the designer may not read himself.
    """
    work.need("schema:design")
    access = role_access(work, role)
    found = stored(work, object)
    fresh = {(each.device, each.role) for each in found if draft and each.version == DRAFT}
    layouts = [
        each
        for each in found
        if each.layout and (each.version == DRAFT) == ((each.device, each.role) in fresh)
        and (draft or each.version != DRAFT)
    ]  # fmt: skip
    return _form(
        object, device, serving(layouts, device, (role,)), Teller(work.schema, object, work.access, access)
    )


def _form(object: ObjectType, device: str, found: Stored | None, teller: Teller) -> dict[str, Json]:
    source: Json = None
    if found is not None:
        source = {"device": found.device or None, "role": found.role or None, "version": found.version}
    layout = teller.tell(layout_or_generated(found, object))
    return {"object": object.name, "device": device, "source": source, "layout": layout}


def show_designs(work: "Work", object: ObjectType) -> dict[str, Json]:
    """Every layout of an object, the roles one may be made for, and the generated one to begin with."""
    work.need("schema:design")
    rows = stored(work, object)
    places = sorted({("", ""), *((each.device, each.role) for each in rows)})
    teller = Teller(work.schema, object, work.access)
    items: list[Json] = [_design(teller, rows, device, role) for device, role in places]
    roles: list[Json] = [
        {"key": key, "label": label}
        for key, label in work.execute(
            f"select key, label from {work.place.schema}._role order by key"
        ).fetchall()
    ]
    return {
        "object": object.name, "items": items, "roles": roles, "generated": teller.tell(generated(object)),
    }  # fmt: skip


def show_design(work: "Work", object: ObjectType, device: str, role: str) -> dict[str, Json]:
    """One layout with its draft."""
    return _design(Teller(work.schema, object, work.access), stored(work, object), device, role)


def _design(teller: Teller, rows: list[Stored], device: str, role: str) -> dict[str, Json]:
    here = [each for each in rows if (each.device, each.role) == (device, role)]
    published = next((each for each in here if each.version != DRAFT), None)
    draft = next((each for each in here if each.version == DRAFT), None)
    return {
        "device": device or None, "role": role or None,
        "published": None if published is None else _version(teller, published),
        "draft": None if draft is None else _version(teller, draft),
    }  # fmt: skip


def _version(teller: Teller, found: Stored) -> dict[str, Any]:
    return {
        "version": found.version, "revision": found.revision, "at": found.at.isoformat(),
        "by": None if found.by is None else str(found.by),
        "layout": None if found.layout is None else teller.tell(found.layout),
    }  # fmt: skip


def role_access(work: "Work", role: str) -> Access:
    """What somebody with just one role may do. Refuses a role there is none of."""
    row = work.execute(
        f"select grants, fields, permissions from {work.place.schema}._role where key = %s", [role]
    ).fetchone()
    if row is None:
        raise Refusal("form_role_unknown", "missing", facts={"role": role[:80]})
    said = {"grants": row[0], "fields": row[1], "permissions": row[2]}
    return merge([said], work.schema.designed_names)
