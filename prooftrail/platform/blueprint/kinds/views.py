"""Views that are shared with everybody or with roles; what somebody keeps for himself is his own."""

from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.blueprint.components import Tree, view_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind, check_condition
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import uuid7
from prooftrail.platform.views.actions import note, said
from prooftrail.platform.views.checking import NAMED, PLAIN, kept_view
from prooftrail.platform.views.naming import Naming, translated
from prooftrail.platform.views.shapes import Shown
from prooftrail.platform.views.store import COLUMNS, View, drop, keep

SHARED = ("everybody", "role")


class Views(Kind):
    """How a list is looked at."""

    name = "view"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every view that is for more than its owner."""
        keys = {id: component.partition("/")[2] for component, id in ground.bound.items()
                if component.startswith("view/")}  # fmt: skip
        found: dict[str, Tree] = {}
        for view in self._views(ground, "shared <> '[]' order by object, position, slot, id"):
            object = ground.work.schema.by_id(view.object)
            shares = [each for each in view.shared if each["to"] in SHARED]
            if object is not None and shares:
                key = keys.get(str(view.id), f"v_{view.id.hex}")
                found[key] = _told(ground, object, view, shares)
        return found

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Keep it, shared as it says; nobody owns it."""
        work, object = ground.work, ground.work.schema.object(new["object"])
        if "filter" in new:
            check_condition(new["filter"], f"view/{key}")
        shown: dict[str, Any] = kept_view(work, object, Shown.model_validate(_spoken(ground, object, new)))
        shares = [_share(ground, key, each) for each in new["shared"]]
        view, before = self._bound(ground, key), None
        if view is not None and view.object == object.id:
            before = said(view)
            view.name, view.kind, view.shown = new["name"], new.get("kind", "table"), shown
            view.shared, view.position, view.version = shares, new["position"], view.version + 1
        else:
            view = View(uuid7(), object.id, new["name"], new.get("kind", "table"), shown, None, shares,
                        new["position"], 0, 1, work.now)  # fmt: skip
            ground.bound[f"view/{key}"] = str(view.id)
        keep(work, view, fresh=before is None)
        note(work, "view_saved", object, view, dict(before) if before else None, said(view))

    def remove(self, ground: Ground, key: str) -> None:
        """Nobody meets it any more."""
        view = self._bound(ground, key)
        object = None if view is None else ground.work.schema.by_id(view.object)
        if view is not None and object is not None:
            drop(ground.work, view)
            note(ground.work, "view_deleted", object, view, said(view), None)

    def _views(self, ground: Ground, where: str, values: Any = None) -> list[View]:
        query = f"select {COLUMNS} from {ground.work.place.schema}._view v where {where}"
        return ground.work.connection.cursor(row_factory=class_row(View)).execute(query, values).fetchall()

    def _bound(self, ground: Ground, key: str) -> View | None:
        id = ground.bound.get(f"view/{key}") or key.removeprefix("v_")
        try:
            found = self._views(ground, "id = %s", [UUID(id)])
        except ValueError:
            return None
        return found[0] if found else None


def _told(ground: Ground, object: ObjectType, view: View, shares: list[dict[str, Any]]) -> Tree:
    naming, shown = Naming.of(ground.work.schema, object), view.shown

    def path(stored: str) -> str | None:
        name = naming.name_of(stored)
        return None if name is None else ground.keyed(object, name)

    columns = [
        {"field": name, "width": each["width"]} for each in shown["columns"] if (name := path(each["field"]))
    ]
    sort = [f"{'-' if falling else ''}{name}" for id, falling in shown["sort"] if (name := path(id))]
    return view_tree({
        "object": object.name, "name": view.name, "kind": view.kind, "position": view.position,
        "filter": None if shown["filter"] is None else translated(shown["filter"], path),
        "sort": ",".join(sort), "columns": columns, "shared": shares,
        **{key: shown.get(key) for key in PLAIN},
        **{key: path(stored) if (stored := shown.get(key)) else None for key in NAMED},
    })  # fmt: skip


def _spoken(ground: Ground, object: ObjectType, tree: Tree) -> Tree:
    """What `save_view` would be told."""

    def path(key: str) -> str:
        return ground.spoken(object, key)

    found = {key: value for key, value in tree.items() if key not in ("object", "name", "position", "shared")}
    found["columns"] = [{**each, "field": path(each["field"])} for each in found["columns"]]
    if "filter" in found:
        found["filter"] = translated(found["filter"], path)
    if "sort" in found:
        parts = [(each[:1] == "-", each.lstrip("+-")) for each in found["sort"].split(",")]
        found["sort"] = ",".join(f"{'-' if falling else ''}{path(each)}" for falling, each in parts)
    return found | {key: path(found[key]) for key in NAMED if found.get(key)}


def _share(ground: Ground, key: str, each: Tree) -> Tree:
    if each["to"] == "everybody":
        return {"to": "everybody"}
    role = each.get("role")
    if not ground.found(f"select 1 from {ground.work.place.schema}._role where key = %s", [role]):
        place = f"view/{key}/shared"
        raise Refusal("bad_blueprint", "invalid", facts={"places": [place]}, fields={place: "unknown_role"})
    return {"to": "role", "role": role}
