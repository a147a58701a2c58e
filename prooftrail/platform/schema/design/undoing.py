"""Taking a designer's change back: its inverse, through the same verbs, as an entry of its own.

Each kind of event has one inverse here; what removed a thing brings it back, what changed one sets
what was before. Where the thing has moved on since, the refusal says what stands in the way.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design import fields, ground, objects
from prooftrail.platform.schema.design.converting import conversions
from prooftrail.platform.schema.design.deeds import (
    Deed,
    deeds,
    field_of,
    find_deed,
    object_of,
    undone,
)
from prooftrail.platform.schema.design.history import definition
from prooftrail.platform.schema.design.switching import stop, switch_back
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Inverse = Callable[["Work", Deed], None]
SUBJECTS = ("process", "rule", "flow", "board", "metric", "target")
"""What a deed may be about besides an object and a field, each `{"key", "label"}`."""
INVERSES: dict[str, Inverse] = {}
"""By the event's name without its prefix. What is not here is nobody's to undo."""


def inverse(*verbs: str) -> Callable[[Inverse], Inverse]:
    """Make a function the inverse of these events."""

    def keep(run: Inverse) -> Inverse:
        INVERSES.update(dict.fromkeys(verbs, run))
        return run

    return keep


def undo(work: "Work", event: UUID) -> Deed:
    """Do the opposite of one event. Refuses what nobody can undo, or not any more."""
    ground.begin(work)
    deed = find_deed(work, event)
    run = INVERSES.get(deed.verb)
    if run is None:
        raise Refusal("deed_without_undo", "invalid", facts={"event": deed.verb})
    if undone(work, [deed.id]):
        raise Refusal("deed_undone", "conflict", facts=deed.named)
    work.undoes = deed.id
    run(work, deed)
    return deed


def history(work: "Work", object: ObjectType | None, before: str | None, limit: int) -> dict[str, Json]:
    """`{"items","next"}`: what designers did, newest first, and what of it could be taken back."""
    found = deeds(work, object, before, limit)
    gone, dropped = undone(work, [each.id for each in found]), _dropped(work)
    items: list[Json] = [_told(work, each, each.id in gone, dropped) for each in found]
    return {"items": items, "next": found[-1].cursor if len(found) == limit else None}


def _dropped(work: "Work") -> frozenset[str]:
    """Ids of what went for good."""
    schema = work.place.schema
    rows = work.execute(
        f"select id from {schema}._object where dropped_at is not null "
        f"union all select id from {schema}._field where dropped_at is not null"
    ).fetchall()
    return frozenset(row[0] for row in rows)


def _told(work: "Work", deed: Deed, is_undone: bool, dropped: frozenset[str]) -> dict[str, Json]:
    object, field = object_of(work, deed), field_of(work, deed)
    hidden = work.schema.hidden.get(deed.object)
    kind = object or hidden
    return {
        "id": str(deed.id), "recorded_at": deed.recorded_at.isoformat(), "action": deed.action,
        "actor": {"kind": deed.actor_kind, "id": _text(deed.actor_id), "on_behalf": _text(deed.on_behalf)},
        "object": {"name": kind.name if kind else deed.because["object"]["name"],
                   "label": kind.label.json() if kind else None, "there": object is not None},
        "field": _field(deed, field), **{each: _named(deed, each) for each in SUBJECTS},
        "changes": dict(deed.changes), "undone": is_undone,
        "undoes": deed.because.get("undoes"), "can_undo": not is_undone and not dropped & _about(deed)
        and _stands(object, field, deed),
    }  # fmt: skip


def _field(deed: Deed, field: Field | None) -> Json:
    if deed.field is None:
        return None
    name = field.name if field else deed.because["field"]["name"]
    return {"name": name, "label": field.label.json() if field else None, "there": field is not None}


def _named(deed: Deed, what: str) -> Json:
    about = deed.because.get(what)
    return {"key": about["key"], "label": about["label"]} if about else None


def _about(deed: Deed) -> set[str]:
    """The ids without which it cannot be taken back."""
    return {deed.object, deed.field or "", deed.because.get("from") or ""}


def _stands(object: ObjectType | None, field: Field | None, deed: Deed) -> bool:
    """Whether what it left is still as it left it, as far as a glance shows; undoing looks closer."""
    if deed.verb not in INVERSES:
        return False
    if deed.field is not None and object is None:
        return False
    there = object is not None if deed.field is None else field is not None
    return there != deed.verb.endswith("_hidden")


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)


def _object(work: "Work", deed: Deed) -> ObjectType:
    found = object_of(work, deed)
    if found is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    return found


def _standing(work: "Work", deed: Deed) -> tuple[ObjectType, Field]:
    object, field = _object(work, deed), field_of(work, deed)
    if field is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    return object, field


@inverse("object_defined", "object_restored")
def _hide_object(work: "Work", deed: Deed) -> None:
    objects.hide_object(work, _object(work, deed).name)


@inverse("object_hidden")
def _restore_object(work: "Work", deed: Deed) -> None:
    objects.restore_object(work, deed.object)


@inverse("object_changed")
def _change_object(work: "Work", deed: Deed) -> None:
    object = _object(work, deed)
    now: dict[str, Json] = {"label": object.label.json(), "title": object.fields["name"].label.json()}
    _check_unmoved(deed, now)
    old = {key: pair[0] for key, pair in deed.changes.items()}
    objects.change_object(work, object.name, old.get("label"), old.get("title"))


@inverse("field_defined", "field_restored")
def _hide_field(work: "Work", deed: Deed) -> None:
    object, field = _standing(work, deed)
    fields.hide_field(work, object.name, field.name)


@inverse("field_hidden")
def _restore_field(work: "Work", deed: Deed) -> None:
    assert deed.field is not None
    fields.restore_field(work, _object(work, deed).name, deed.field)


@inverse("field_changed")
def _change_field(work: "Work", deed: Deed) -> None:
    object, field = _standing(work, deed)
    _check_unmoved(deed, definition(field))
    said: dict[str, Any] = {key: pair[0] for key, pair in deed.changes.items()}
    if "options" in said:
        before, after = (each or {} for each in deed.changes["options"])
        moved = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        said["options"] = {key: before.get(key) for key in moved}
    unused = {"choices"} if "options" in said and not _in_use(work, object, field, said["options"]) else ()
    fields.change_field(work, object.name, field.name, said, unused)


def _in_use(work: "Work", object: ObjectType, field: Field, before: Mapping[str, Any]) -> bool:
    """Whether a record holds a choice that was not there before; one in the trash counts, too."""
    kept = {each["key"] for each in before.get("choices") or ()}
    gone = [each["key"] for each in field.options.get("choices") or () if each["key"] not in kept]
    held = f"{field.column} && %s" if field.type.several else f"{field.column} = any(%s)"
    query = f"select 1 from {work.place.schema}.{object.table.name} where {held} limit 1"
    return bool(gone) and work.execute(query, [gone]).fetchone() is not None


@inverse("field_converting")
def _stop_converting(work: "Work", deed: Deed) -> None:
    found = conversions(work, "old = %s and state = 'copying'", deed.field)
    if not found:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    stop(work, found[0].id)


@inverse("field_converted")
def _convert_back(work: "Work", deed: Deed) -> None:
    object, field = _standing(work, deed)
    switch_back(work, object, field, deed)


def _check_unmoved(deed: Deed, now: Mapping[str, Json]) -> None:
    """Refuse to set aside what somebody changed after this."""
    moved = [key for key, pair in deed.changes.items() if key in now and now[key] != pair[1]]
    if moved:
        raise Refusal("deed_overtaken", "conflict", facts={**deed.named, "what": list[Json](moved)})
