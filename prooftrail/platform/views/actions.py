"""Keeping, sharing and deleting views."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.definition import Faults, check_label
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.schema.design.history import OWN
from prooftrail.platform.values import Json, uuid7
from prooftrail.platform.views.checking import kept_view
from prooftrail.platform.views.ordering import order_views
from prooftrail.platform.views.shapes import Share, Shown, Wording
from prooftrail.platform.views.showing import Shower
from prooftrail.platform.views.store import View, count_own, drop, keep, met

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_SHARES = 50


class SaveView(Shown):
    """A new view, or with `id` another state of one; `version` is the one the writer saw."""

    object: str
    name: Wording
    id: UUID | None = None
    position: int | None = Asked(default=None, ge=0, le=10_000)
    version: int | None = None


@action("save_view", "保存视图", "Save view")
def save_view(work: "Work", record: UUID | None, given: SaveView) -> Done:
    """Keep how a list is looked at under a name; nobody else meets it until it is shared."""
    _writing(work)
    object = find_object(work, given.object)
    faults = Faults("view")
    name: Any = check_label(faults, given.name.model_dump(), "name")
    faults.settle()
    before = None if given.id is None else _mine(work, given.id, object, given.version)
    shown: dict[str, Any] = kept_view(work, object, given)
    old: Json = None
    if before is None:
        most = work.settings.value("views.most_own")
        if count_own(work, object) >= most:
            raise Refusal("too_many_views", "conflict", facts={"most": most})
        position = given.position if given.position is not None else _last(work, object)
        view = View(uuid7(), object.id, name, given.kind, shown, work.actor.person, [], position, 0, 1,
                    work.now)  # fmt: skip
    else:
        old = said(before)
        view = before
        view.name, view.kind, view.shown, view.version = name, given.kind, shown, before.version + 1
        view.position = before.position if given.position is None else given.position
    keep(work, view, fresh=before is None)
    note(work, "view_saved", object, view, old, said(view))
    return Done({"view": Shower(work, object).show(view)})


class ShareView(Input):
    """Whom the view is shared with from now on; an empty list makes it private again."""

    id: UUID
    shared: list[Share] = Asked(max_length=MOST_SHARES)


@action("share_view", "共享视图", "Share view")
def share_view(work: "Work", record: UUID | None, given: ShareView) -> Done:
    """Let others meet a view in their lists; each sees through it what he may see anyway."""
    _writing(work)
    view = _mine(work, given.id)
    object = _object_of(work, view)
    shares = [_checked(work, each, f"shared.{at}") for at, each in enumerate(given.shared)]
    old = said(view)
    view.shared, view.version = shares, view.version + 1
    keep(work, view, fresh=False)
    note(work, "view_shared", object, view, old, said(view))
    return Done({"view": Shower(work, object).show(view)})


class DeleteView(Input):
    """Which view."""

    id: UUID


@action("delete_view", "删除视图", "Delete view")
def delete_view(work: "Work", record: UUID | None, given: DeleteView) -> Done:
    """Take a view away, also from those it was shared with; no record goes with it."""
    _writing(work)
    view = _mine(work, given.id)
    object = _object_of(work, view)
    drop(work, view)
    note(work, "view_deleted", object, view, said(view), None)
    return Done({"id": str(view.id)})


def _last(work: "Work", object: ObjectType) -> int:
    """Behind every view the caller meets."""
    return max((each.position for each in met(work, object)), default=-1) + 1


def _writing(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")


def _mine(work: "Work", id: UUID, object: ObjectType | None = None, version: int | None = None) -> View:
    """A view the caller may change: his own, or as a designer any that he meets."""
    work.execute(f"select 1 from {work.place.schema}._view where id = %s for update", [id])
    found = met(work, None, id)
    if not found or (object is not None and found[0].object != object.id):
        raise Refusal("view_missing", "missing", facts={"id": str(id)})
    view = found[0]
    if view.owner != work.actor.person and not work.access.may("schema:design"):
        raise Refusal("view_not_own", "forbidden", facts={"label": view.name})
    if version is not None and version != view.version:
        facts = {"version": view.version, "label": view.name}
        raise Refusal("view_changed", "conflict", facts=facts, fields={"version": "view_changed"})
    return view


def _object_of(work: "Work", view: View) -> ObjectType:
    object = work.schema.by_id(view.object)
    if object is None:
        raise Refusal("view_missing", "missing", facts={"id": str(view.id)})
    return find_object(work, object.name)


def _checked(work: "Work", said: Share, where: str) -> dict[str, Any]:
    """A share as it is kept. Refuses a role or department there is none of."""
    if said.to == "everybody" and said.role is None and said.department is None:
        return {"to": "everybody"}
    if said.to == "role" and said.role is not None and said.department is None:
        query, value, kept = "_role where key = %s", said.role, {"to": "role", "role": said.role}
    elif said.to == "department" and said.department is not None and said.role is None:
        department = str(said.department)
        query, value = "department where id = %s and deleted_at is null", department
        kept = {"to": "department", "department": department}
    else:
        raise _bad_share(where)
    if work.execute(f"select 1 from {work.place.schema}.{query}", [value]).fetchone() is None:
        raise _bad_share(where)
    return kept


def _bad_share(where: str) -> Refusal:
    return Refusal("bad_share", "invalid", fields={where: "bad_share"})


def said(view: View) -> dict[str, Json]:
    """What events keep of a view."""
    return {"name": view.name, "kind": view.kind, "shown": view.shown, "shared": list(view.shared),
            "position": view.position}  # fmt: skip


def note(work: "Work", what: str, object: ObjectType, view: View, old: Json, new: Json) -> None:
    """One event about a view, before and after."""
    because: dict[str, Json] = {
        "object": {"id": object.id, "name": object.name}, "view": {"id": str(view.id), "name": view.name},
    }  # fmt: skip
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, f"{OWN}{what}",
              work.actor.on_behalf, object.id, changes={"view": [old, new]}, because=because)
    ])  # fmt: skip


ACTIONS: tuple[Action, ...] = (save_view, share_view, order_views, delete_view)
