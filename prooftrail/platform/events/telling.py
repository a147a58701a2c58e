"""An event as a reader may be told it: API names, only fields he reads, reasons that give nothing away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.events.position import Position
from prooftrail.platform.events.sight import sees_system
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.heirs import heirs
from prooftrail.platform.schema.design.history import OWN, PREFIX, designed_object
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LEFT = "scope.left"
"""The action of a tombstone: the record is no longer in the reader's sight."""

ADVANCED = "stage.advanced"

Named = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A stored event, and whether its record was in the reader's sight before it and is after it."""

    at: Position
    said: Mapping[str, Any]
    before: bool
    after: bool


def tell(work: "Work", rows: Sequence[Row]) -> list[dict[str, Json]]:
    """The events as items of the feed; those about what the reader may not know of at all are left out."""
    teller = Teller(work, rows)
    return [item for item in (teller.item(row) for row in rows) if item is not None]


class Teller:
    """Tells one page of events to one reader."""

    def __init__(self, work: "Work", rows: Sequence[Row]) -> None:
        from prooftrail.platform.processes.telling import Telling

        self._work = work
        self._gates = Telling(work)
        self._known = self._in_sight({ref for row in rows for ref in _references(row.said["because"])})

    def item(self, row: Row) -> dict[str, Json] | None:
        """One item, or None."""
        said, object = row.said, self._object(row.said)
        if said["action"].startswith((PREFIX, OWN)):
            return self._designed(row)
        closed = object is not None and not self._open(object)
        if closed or (said["object"] is not None and object is None):
            return None
        if said["record"] is None and not sees_system(self._work):
            return None
        item: dict[str, Json] = _placed(row) | {
            "action": self._action(object, said["action"]), "object": object.name if object else None,
            "record": _id(said["record"]), "version": said["version"], "changes": {}, "because": None,
        }  # fmt: skip
        if object is not None and said["record"] is not None and not row.after:
            return item | {"action": LEFT}
        if object is not None:
            item["changes"] = self._changes(object, said["changes"])
        return item | {"because": self._because(object, said["because"])}

    def _designed(self, row: Row) -> dict[str, Json] | None:
        """What a designer did, as he said it."""
        name = designed_object(self._work, row.said)
        if name is None or not sees_system(self._work):
            return None
        said = {key: row.said[key] for key in ("record", "version", "changes", "because", "action")}
        return _placed(row) | said | {"object": name}

    def _action(self, object: ObjectType | None, action: str) -> str:
        """A stage that may not be read did not advance: the record was changed."""
        if action != ADVANCED or object is None or "stage" in self._work.access.readable(object):
            return action
        return "record.updated"

    def _object(self, said: Mapping[str, Any]) -> ObjectType | None:
        return self._work.schema.by_id(said["object"]) if said["object"] else None

    def _open(self, object: ObjectType) -> bool:
        access = self._work.access
        return access.unbound or access.grant(object.name).read != "none"

    def _changes(self, object: ObjectType, stored: Mapping[str, Json]) -> dict[str, Json]:
        readable = {each.id: each.name for each in self._work.access.readable(object).values()}
        if object.hidden:
            readable = heirs(self._work, object, readable) | readable
        changes = {readable[key]: pair for key, pair in stored.items() if key in readable}
        if "~deleted" in stored:
            changes["deleted_at"] = stored["~deleted"]
        return changes

    def _because(self, object: ObjectType | None, stored: Mapping[str, Any] | None) -> Json:
        """Reasons name ids and codes; what is no plain value and of no known kind is not told."""
        found: dict[str, Json] = {}
        for key, value in (stored or {}).items():
            if key == "evidence":
                found[key] = [each for each in value if ("evidence", each) in self._known]
            elif key == "parent":
                if (value["object"], value["id"]) in self._known:
                    found[key] = value
            elif key == "why":
                found[key] = self._gates.reasons(value)
            elif key == "confirmed_by":
                found[key] = value
            elif key == "facts":
                found[key] = self._facts(object, value)
            elif key in ("filter", "fields", "search", "sort") and object is not None:
                if self._reads(object, stored or {}):
                    found[key] = value
            elif _plain(value):
                found[key] = value
        return found or None

    def _facts(self, object: ObjectType | None, stored: Mapping[str, Any]) -> dict[str, Json]:
        """What an attempt was refused for."""
        found: dict[str, Json] = {key: value for key, value in stored.items() if _plain(value)}
        asked = stored.get("requirements")
        if object is not None and isinstance(asked, list):
            found["requirements"] = [self._gates.requirement(object, each) for each in asked]
        return found

    def _reads(self, object: ObjectType, stored: Mapping[str, Any]) -> bool:
        """Whether the reader may read every field a query named: its values are theirs."""
        from prooftrail.platform.records.filters import FilterReader
        from prooftrail.platform.records.ordering import read_order
        from prooftrail.platform.records.projection import chosen

        work, access = self._work, self._work.access
        try:
            FilterReader(work.schema, access, object, work.parsing).read(stored.get("filter"))
            read_order(access, object, stored.get("sort") or "")
            chosen(access, object, stored.get("fields"))
        except Refusal:
            return False
        return True

    def _in_sight(self, named: Named) -> Named:
        """Which of the records that reasons name the reader can see, in the trash or not."""
        by_object: dict[str, list[UUID]] = {}
        for name, record in named:
            if name in self._work.schema.objects:
                by_object.setdefault(name, []).append(UUID(record))
        return {
            (name, str(record))
            for name, records in by_object.items()
            for record in self._work.records.in_sight(name, records)
        }


def _references(because: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    if not because:
        return
    for each in because.get("evidence") or ():
        yield "evidence", each
    if parent := because.get("parent"):
        yield parent["object"], parent["id"]


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | str)


def _placed(row: Row) -> dict[str, Json]:
    said = row.said
    return {
        "cursor": row.at.cursor(), "recorded_at": said["recorded_at"].isoformat(),
        "occurred_at": said["occurred_at"].isoformat(), "actor": _actor(said),
    }  # fmt: skip


def _actor(said: Mapping[str, Any]) -> dict[str, Json]:
    return {"kind": said["actor_kind"], "id": _id(said["actor_id"]), "on_behalf": _id(said["on_behalf"])}


def _id(found: Any) -> str | None:
    return None if found is None else str(found)
