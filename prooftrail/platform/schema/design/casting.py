"""From a value of one type to a value of another: through the text people would write for it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from prooftrail.platform.fields import Field, FieldFault, Parsing
from prooftrail.platform.refusal import Refusal

WORDED = (
    "text", "long_text", "integer", "decimal", "percent", "money", "date", "time", "boolean", "choice",
    "choices", "region", "phone", "email", "url",
)  # fmt: skip
"""Types whose values can be written down and read again."""
FROM = (*WORDED, "auto_number")


def check_castable(old: Field, new: str) -> None:
    """Refuse types between which nothing can be carried over."""
    if old.made or old.type.key == new or old.type.key not in FROM or new not in WORDED:
        facts = {
            "field": old.label.json(),
            "type": new,
            "types": [each for each in WORDED if each != old.type.key],
        }
        raise Refusal("cannot_convert", "invalid", facts=facts, fields={"type": "cannot_convert"})


def cast(old: Field, new: Field, row: Mapping[str, Any], parsing: Parsing) -> dict[str, Any]:
    """Column values of `new` for what `row` holds in `old`; blank stays blank. Raises FieldFault."""
    return cast_value(old, new, old.value(row), parsing)


def cast_value(old: Field, new: Field, held: Any, parsing: Parsing) -> dict[str, Any]:
    """The same, of a value as the API gives it."""
    if held is None:
        return new.blank()
    value = new.type.read(new, worded(old, held, parsing), parsing)
    if value is None or value == "":
        return new.blank()
    return new.type.parse(new, value, parsing)


def written(field: Field, row: Mapping[str, Any], parsing: Parsing) -> str:
    """What people would write for the value of a row."""
    return worded(field, field.value(row), parsing)


def worded(field: Field, value: Any, parsing: Parsing) -> str:
    """What people would write for a value."""
    match field.type.key:
        case "boolean":
            return "是" if value else "否"
        case "money":
            own = value["currency"] == parsing.currency
            return str(value["amount"] if own else f"{value['amount']} {value['currency']}")
        case "time":
            local = datetime.fromisoformat(value).astimezone(parsing.zone)
            return local.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
        case "choice":
            return _choice(field, value)
        case "choices":
            return "、".join(_choice(field, each) for each in value)
        case _:
            return str(value)


def _choice(field: Field, key: str) -> str:
    found = (each for each in field.options.get("choices", ()) if each["key"] == key)
    return next((str(each["label"]["zh"]) for each in found), key)


def fault_of(old: Field, new: Field, row: Mapping[str, Any], parsing: Parsing) -> FieldFault | None:
    """What stands against a value, or None."""
    try:
        cast(old, new, row, parsing)
    except FieldFault as fault:
        return fault
    return None
