"""Which forms lean on a field."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field
from prooftrail.platform.forms.conditions import named
from prooftrail.platform.forms.store import stored
from prooftrail.platform.forms.telling import RULES
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def conditions_on(work: "Work", object: ObjectType, field: Field) -> bool:
    """Whether a condition of a published layout or a draft names the field."""
    return any(
        field.id in named(said)
        for each in stored(work, object)
        if each.layout is not None
        for said in _conditions(each.layout)
    )


def _conditions(layout: Mapping[str, Any]) -> Iterator[Any]:
    for tab in layout["tabs"]:
        for section in tab["sections"]:
            for each in (tab, section, *section["items"]):
                yield from (each[key] for key in RULES if isinstance(each.get(key), list))
            for item in section["items"]:
                if when := item.get("default", {}).get("when"):
                    yield when
