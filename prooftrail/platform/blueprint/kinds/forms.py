"""Published layouts of forms, by object, device and role: fields by key, as a renamed one keeps its place."""

from typing import Any

from prooftrail.platform.blueprint.components import Tree, form_key, layout_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind, check_condition
from prooftrail.platform.forms.actions import Finding, Place, note
from prooftrail.platform.forms.checking import kept_layout
from prooftrail.platform.forms.conditions import renamed
from prooftrail.platform.forms.shapes import Layout
from prooftrail.platform.forms.store import DRAFT, keep_version, stored
from prooftrail.platform.forms.tables import kept_table
from prooftrail.platform.forms.telling import RULES
from prooftrail.platform.schema import ObjectType


class Forms(Kind):
    """What a record's page shows and asks for: `object.device.role`."""

    name = "form"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every layout in force."""
        return {
            form_key(object.name, each.device, each.role): {"layout": _told(ground, object, each.layout)}
            for object in ground.work.schema.objects.values()
            for each in stored(ground.work, object)
            if each.version != DRAFT and each.layout is not None
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Publish the next version; a draft somebody has of it stays a draft."""
        found = self._place(ground, key)
        _check(new["layout"], f"form/{key}")
        said = Layout.model_validate(_spoken(ground, found.object, new["layout"]))
        self._publish(ground, found, kept_layout(ground.work, found.object, said))

    def remove(self, ground: Ground, key: str) -> None:
        """A more general layout serves, at last the generated one."""
        self._publish(ground, self._place(ground, key), None)

    def _place(self, ground: Ground, key: str) -> Finding:
        object, device, role = key.split(".")
        said = {"object": object} | ({} if device == "any" else {"device": device})
        return Finding(ground.work, Place.model_validate(said | ({} if role == "all" else {"role": role})))

    def _publish(self, ground: Ground, found: Finding, layout: Any) -> None:
        before = found.published
        version = before.version + 1 if before else 1
        keep_version(ground.work, found.object, found.device, found.role, layout, version)
        note(ground.work, "form_published", found, before.layout if before else None, layout, version)
        ground.moved = True


def _check(layout: Any, place: str) -> None:
    for tab in layout.get("tabs", ()):
        for section in tab.get("sections", ()):
            for each in (tab, section, *section.get("items", ())):
                asked = [*(each.get(key) for key in RULES), (each.get("default") or {}).get("when")]
                for said in asked:
                    if isinstance(said, list):
                        check_condition(said, place)


def _told(ground: Ground, object: ObjectType, layout: Any) -> Tree:
    """A kept layout with keys for ids."""
    ids = {each.id: ground.key_of(object, each) for each in object.fields.values()}

    def item(said: Any) -> Tree | None:
        if "table" in said:
            table = kept_table(ground.work.schema, said)
            if table is None:
                return None
            columns = [ground.key_of(table.object, each) for each in table.columns]
            name = f"{table.object.name}.{ground.key_of(table.object, table.by)}"
            return {**said, "table": name, "columns": columns}
        return {**said, "field": ids[said["field"]]} if said["field"] in ids else None

    return layout_tree(_walked(layout, item, lambda field: ids.get(field, field)))


def _spoken(ground: Ground, object: ObjectType, layout: Any) -> Tree:
    """A component's layout with names for keys."""

    def name(key: str) -> str:
        return ground.spoken(object, key)

    def item(said: Any) -> Tree | None:
        if "table" not in said:
            return {**said, "field": name(said["field"])} if said.get("field") else said
        of, _, by = said["table"].partition(".")
        other = ground.work.schema.objects.get(of)
        if other is None:
            return dict(said)
        columns = [ground.spoken(other, each) for each in said.get("columns", ())]
        return {**said, "table": f"{of}.{ground.spoken(other, by)}", "columns": columns}

    return _walked(layout, item, name)


def _walked(layout: Any, item: Any, name: Any) -> Tree:
    """The same layout with every item and condition made anew."""

    def ruled(said: Any) -> Tree:
        return {**said, **{key: renamed(said[key], name) for key in RULES if isinstance(said.get(key), list)}}

    def placed(said: Any) -> Tree | None:
        found = item(ruled(said))
        when = (said.get("default") or {}).get("when")
        if found is not None and when:
            found["default"] = {**said["default"], "when": renamed(when, name)}
        return dict(found) if found is not None else None

    tabs = []
    for tab in layout.get("tabs", ()):
        sections = [
            {**ruled(each), "items": [found for said in each.get("items", ()) if (found := placed(said))]}
            for each in tab.get("sections", ())
        ]
        tabs.append({**ruled(tab), "sections": sections})
    return {"tabs": tabs}
