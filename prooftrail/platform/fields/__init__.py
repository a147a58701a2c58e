"""Field types, one file each, found by looking into this folder."""

import importlib
import inspect
import pkgutil
from functools import cache

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing

__all__ = ["Field", "FieldFault", "FieldType", "Parsing", "field_type", "field_types"]


@cache
def field_types() -> dict[str, FieldType]:
    """Every field type by its key."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    found: dict[str, FieldType] = {}
    waiting = list(FieldType.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if not inspect.isabstract(kind):
            found[kind.key] = kind()
    return found


def field_type(key: str) -> FieldType:
    """One field type. Raises KeyError for a key no file here has."""
    return field_types()[key]
