"""From shipped classes and stored definitions to the immutable schema a transaction pins."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, Table, Uuid

from prooftrail.platform.derived.spelling import respelled
from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.fields.derived import Derived
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import ObjectType, Shipped, declare, make_field, system_fields
from prooftrail.platform.values import Label

__all__ = ["Schema", "build_schema"]

CUSTOM_TITLE = declare("text", "名称", "Name", options={"pinyin": True, "limit": 200}, required=True)


@dataclass(frozen=True)
class Schema:
    """Everything a transaction may know of tables; `compiled` keeps SQL per shape for its lifetime.

    `hidden` are removed objects by id: their tables stay until the removal can no longer be undone.
    """

    version: int
    name: str
    objects: Mapping[str, ObjectType]
    hidden: Mapping[str, ObjectType] = field(default_factory=dict)
    shipped: tuple[type[Shipped], ...] = ()
    made: Mapping[str, "Made"] = field(default_factory=dict, compare=False)
    compiled: dict[Any, Any] = field(default_factory=dict, compare=False)
    making: Any = field(default_factory=threading.RLock, compare=False, repr=False)

    def object(self, name: str) -> ObjectType:
        """An object by its API name. Refuses a name there is none of."""
        try:
            return self.objects[name]
        except KeyError:
            raise Refusal("unknown_object", "missing", facts={"object": name[:80]}) from None

    def by_id(self, object_id: str) -> ObjectType | None:
        """An object by the id events carry."""
        return next((found for found in self.objects.values() if found.id == object_id), None)

    @cached_property
    def designed_names(self) -> dict[str, dict[str, str]]:
        """`{object: {field id: field name}}` of designed fields, for rules that name fields by id."""
        return {
            object.name: {each.id: each.name for each in object.fields.values() if each.custom}
            for object in self.objects.values()
        }


@dataclass(frozen=True, slots=True)
class Made:
    """An object and all it was made from; as long as that stays, the next version takes it as it is."""

    source: Any
    object: ObjectType


def build_schema(
    name: str,
    version: int,
    shipped: Iterable[type[Shipped]],
    objects: Sequence[Mapping[str, Any]] = (),
    fields: Sequence[Mapping[str, Any]] = (),
    choices: Mapping[str, Any] | None = None,
    before: Schema | None = None,
) -> Schema:
    """`objects` and `fields` are the rows of `_object` and `_field`, in order, removed ones too.

    `choices` replaces those of shipped choice fields: `{"customer.grade": [{"key","label"}]}`.
    `before` is an earlier version, whose unchanged objects are kept.
    """
    shipped, metadata = tuple(shipped), MetaData(schema=name)
    rows = _by_object(objects, fields)
    known = before.made if before is not None and (before.name, before.shipped) == (name, shipped) else {}
    made: dict[str, Made] = {}
    for noun in shipped:
        listed = {
            key: found for key in noun.declared() if (found := (choices or {}).get(f"{noun.key}.{key}"))
        }
        source = (listed, rows.get(noun.key, []))
        made[noun.key] = _kept(known, noun.key, source) or Made(source, _object(metadata, noun, *source))
    for row in objects:
        source = (dict(row), rows.get(row["id"], []))
        made[row["id"]] = _kept(known, row["id"], source) or Made(source, _custom_object(metadata, *source))
    hidden = {row["id"]: made[row["id"]].object for row in objects if row["hidden_at"]}
    found = respelled({each.object.name: each.object for key, each in made.items() if key not in hidden})
    return Schema(version, name, found, hidden, shipped, made)


def _by_object(
    objects: Sequence[Mapping[str, Any]], fields: Sequence[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """Rows of fields by object, with the objects they point to by name instead of by id."""
    names = {row["id"]: row["name"] for row in objects}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in fields:
        options = row["options"]
        if options.get("object") in names:
            options = {**options, "object": names[options["object"]]}
        found.setdefault(row["object"], []).append({**row, "options": options})
    return found


def _kept(known: Mapping[str, Made], key: str, source: Any) -> Made | None:
    found = known.get(key)
    return found if found is not None and found.source == source else None


@dataclass(frozen=True, slots=True)
class Designed:
    """The designed fields of one object."""

    shown: list[Field]
    hidden: list[Field]


def _designed(rows: Sequence[Mapping[str, Any]]) -> Designed:
    found = Designed([], [])
    for row in rows:
        (found.hidden if row["hidden_at"] else found.shown).append(designed_field(row))
    return found


def _object(
    metadata: MetaData, noun: type[Shipped], listed: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> ObjectType:
    extra = _designed(rows)
    own = {key: make_field(key, declared) for key, declared in noun.declared().items()}
    for key, choices in listed.items():
        own[key] = replace(own[key], options={**own[key].options, "choices": choices})
    system = system_fields(noun.owned, noun.staged)
    fields = {"id": system["id"], "version": system["version"], **own}
    fields |= {each.name: each for each in extra.shown}
    fields |= {name: each for name, each in system.items() if name not in fields}
    table = _table(metadata, noun.key, (*fields.values(), *extra.hidden))
    return ObjectType(
        noun.key, noun.key, noun.label, table, fields, noun.titled, noun.owned, noun.staged,
        tuple(noun.through), custom=False, hidden=tuple(extra.hidden), kept=noun.kept,
        by_hand=noun.by_hand, apart=noun.apart,
    )  # fmt: skip


def _custom_object(
    metadata: MetaData, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> ObjectType:
    extra = _designed(rows)
    staged = bool(row["settings"].get("staged"))
    system = system_fields(owned=True, staged=staged)
    title = make_field("name", CUSTOM_TITLE)
    if said := row["settings"].get("title"):
        title = replace(title, label=Label(said["zh"], said["en"]))
    fields = {"id": system["id"], "version": system["version"], "name": title}
    fields |= {each.name: each for each in extra.shown}
    fields |= {name: each for name, each in system.items() if name not in fields}
    table = _table(metadata, row["id"], (*fields.values(), *extra.hidden))
    label = Label(row["label"]["zh"], row["label"]["en"])
    through = tuple(each.name for each in extra.shown if _is_child_of(each))
    return ObjectType(row["id"], row["name"], label, table, fields, "name", owned=True, staged=staged,
                      through=through, custom=True, hidden=tuple(extra.hidden))  # fmt: skip


def _is_child_of(field: Field) -> bool:
    """Records that go with another one are items of it: who sees that sees them."""
    return field.type.key == "reference" and field.options.get("on_delete") == "own"


def designed_field(row: Mapping[str, Any]) -> Field:
    """A field from its stored row, the object it points to by name."""
    options, built, kind = row["options"], frozenset(row["built"]), field_type(row["type"])
    made, label = isinstance(kind, Derived), Label(row["label"]["zh"], row["label"]["en"])
    plain = field_type(options["like"]) if made else kind
    return Field(
        row["name"], plain, label, row["id"], f"x_{row['id']}", options,
        required=row["required"] and not made, unique=row["is_unique"] and "unique" in built,
        personal=row["personal"], indexed=bool(options.get("indexed")), custom=True,
        fixed=kind.numbered, state=row["state"], asks_unique=row["is_unique"], built=built,
        derived=made, made=kind.key if made else None,
    )  # fmt: skip


def _table(metadata: MetaData, name: str, fields: Iterable[Field]) -> Table:
    columns: list[Column[Any]] = [
        Column("id", Uuid, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("deleted_at", DateTime(timezone=True)),
        Column("deleted_by", Uuid),
        Column("import_batch", Uuid),
        Column("salt", LargeBinary, nullable=False),
    ]
    taken = {column.name for column in columns}
    for each in fields:
        columns += [column for column in each.columns() if column.name not in taken]
    return Table(name, metadata, *columns)
