"""Objects and their fields: how shipped ones are declared and what one looks like at run time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import Table

from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Label


@dataclass(frozen=True, slots=True)
class Declared:
    """A field as a shipped class writes it down; the attribute's name becomes the field's."""

    type: str
    label: Label
    options: Mapping[str, Any]
    flags: Mapping[str, Any]


def declare(
    kind: str, zh: str, en: str, *, options: Mapping[str, Any] | None = None, **flags: bool
) -> Declared:
    """A field of a shipped object. `flags`: required unique indexed personal secret derived fixed."""
    return Declared(kind, Label(zh, en), options or {}, flags)


def choices(**labels: tuple[str, str]) -> dict[str, Any]:
    """Options of a choice field: `choices(a=("甲", "A"))`."""
    return {"choices": [{"key": key, "label": {"zh": zh, "en": en}} for key, (zh, en) in labels.items()]}


@dataclass(frozen=True, slots=True)
class Apart:
    """States in which records are seen by others than usual, by a choice field of the object.

    In those of `held` only who owns a record and who stands above him see it: his peers do not, and shares
    rest. In `open` everybody sees it who may read the object at all.
    """

    field: str
    held: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class Shipped:
    """Base of the shipped objects: a class per noun, describing a table, never instantiated.

    `owned`: every record has an owner, and scopes go by him. `staged`: records move through a
    process. `through`: reference fields whose record, when visible, makes this one visible.
    `kept`: its rows follow from the log; nobody writes them, and they leave no events of their own.
    `by_hand`: the refusal of who creates one by hand, where its records come of actions and the system alone.
    `apart`: the states in which fewer or more people see a record than by its owner.
    """

    key: ClassVar[str]
    label: ClassVar[Label]
    owned: ClassVar[bool] = True
    staged: ClassVar[bool] = False
    kept: ClassVar[bool] = False
    by_hand: ClassVar[str | None] = None
    through: ClassVar[Sequence[str]] = ()
    titled: ClassVar[str] = "name"
    apart: ClassVar[Apart | None] = None

    @classmethod
    def declared(cls) -> dict[str, Declared]:
        """The fields in the order they are written."""
        return {name: found for name, found in vars(cls).items() if isinstance(found, Declared)}


@dataclass(frozen=True)
class ObjectType:
    """One object of one pinned schema: fields by API name, and the table they live in.

    `hidden` fields were removed by a designer: nobody reads or writes them, and their values stay.
    """

    id: str
    name: str
    label: Label
    table: Table
    fields: Mapping[str, Field]
    title: str
    owned: bool
    staged: bool
    through: tuple[str, ...]
    custom: bool
    hidden: tuple[Field, ...] = ()
    kept: bool = False
    by_hand: str | None = None
    apart: Apart | None = None

    @property
    def creatable(self) -> bool:
        """Whether somebody may create one by hand."""
        return not self.kept and self.by_hand is None

    @property
    def stored(self) -> tuple[Field, ...]:
        """Every field the table holds values of: what a digest covers."""
        return (*self.fields.values(), *self.hidden)

    def field(self, name: str) -> Field:
        """A field by its API name. Refuses a name it does not have."""
        try:
            return self.fields[name]
        except (KeyError, TypeError):
            facts = {"object": self.name, "field": str(name)[:80]}
            raise Refusal(
                "unknown_field", "invalid", facts=facts, fields={str(name)[:80]: "unknown_field"}
            ) from None

    def columns(self) -> list[str]:
        """Every column's name."""
        return self._columns

    @cached_property
    def _columns(self) -> list[str]:
        return [column.name for column in self.table.columns]

    @cached_property
    def told(self) -> tuple[Field, ...]:
        """Fields whose values events list; what the event itself says, and what is derived, is left out."""
        return tuple(field for field in self.stored if field.name not in UNSAID and not field.derived)

    @cached_property
    def files(self) -> tuple[tuple[str, Field], ...]:
        """Fields that hold files, by name."""
        return tuple((name, field) for name, field in self.fields.items() if field.type.files)

    @cached_property
    def numbered(self) -> tuple[Field, ...]:
        """Fields the system fills when a record is created."""
        return tuple(field for field in self.fields.values() if field.type.numbered)

    @cached_property
    def silent(self) -> Mapping[str, str]:
        """Columns that no field's value says, by the key digests give them: `{"~column": column}`."""
        found = [
            f"{field.column}{ending}"
            for field in self.stored
            if not field.derived
            for ending in field.type.silent
        ]
        return {f"~{name}": name for name in (*found, *STAMPS) if name in self.table.c}

    @cached_property
    def personal(self) -> frozenset[str]:
        """Keys of what is about a person: ids of fields, and of the columns they leave unsaid."""
        fields = [field for field in self.stored if field.personal]
        silent = {f"~{field.column}{ending}" for field in fields for ending in field.type.silent}
        return frozenset({field.id for field in fields} | silent)


UNSAID = frozenset({"id", "version", "updated_at", "updated_by"})
"""Fields no event lists: the event itself says them."""
STAMPS = ("updated_at", "updated_by", "deleted_by", "import_batch")
"""Columns the door itself sets and no event lists."""


def make_field(name: str, found: Declared) -> Field:
    """A shipped field: its name is its id and its column."""
    return Field(name, field_type(found.type), found.label, name, name, found.options, **found.flags)


_SYSTEM = {
    "id": declare("reference", "编号", "ID", options={"object": "self"}, fixed=True),
    "version": declare("integer", "版本", "Version", fixed=True),
    "created_at": declare("time", "创建时间", "Created", fixed=True),
    "created_by": declare("person", "创建人", "Created by", options={"object": "person"}, fixed=True),
    "updated_at": declare("time", "更新时间", "Updated", fixed=True),
    "updated_by": declare("person", "更新人", "Updated by", options={"object": "person"}, fixed=True),
    "origin": declare("choice", "来源", "Origin", fixed=True,
                      options=choices(entered=("系统录入", "Entered"), imported=("导入", "Imported"))),
}  # fmt: skip
_OWNED = {
    "owner": declare("person", "负责人", "Owner", options={"object": "person"}, indexed=True),
    "unit": declare("department", "所属部门", "Department", options={"object": "department"}, fixed=True),
}
_STAGED = {
    "process": declare("choice", "流程", "Process", options={"open": True, "at_birth": True}, fixed=True),
    "process_version": declare("integer", "流程版本", "Process version", fixed=True),
    "stage": declare("choice", "阶段", "Stage", options={"open": True}, indexed=True),
    "stage_since": declare("time", "进入阶段", "In stage since", fixed=True),
}


def system_fields(owned: bool, staged: bool) -> dict[str, Field]:
    """The fields every object has, `id` and `version` first."""
    found = _SYSTEM | (_OWNED if owned else {}) | (_STAGED if staged else {})
    return {name: make_field(name, declared) for name, declared in found.items()}
