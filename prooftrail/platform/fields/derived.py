"""What all derived types have in common: values are made, not given, and are those of a plain type.

A derived field's `type` is the plain type its values have; `made` names one of these.
"""

from abc import abstractmethod
from typing import Any, NoReturn

from sqlalchemy import Column

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape


class Derived(FieldType):
    """A way of making values, which a designer chooses like a type."""

    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """The options that say how its values are made; each is checked where the schema is known."""

    def columns(self, field: Field) -> list[Column[Any]]:
        """Never asked: the plain type keeps the values."""
        self._never()

    def shape(self, field: Field) -> Shape:
        """Never asked."""
        self._never()

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Never asked: nobody writes it."""
        self._never()

    def _never(self) -> NoReturn:
        raise TypeError(f"a field made by {self.key} has the plain type of its values")


def spoken(value: Any) -> Any:
    """An option that is a text or name; what it means is asked where the schema is known."""
    if not isinstance(value, str) or not value.strip() or len(value) > 8_000:
        raise FieldFault("option_not_text")
    return value.strip()
