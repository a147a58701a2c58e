"""A kept layout as a reader meets it: fields by name, and only those he may know of.

A condition over a field he may not read is left out: what it shows is shown, what it asks for is
asked at the door alone.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prooftrail.platform.access.grants import Access
from prooftrail.platform.fields import Field
from prooftrail.platform.forms.checking import UNPLACED, blankless
from prooftrail.platform.forms.conditions import by_id, named, renamed
from prooftrail.platform.forms.tables import kept_table, seen_by
from prooftrail.platform.schema import ObjectType, Schema
from prooftrail.platform.values import Json

OTHER: dict[str, Json] = {"zh": "其他", "en": "Other"}
BASICS: dict[str, Json] = {"zh": "基本信息", "en": "Basics"}
KEPT: dict[str, Json] = {"zh": "系统记录", "en": "Kept by the system"}
SYSTEM = frozenset({
    "created_at", "created_by", "updated_at", "updated_by", "origin", "unit", "process", "process_version",
    "stage_since",
})  # fmt: skip
"""What the platform keeps by itself: last on a page that nobody has laid out."""
RULES = ("visible", "required", "read_only")
Kept = Mapping[str, Any]
Allowed = Callable[[Field], bool]


def generated(object: ObjectType) -> dict[str, Json]:
    """The layout of an object nobody has made one for, in its kept form."""
    fields = [each for each in object.fields.values() if each.name not in UNPLACED]
    own: list[Json] = [_plain(each) for each in fields if each.name not in SYSTEM]
    kept: list[Json] = [_plain(each) for each in fields if each.name in SYSTEM]
    sections: list[Json] = [
        {"label": label, "columns": 2, "items": items} for label, items in ((BASICS, own), (KEPT, kept))
    ]
    return {"tabs": [{"label": object.label.json(), "sections": sections}]}


def _plain(each: Field) -> dict[str, Json]:
    return blankless({"field": each.id, "wide": each.type.key in ("long_text", "file")})


def placed(layout: Kept) -> Iterator[Kept]:
    """Every item of a layout, in order."""
    for tab in layout["tabs"]:
        for section in tab["sections"]:
            yield from section["items"]


class Teller:
    """Tells layouts of one object to one reader; `more` are further eyes it has to be fit for."""

    def __init__(self, schema: Schema, object: ObjectType, *accesses: Access) -> None:
        self._schema, self._object, self._accesses, self._ids = schema, object, accesses, by_id(object)
        readable = [access.readable(object) for access in accesses]
        self._readable = {
            name: each for name, each in object.fields.items()
            if name not in UNPLACED and all(name in found for found in readable)
        }  # fmt: skip

    def tell(self, layout: Kept) -> dict[str, Json]:
        """The whole layout, with what it has no place for in a last section."""
        tabs = [self._tab(each) for each in layout["tabs"]]
        seen = {each.get("field") for each in placed(layout)}
        left: list[Json] = [
            self._item(_plain(each)) for each in self._readable.values() if each.id not in seen
        ]
        if left:
            rest: dict[str, Json] = {"label": OTHER, "columns": 2, "rest": True, "items": left}
            open_tabs = [each for each in tabs if "visible" not in each]
            if open_tabs:
                sections = open_tabs[-1]["sections"]
                assert isinstance(sections, list)
                sections.append(rest)
            else:
                tabs.append({"label": OTHER, "rest": True, "sections": [rest]})
        return {"tabs": [each for each in tabs if each["sections"]]}

    def _tab(self, said: Kept) -> dict[str, Json]:
        sections = [self._section(each) for each in said["sections"]]
        shown: list[Json] = [each for each in sections if each["items"]]
        return self._rules(said) | {"label": said["label"], "sections": shown}

    def _section(self, said: Kept) -> dict[str, Json]:
        told = (
            self._table(each) if "table" in each else self._item(each)
            for each in said["items"]
            if "table" in each or self._named(each["field"]) is not None
        )  # fmt: skip
        items: list[Json] = [each for each in told if each is not None]
        return self._rules(said) | {
            "label": said["label"], "columns": said.get("columns", 2), "items": items,
        }  # fmt: skip

    def _item(self, said: Kept) -> dict[str, Json]:
        field = self._ids[said["field"]]
        found = self._rules(said) | blankless({"wide": said.get("wide", False)})
        found |= {"field": field.name, "writable": self._writable(field)}
        if default := said.get("default"):
            when = self._condition(default.get("when"))
            if when is not None or default.get("when") is None:
                found["default"] = blankless({"when": when}) | {"value": default["value"]}
        return found

    def _table(self, said: Kept) -> Json:
        """A table, or None where the reader knows nothing of it; no columns of his own: the page's choice."""
        kept = kept_table(self._schema, said)
        table = None if kept is None else seen_by(kept, self._accesses)
        if table is None:
            return None
        columns: list[Json] = [each.name for each in table.columns]
        return self._rules(said) | blankless({"columns": columns or None}) | {"table": table.name}

    def _rules(self, said: Kept) -> dict[str, Json]:
        return blankless({key: self._condition(said.get(key)) for key in RULES})

    def _condition(self, said: Any) -> Json:
        if said is None or isinstance(said, bool):
            found: Json = said
            return found
        if any(self._named(each) is None for each in named(said)):
            return None
        return renamed(said, lambda key: self._ids[key].name)

    def _named(self, id: str) -> Field | None:
        field = self._ids.get(id)
        return field if field is not None and field.name in self._readable else None

    def _writable(self, field: Field) -> bool:
        """Whether every pair of eyes may also write it."""
        return not field.derived and all(
            access.writable(self._object, field)
            and (access.unbound or access.grant(self._object.name).write != "none"
                 or access.grant(self._object.name).create)
            for access in self._accesses
        )  # fmt: skip
