"""Which approval flows name a field, so that nobody takes it away from under them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.approvals.flows import Flow, in_force
from prooftrail.platform.automation.rules.lettering import blanks
from prooftrail.platform.automation.uses import says
from prooftrail.platform.fields import Field
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FORMULAS = ("when", "formula")
"""Where a flow holds formulas, which say fields by name or label."""


def naming(work: "Work", object: ObjectType, field: Field) -> list[Json]:
    """The labels of the flows in force that name a field of the object they are for."""
    return [each.label for each in in_force(work) if each.object == object.name and _names(each, field)]


def _names(flow: Flow, field: Field) -> bool:
    told = json.dumps(flow.said)
    if f'"{field.name}"' in told or f'"{field.name}.' in told:
        return True
    titles = flow.said.get("title") or ""
    texts = titles.values() if isinstance(titles, Mapping) else [titles]
    if any(name.partition(".")[0] == field.name for text in texts for name in blanks(text)):
        return True
    ways = [way for way in (field.name, field.label.zh, field.label.en) if way]
    return any(says(text, way) for text in _formulas(flow.said) for way in ways)


def _formulas(said: Any) -> Iterator[str]:
    if isinstance(said, Mapping):
        for key, value in said.items():
            if key in FORMULAS and isinstance(value, str):
                yield value
            else:
                yield from _formulas(value)
    elif isinstance(said, Sequence) and not isinstance(said, str):
        for each in said:
            yield from _formulas(each)
