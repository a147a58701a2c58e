"""Which rules name a field, so that nobody takes it away from under them."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.inputs import input_texts, is_formula
from prooftrail.platform.automation.rules.lettering import blanks
from prooftrail.platform.automation.store import armed
from prooftrail.platform.fields import Field
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def naming(work: "Work", object: ObjectType, field: Field) -> list[Json]:
    """The labels of the rules in force that name a field of an object, or write it."""
    return [
        dict(each.rule.label)
        for each in armed(work, everything=True)
        if _names(each.rule.said, object.name, field)
    ]


def _names(said: Mapping[str, Any], object: str, field: Field) -> bool:
    if said["object"] == object and _mentioned(said, field):
        return True
    return any(
        step["input"].get("object") == object and field.name in (step["input"].get("fields") or {})
        for step in said["then"]
    )


def _mentioned(said: Mapping[str, Any], field: Field) -> bool:
    """In the occasion, the condition or a text; formulas say names and labels."""
    told = json.dumps([said["when"], (said["if"] or {}).get("filter"), (said["if"] or {}).get("old")])
    if f'"{field.name}"' in told or f'"{field.name}.' in told:
        return True
    texts = [text for step in said["then"] for _, text in input_texts(step["input"])]
    formulas = [text["="] for text in texts if is_formula(text)] + [(said["if"] or {}).get("formula") or ""]
    names = [name.partition(".")[0] for text in texts if not is_formula(text) for name in blanks(text)]
    ways = (field.name, field.label.zh, field.label.en)
    return field.name in names or any(says(text, way) for text in formulas for way in ways if way)


def says(formula: str, way: str) -> bool:
    """Whether a formula's text speaks of a field by this name or label."""
    return re.search(rf"(?<!\w){re.escape(way)}(?!\w)", formula) is not None
