"""Designing forms: a draft, looked at as often as one likes, then published or thrown away."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.events.log import Entry
from prooftrail.platform.forms.checking import kept_layout
from prooftrail.platform.forms.shapes import Device, Layout
from prooftrail.platform.forms.showing import show_design
from prooftrail.platform.forms.store import DRAFT, Stored, drop_draft, keep_draft, keep_version, stored
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.platform.schema.design.deeds import Deed, object_of
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.schema.design.history import PREFIX
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class Place(Input):
    """Whose layout: of an object, on one device or any, for one role or everybody."""

    object: str
    device: Device | None = None
    role: str | None = None


class SaveFormDraft(Place):
    """`layout` null takes the layout away: then a more general one serves, at last the generated one.

    `revision` is the draft's the designer saw, 0 where there was none.
    """

    layout: Layout | None
    revision: int | None = None


class Finding:
    """One place, with its draft and what is published there; held until the transaction ends."""

    def __init__(self, work: "Work", given: Place) -> None:
        if work.actor.read_only:
            raise Refusal("view_as_read_only", "forbidden")
        self.object = find_object(work, given.object)
        self.device, self.role = given.device or "", given.role or ""
        work.execute(f"lock table {work.place.schema}._form in share row exclusive mode")
        _check_role(work, self.role)
        here = [each for each in stored(work, self.object) if self._here(each)]
        self.draft = next((each for each in here if each.version == DRAFT), None)
        self.published = next((each for each in here if each.version != DRAFT), None)

    def _here(self, each: Stored) -> bool:
        return (each.device, each.role) == (self.device, self.role)

    def need_draft(self) -> Stored:
        """The draft. Refuses where there is none."""
        if self.draft is None:
            facts = {"object": self.object.name, "label": self.object.label.json()}
            raise Refusal("no_form_draft", "conflict", facts=facts)
        return self.draft


@action("save_form_draft", "保存表单草稿", "Save form draft", permission=DESIGN)
def save_form_draft(work: "Work", record: UUID | None, given: SaveFormDraft) -> Done:
    """Keep a layout as a draft; nobody meets it before it is published."""
    found = Finding(work, given)
    held = found.draft.revision if found.draft else 0
    if given.revision is not None and given.revision != held:
        facts = {"object": found.object.name, "revision": held}
        raise Refusal("form_changed", "conflict", facts=facts, fields={"revision": "form_changed"})
    layout: Json = None if given.layout is None else kept_layout(work, found.object, given.layout)
    keep_draft(work, found.object, found.device, found.role, layout, held + 1)
    before = found.draft or found.published
    note(work, "form_draft_saved", found, before.layout if before else None, layout)
    return Done(show_design(work, found.object, found.device, found.role))


@action("publish_form", "发布表单", "Publish form", permission=DESIGN)
def publish_form(work: "Work", record: UUID | None, given: Place) -> Done:
    """Put the draft in force, for everybody's next call."""
    found = Finding(work, given)
    draft = found.need_draft()
    version = found.published.version + 1 if found.published else 1
    keep_version(work, found.object, found.device, found.role, draft.layout, version)
    drop_draft(work, found.object, found.device, found.role)
    old = found.published.layout if found.published else None
    note(work, "form_published", found, old, draft.layout, version)
    return Done(show_design(work, found.object, found.device, found.role))


@action("discard_form_draft", "放弃表单草稿", "Discard form draft", permission=DESIGN)
def discard_form_draft(work: "Work", record: UUID | None, given: Place) -> Done:
    """Throw the draft away; what is published stays."""
    found = Finding(work, given)
    draft = found.need_draft()
    drop_draft(work, found.object, found.device, found.role)
    new = found.published.layout if found.published else None
    note(work, "form_draft_discarded", found, draft.layout, new)
    return Done(show_design(work, found.object, found.device, found.role))


def _check_role(work: "Work", role: str) -> None:
    if not role:
        return
    query = f"select 1 from {work.place.schema}._role where key = %s"
    if work.execute(query, [role]).fetchone() is None:
        raise Refusal(
            "form_role_unknown", "invalid", facts={"role": role[:80]}, fields={"role": "unknown_role"}
        )


def note(work: "Work", what: str, found: Finding, old: Json, new: Json, version: int | None = None) -> None:
    """One event about a place's layout, before and after."""
    object: ObjectType = found.object
    because: dict[str, Any] = {
        "object": {"id": object.id, "name": object.name},
        "form": {"device": found.device or None, "role": found.role or None, "version": version},
    }
    if work.undoes is not None:
        because["undoes"] = str(work.undoes)
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, f"{PREFIX}{what}",
              work.actor.on_behalf, object.id, changes={"layout": [old, new]}, because=because)
    ])  # fmt: skip


@inverse("form_published")
def publish_again(work: "Work", deed: Deed) -> None:
    """Undo: put back in force what was before. Refuses where a later one is published by now."""
    object, place = object_of(work, deed), deed.because["form"]
    if object is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    found = Finding(work, Place(object=object.name, device=place["device"], role=place["role"]))
    if found.published is None or found.published.version != place["version"]:
        raise Refusal(
            "form_moved_on", "conflict", facts={"object": object.name, "label": object.label.json()}
        )
    old, new = deed.changes["layout"]
    version = found.published.version + 1
    keep_version(work, object, found.device, found.role, old, version)
    note(work, "form_published", found, new, old, version)


ACTIONS: tuple[Action, ...] = (save_form_draft, publish_form, discard_form_draft)
