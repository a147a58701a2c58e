"""Values of fields between the three ways they are said: by the API, in a row, and in events."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def read_value(work: "Work", each: Field, value: Any) -> dict[str, Any]:
    """Column values of an API value. Raises FieldFault."""
    if value is None or value == "":
        return each.blank()
    if isinstance(value, dict) and "by" in value:
        return each.blank()  # found when it is written
    return each.type.parse(each, value, work.parsing)


def canonical(work: "Work", each: Field, value: Any) -> Json:
    """An API value as events keep it. Raises FieldFault."""
    return each.value(read_value(work, each, value))
