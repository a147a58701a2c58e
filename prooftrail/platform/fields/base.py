"""What a field is and what every field type must answer."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Column, ColumnElement, FromClause

from prooftrail.platform.values import Json, Label, is_storable

if TYPE_CHECKING:
    from prooftrail.platform.fields.options import Option

COMPARE = ("=", "!=", "<", "<=", ">", ">=", "in", "between", "empty")
MATCH = ("=", "!=", "in", "empty")
TEXT = (*COMPARE, "contains", "starts")


Shape = dict[str, Any]
"""A JSON Schema."""


class FieldFault(Exception):
    """A value the field cannot take: a reason code and its facts."""

    def __init__(self, code: str, **facts: Json) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Parsing:
    """What parsing needs to know of the workspace: its currency, zone and exchange rates.

    `rate(currency)` gives workspace currency per unit, or None where none is known. Without `derive`
    a value is only checked: what sorts and finds it, and is stored beside it, is left out.
    """

    currency: str
    zone: tzinfo
    rate: Callable[[str], Decimal | None]
    derive: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one object. `id` never changes and never serves another field; `name` may.

    `unique` is in force; `asks_unique` is wished for, and in force once its index is built. `state`
    is `live`, `building` or `failed`; `built` names the indexes a designed field has. `made` is how the
    values of a derived field come about: `formula`, `lookup` or `rollup`.
    """

    name: str
    type: "FieldType"
    label: Label
    id: str
    column: str
    options: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    unique: bool = False
    indexed: bool = False
    personal: bool = False
    secret: bool = False
    derived: bool = False
    fixed: bool = False
    custom: bool = False
    state: str = "live"
    asks_unique: bool = False
    built: frozenset[str] = frozenset()
    made: str | None = None

    def ready(self, index: str) -> bool:
        """Whether an index of this field is there; a designed field's are built after it is defined."""
        return not self.custom or index in self.built

    def columns(self) -> "list[Column[Any]]":
        """Fresh SQLAlchemy columns that hold it."""
        return self.type.columns(self)

    def value(self, row: Mapping[str, Any]) -> Json:
        """The canonical JSON value in a row of column values; None where blank."""
        return self.type.value(self, row)

    def blank(self) -> dict[str, Any]:
        """The column values of a blank field."""
        return {column.name: None for column in self.type.columns(self)}


class FieldType(ABC):
    """Storage, check, filter, output and import of one kind of value.

    A designer makes fields of it where it is `designable`, sets the options it `takes`, and may
    ask for unique values where it is `uniquable`; `points_to` is the object it always links to.
    """

    key: ClassVar[str]
    operators: ClassVar[tuple[str, ...]] = COMPARE
    sortable: ClassVar[bool] = True
    silent: ClassVar[tuple[str, ...]] = ()
    """Endings of columns its value says nothing of; digests of a row cover them too."""
    designable: ClassVar[bool] = True
    uniquable: ClassVar[bool] = False
    takes: ClassVar[Mapping[str, "Option"]] = {}
    points_to: ClassVar[str | None] = None
    files: ClassVar[bool] = False
    """It holds handles of files; `pictures`: none but pictures."""
    pictures: ClassVar[bool] = False
    several: ClassVar[bool] = False
    """Its column is a list, and `contains` asks for one of it."""
    numbered: ClassVar[bool] = False
    """The system fills it when a record is created, and nobody changes it."""

    @abstractmethod
    def columns(self, field: Field) -> "list[Column[Any]]":
        """The columns that store it; the first one is compared, sorted and indexed."""

    @abstractmethod
    def shape(self, field: Field) -> Shape:
        """The JSON Schema of a non-blank value as it is read."""

    def accepts(self, field: Field) -> Shape:
        """The JSON Schema of a non-blank value as it may be written."""
        return self.shape(field)

    @abstractmethod
    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Column values for a non-blank API value. Raises FieldFault."""

    def value(self, field: Field, row: Mapping[str, Any]) -> Json:
        """The canonical JSON value of a row: what events keep and digests cover."""
        found = row[field.column]
        return None if found is None else str(found)

    def output(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """The SQL expression whose `to_json` is the API value."""
        return table.c[field.column]

    def operand(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """What filters compare, lists sort and aggregates group by."""
        return table.c[field.column]

    def order(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """What lists sort by."""
        return self.operand(field, table)

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """The value to compare the operand with. Raises FieldFault."""
        return self.parse(field, value, context)[field.column]

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """An API value from a cell of a file. Raises FieldFault."""
        return text


def clean_text(value: Any) -> str:
    """`value` as text PostgreSQL can keep. Raises FieldFault for other types and broken characters."""
    if not isinstance(value, str):
        raise FieldFault("not_text")
    if not is_storable(value):
        raise FieldFault("broken_text")
    return value
