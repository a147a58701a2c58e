"""From shipped classes and stored definitions to the immutable schema a transaction pins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, Table, Uuid

from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import ObjectType, Shipped, declare, make_field, system_fields
from prooftrail.platform.values import Label

__all__ = ["Schema", "build_schema"]

CUSTOM_TITLE = declare("text", "名称", "Name", options={"pinyin": True, "limit": 200}, required=True)


@dataclass(frozen=True)
class Schema:
    """Everything a transaction may know of tables; `compiled` keeps SQL per shape for its lifetime."""

    version: int
    name: str
    objects: Mapping[str, ObjectType]
    compiled: dict[Any, Any] = field(default_factory=dict, compare=False)

    def object(self, name: str) -> ObjectType:
        """An object by its API name. Refuses a name there is none of."""
        try:
            return self.objects[name]
        except KeyError:
            raise Refusal("unknown_object", "missing", facts={"object": name[:80]}) from None

    def by_id(self, object_id: str) -> ObjectType | None:
        """An object by the id events carry."""
        return next((found for found in self.objects.values() if found.id == object_id), None)


def build_schema(
    name: str,
    version: int,
    shipped: Iterable[type[Shipped]],
    objects: Sequence[Mapping[str, Any]] = (),
    fields: Sequence[Mapping[str, Any]] = (),
    choices: Mapping[str, Any] | None = None,
) -> Schema:
    """`objects` and `fields` are the visible rows of `_object` and `_field`, in order.

    `choices` replaces those of shipped choice fields: `{"customer.grade": [{"key","label"}]}`.
    """
    metadata = MetaData(schema=name)
    extra: dict[str, list[Field]] = {}
    for row in fields:
        extra.setdefault(row["object"], []).append(_custom_field(row))
    found: dict[str, ObjectType] = {}
    for noun in shipped:
        own = {key: make_field(key, declared) for key, declared in noun.declared().items()}
        for key, each in own.items():
            if listed := (choices or {}).get(f"{noun.key}.{key}"):
                own[key] = replace(each, options={**each.options, "choices": listed})
        found[noun.key] = _object(metadata, noun, own, extra.get(noun.key, []))
    for row in objects:
        found[row["name"]] = _custom_object(metadata, row, extra.get(row["id"], []))
    return Schema(version, name, found)


def _object(metadata: MetaData, noun: type[Shipped], own: dict[str, Field], extra: list[Field]) -> ObjectType:
    system = system_fields(noun.owned, noun.staged)
    fields = {"id": system["id"], "version": system["version"], **own, **{each.name: each for each in extra}}
    fields |= {name: each for name, each in system.items() if name not in fields}
    table = _table(metadata, noun.key, fields.values())
    return ObjectType(noun.key, noun.key, noun.label, table, fields, noun.titled, noun.owned, noun.staged,
                      tuple(noun.through), custom=False)  # fmt: skip


def _custom_object(metadata: MetaData, row: Mapping[str, Any], extra: list[Field]) -> ObjectType:
    system = system_fields(owned=True, staged=False)
    title = make_field("name", CUSTOM_TITLE)
    fields = {"id": system["id"], "version": system["version"], "name": title}
    fields |= {each.name: each for each in extra}
    fields |= {name: each for name, each in system.items() if name not in fields}
    table = _table(metadata, row["id"], fields.values())
    label = Label(row["label"]["zh"], row["label"]["en"])
    return ObjectType(row["id"], row["name"], label, table, fields, "name", owned=True, staged=False,
                      through=(), custom=True)  # fmt: skip


def _custom_field(row: Mapping[str, Any]) -> Field:
    return Field(
        row["name"], field_type(row["type"]), Label(row["label"]["zh"], row["label"]["en"]), row["id"],
        f"x_{row['id']}", row["options"], required=row["required"], unique=row["is_unique"],
        personal=row["personal"], indexed=bool(row["options"].get("indexed")), custom=True,
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
