"""Files: handles owned by one record field."""

from typing import Any

from sqlalchemy import Column, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing
from prooftrail.platform.fields.reference import identifier
from prooftrail.platform.values import Json


class File(FieldType):
    """A list of handles; `options.most` at most (20)."""

    key = "file"
    operators = ("empty",)
    sortable = False

    def columns(self, field: Field) -> list[Column[Any]]:
        """One array of handle ids."""
        return [Column(field.column, ARRAY(Uuid))]

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Ids, or what was read; one id stands for a list of one."""
        found = value if isinstance(value, list) else [value]
        most = int(field.options.get("most", 20))
        if len(found) > most:
            raise FieldFault("too_many", limit=most)
        ids = [identifier(each.get("id") if isinstance(each, dict) else each) for each in found]
        return {field.column: list(dict.fromkeys(ids)) or None}

    def value(self, field: Field, row: Any) -> Json:
        """The ids."""
        found = row[field.column]
        return [str(each) for each in found] if found else None
