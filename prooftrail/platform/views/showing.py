"""A view as its reader meets it: what he may not read is dropped, and that it was dropped is said."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.platform.views.checking import NAMED, PLAIN
from prooftrail.platform.views.naming import Naming, paths, translated
from prooftrail.platform.views.store import View, met

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_views(work: "Work", object: ObjectType) -> dict[str, Json]:
    """The caller's own views of an object and those shared with him, in order, and the roles there are."""
    shower = Shower(work, object)
    items: list[Json] = [shower.show(each) for each in met(work, object)]
    query = f"select key, label from {work.place.schema}._role order by key"
    roles: list[Json] = [{"key": key, "label": label} for key, label in work.execute(query).fetchall()]
    return {"object": object.name, "items": items, "roles": roles}


class Shower:
    """Shows views of one object to the caller."""

    def __init__(self, work: "Work", object: ObjectType) -> None:
        self._work, self._object = work, object
        self._naming = Naming.of(work.schema, object, work.access.readable(object))

    def show(self, view: View) -> dict[str, Json]:
        """One view; `dropped` counts what of it the reader does not get to see."""
        shown, dropped = view.shown, dict[str, Json]()
        columns = [
            {"field": name, "width": each["width"]}
            for each in shown["columns"]
            if (name := self._path(each["field"])) is not None
        ]
        if len(columns) < len(shown["columns"]):
            dropped["columns"] = len(shown["columns"]) - len(columns)
        found: dict[str, Json] = {"columns": list[Json](columns)}
        found["filter"] = self._filter(shown["filter"], dropped)
        found["sort"] = self._sort(shown["sort"], dropped)
        for key in NAMED:
            stored = shown.get(key)  # views of before know fewer parts
            found[key] = None if stored is None else self._path(stored)
            if stored is not None and found[key] is None:
                dropped[key] = 1
        mine = view.owner == self._work.actor.person
        may_change = mine or self._work.access.may("schema:design")
        return {
            "id": str(view.id), "name": view.name, "kind": view.kind, "position": view.position,
            "version": view.version, **{key: shown.get(key) for key in PLAIN}, **found,
            "owner": self._person(view), "mine": mine, "may_change": may_change,
            "shared": list[Json](view.shared) if may_change else None, "is_shared": bool(view.shared),
            "dropped": dropped or None,
        }  # fmt: skip

    def _path(self, stored: str) -> str | None:
        name = self._naming.name_of(stored)
        if name is None or "." not in name:
            return name
        own, _, rest = name.partition(".")
        other = self._work.schema.objects[str(self._object.fields[own].options["object"])]
        access = self._work.access
        closed = access.grant(other.name).read == "none" and not access.unbound
        return None if closed or rest not in access.readable(other) else name

    def _filter(self, stored: Json, dropped: dict[str, Json]) -> Json:
        if stored is None:
            return None
        lost = sum(self._path(each) is None for each in paths(stored))
        if lost:
            dropped["filter"] = lost
        return translated(stored, self._path)

    def _sort(self, stored: Any, dropped: dict[str, Json]) -> str:
        named = [(self._path(id), falling) for id, falling in stored]
        if lost := sum(name is None for name, _ in named):
            dropped["sort"] = lost
        return ",".join(f"{'-' if falling else ''}{name}" for name, falling in named if name is not None)

    def _person(self, view: View) -> Json:
        if view.owner is None:
            return None
        query = f"select name from {self._work.place.schema}.person where id = %s"
        row = self._work.execute(query, [view.owner]).fetchone()
        return {"id": str(view.owner), "label": row[0] if row else ""}
