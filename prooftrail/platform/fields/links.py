"""Links to several records of one object."""

import re
from typing import Any

from sqlalchemy import Column, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import Option, object_name, taking
from prooftrail.platform.fields.reference import identifier
from prooftrail.platform.values import Json

MOST = 200


class Links(FieldType):
    """`[{"id","label"}]` read, ids written, each once, in the order given; 200 at most.

    What was linked to and deleted keeps its place without a label, and has it again once restored.
    """

    key = "links"
    operators = ("contains", "empty")
    sortable = False
    several = True
    takes = taking(object=Option(object_name, needed=True))

    def columns(self, field: Field) -> list[Column[Any]]:
        """One array of ids."""
        return [Column(field.column, ARRAY(Uuid))]

    def shape(self, field: Field) -> Shape:
        """References, in order."""
        return {"type": "array", "items": {"$ref": "#/components/schemas/Reference"}, "minItems": 1}

    def accepts(self, field: Field) -> Shape:
        """Each as a reference is written; one alone stands for a list of one."""
        one = {"$ref": "#/components/schemas/ReferenceInput"}
        return {"anyOf": [{"type": "array", "items": one, "maxItems": MOST}, one]}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Ids, or what was read."""
        found = value if isinstance(value, list) else [value]
        if len(found) > MOST:
            raise FieldFault("too_many", limit=MOST)
        ids = [identifier(each.get("id") if isinstance(each, dict) else each) for each in found]
        return {field.column: list(dict.fromkeys(ids)) or None}

    def value(self, field: Field, row: Any) -> Json:
        """The ids."""
        found = row[field.column]
        return [str(each) for each in found] if found else None

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """One id, for `contains`."""
        return identifier(value.get("id") if isinstance(value, dict) else value)

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """Names divided by `;` or `、`, each of just one record in sight."""
        names = [part.strip() for part in re.split(r"[;；、]", text) if part.strip()]
        return [{"by": {"label": name}} for name in names]
