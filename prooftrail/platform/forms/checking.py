"""A layout as a designer said it, checked, and as it is kept: fields and conditions by field id."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.forms.conditions import ConditionReader, renamed
from prooftrail.platform.forms.shapes import Item, Layout, Section, Tab
from prooftrail.platform.forms.tables import Table, tables_of
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.definition import Faults, check_label
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

UNPLACED = frozenset({"id", "version"})
"""Fields no form has a place for."""
Rule = bool | list[Any]


def kept_layout(work: "Work", object: ObjectType, said: Layout) -> dict[str, Json]:
    """The layout as rows hold it. Refuses with every fault at its place."""
    return Keeping(work, object).layout(said)


class Keeping:
    """One layout on its way in."""

    def __init__(self, work: "Work", object: ObjectType) -> None:
        self._work, self._object = work, object
        self._fields = {
            name: each for name, each in work.access.readable(object).items() if name not in UNPLACED
        }
        self._tables = tables_of(work.schema, work.access, object)
        self._faults = Faults(object.name)
        self._seen: set[str] = set()

    def layout(self, said: Layout) -> dict[str, Json]:
        """The whole."""
        tabs, sections = len(said.tabs), sum(len(each.sections) for each in said.tabs)
        for what, count in (("tabs", tabs), ("sections", sections)):
            if count > (most := self._work.settings.value(f"forms.most_{what}")):
                self._faults.note(what, "form_too_many", most=most)
        if not said.tabs:
            self._faults.note("tabs", "required")
        self._faults.settle()
        found: list[Json] = [self._tab(each, f"tabs.{at}") for at, each in enumerate(said.tabs)]
        self._faults.settle()
        return {"tabs": found}

    def _tab(self, said: Tab, at: str) -> Json:
        sections: list[Json] = [
            self._section(each, f"{at}.sections.{place}") for place, each in enumerate(said.sections)
        ]
        found: dict[str, Json] = {
            "label": check_label(self._faults, said.label.model_dump(), f"{at}.label"),
            "visible": self._condition(said.visible, f"{at}.visible"),
        }
        return blankless(found) | {"sections": sections}

    def _section(self, said: Section, at: str) -> Json:
        items: list[Json] = [self._item(each, f"{at}.items.{place}") for place, each in enumerate(said.items)]
        found: dict[str, Json] = {
            "label": check_label(self._faults, said.label.model_dump(), f"{at}.label"),
            "columns": said.columns,
            "visible": self._condition(said.visible, f"{at}.visible"),
            "required": self._rule(said.required, f"{at}.required"),
            "read_only": self._rule(said.read_only, f"{at}.read_only"),
        }
        return blankless(found) | {"items": items}

    def _item(self, said: Item, at: str) -> Json:
        if said.table is not None:
            return self._table(said, said.table, at)
        name = said.field or ""
        field = self._fields.get(name)
        if field is None:
            self._faults.note(f"{at}.field", "unknown_field" if name else "required", field=name[:80])
            return None
        if field.id in self._seen:
            self._faults.note(f"{at}.field", "form_twice", field=field.name)
        self._seen.add(field.id)
        found: dict[str, Json] = {
            "field": field.id,
            "wide": said.wide,
            "visible": self._condition(said.visible, f"{at}.visible"),
            "required": self._rule(said.required, f"{at}.required"),
            "read_only": self._rule(said.read_only, f"{at}.read_only"),
            "default": self._default(field, said, f"{at}.default"),
        }
        if found["required"] and (field.fixed or field.derived):
            self._faults.note(f"{at}.required", "form_required_fixed", field=field.name)
        return blankless(found)

    def _table(self, said: Item, name: str, at: str) -> Json:
        """A table takes a condition for being shown: its rows are asked by their own form, at their door."""
        table = self._tables.get(name)
        if table is None:
            known = ", ".join(self._tables) or "-"
            label = self._object.label.json()
            self._faults.note(f"{at}.table", "form_unknown_table", table=name[:80], label=label, known=known)
            return None
        if name in self._seen:
            self._faults.note(f"{at}.table", "form_twice", field=name)
        self._seen.add(name)
        for key in ("field", "required", "read_only", "default"):
            if getattr(said, key) not in (None, False):
                self._faults.note(f"{at}.{key}", "form_table_only_shows", table=name)
        readable = self._work.access.readable(table.object)
        for place, each in enumerate(said.columns):
            if each not in readable or each == table.by.name or each in said.columns[:place]:
                self._faults.note(f"{at}.columns.{place}", "form_table_column", column=each[:80], table=name)
        columns = tuple(readable[each] for each in said.columns if each in readable)
        visible = self._condition(said.visible, f"{at}.visible")
        return Table(table.object, table.by, columns).kept() | blankless({"visible": visible})

    def _default(self, field: Field, said: Item, at: str) -> Json:
        if said.default is None:
            return None
        value = said.default.value
        try:
            if value is None or value == "" or field.fixed or field.derived:
                raise FieldFault("form_default_blank", field=field.name)
            field.type.parse(field, value, self._work.parsing)
        except FieldFault as fault:
            self._faults.note(f"{at}.value", fault.code, **fault.facts)
        return blankless({"value": exact(value), "when": self._condition(said.default.when, f"{at}.when")})

    def _rule(self, said: Rule, at: str) -> Json:
        return said if isinstance(said, bool) else self._condition(said, at)

    def _condition(self, said: list[Any] | None, at: str) -> Json:
        if said is None:
            return None
        try:
            ConditionReader(self._fields.get, self._work.parsing).read(said)
        except FieldFault as fault:
            self._faults.note(at, fault.code, **fault.facts)
            return None
        return renamed(exact(said), lambda name: self._fields[name].id)


def blankless(found: dict[str, Json]) -> dict[str, Json]:
    """Without what is not asked for."""
    return {key: value for key, value in found.items() if value is not None and value is not False}


def exact(said: Any) -> Json:
    """JSON whose decimals are strings, as everywhere in the API."""
    if isinstance(said, Decimal):
        return format(said, "f")
    if isinstance(said, list):
        return [exact(each) for each in said]
    if isinstance(said, dict):
        return {str(key): exact(each) for key, each in said.items()}
    found: Json = said
    return found
