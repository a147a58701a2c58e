"""How much may be designed: fields, columns and indexes of an object, objects of a workspace.

Asked of the schema as it would be, before the transaction ends.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.ddl import field_indexes
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_FIELDS = 300
MOST_COLUMNS = 1_590
"""PostgreSQL takes 1,600 columns a table, dropped ones counted."""


def budget(work: "Work", object: ObjectType) -> dict[str, Json]:
    """How much of an object's room is taken: `{"fields","indexes"}`, each `{"used","most"}`."""
    designed = [each for each in object.fields.values() if each.custom]
    indexes = sum(len(list(field_indexes(object, each))) for each in designed)
    return {
        "fields": {"used": len(designed), "most": MOST_FIELDS},
        "indexes": {"used": indexes, "most": work.settings.value("schema.most_indexes")},
    }


def check_objects(work: "Work") -> None:
    """Refuse one object too many."""
    most = work.settings.value("schema.most_objects")
    if sum(each.custom for each in work.schema.objects.values()) > most:
        raise Refusal(
            "too_many_objects", "invalid", facts={"most": most}, fields={"name": "too_many_objects"}
        )


def check_fields(object: ObjectType) -> None:
    """Refuse one field too many."""
    if sum(each.custom for each in object.fields.values()) > MOST_FIELDS:
        facts = {"object": object.name, "label": object.label.json(), "most": MOST_FIELDS}
        raise Refusal("too_many_fields", "invalid", facts=facts, fields={"name": "too_many_fields"})


def check_columns(work: "Work", object: ObjectType, added: Sequence[Field]) -> None:
    """Refuse fields whose columns the table cannot take."""
    query = "select count(*) from pg_attribute where attrelid = to_regclass(%s) and attnum > 0"
    row = work.execute(query, [f"{work.place.schema}.{object.table.name}"]).fetchone()
    used = int(row[0]) if row else 0
    if used + sum(len(each.columns()) for each in added) > MOST_COLUMNS:
        facts = {"object": object.name, "label": object.label.json(), "used": used}
        raise Refusal("too_many_columns", "invalid", facts=facts, fields={"type": "too_many_columns"})


def check_indexes(work: "Work", object: ObjectType) -> None:
    """Refuse one index too many: each makes every write of the object slower."""
    most = work.settings.value("schema.most_indexes")
    count = sum(len(list(field_indexes(object, each))) for each in object.fields.values() if each.custom)
    if count > most:
        facts = {"object": object.name, "label": object.label.json(), "most": most, "asked": count}
        raise Refusal("too_many_indexes", "invalid", facts=facts, fields={"options": "too_many_indexes"})
