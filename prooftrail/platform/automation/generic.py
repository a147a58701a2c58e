"""Actions that rules bring for any object: setting fields, and creating a record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.automation.checking import check_fields
from prooftrail.platform.automation.faults import Places
from prooftrail.platform.automation.shapes import RECORD
from prooftrail.platform.automation.triggers import StepAbout, register_step
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.ground import find_object

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class WriteFields(Input):
    """API values by field name; `object` is the kind of record."""

    object: str
    fields: dict[str, Any]


@action("set_fields", "修改字段", "Set fields")
def set_fields(work: "Work", record: UUID | None, given: WriteFields) -> Done:
    """Set fields of a record."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    written = work.records.update(find_object(work, given.object).name, record, given.fields)
    return Done(written.reference(), [written])


@action("create_record", "新建记录", "Create record")
def create_record(work: "Work", record: UUID | None, given: WriteFields) -> Done:
    """Create a record of any kind."""
    written = work.records.create(find_object(work, given.object).name, given.fields)
    return Done(written.reference(), [written])


def change_of(action: str, record: UUID | None, input: Mapping[str, Any]) -> Change | None:
    """What an action of these two writes, for doing many at once; None for other actions."""
    if action == "set_fields" and record is not None:
        return Change("update", str(input["object"]), record, input["fields"])
    if action == "create_record":
        return Change("create", str(input["object"]), None, input["fields"])
    return None


def _check(work: "Work", of: str | None, step: Mapping[str, Any], faults: Places) -> None:
    said = step["input"]
    named = said.get("object")
    object = work.schema.objects.get(named) if isinstance(named, str) else None
    if object is None:
        faults.note("object", "rule_unknown_object", object=str(named)[:80])
        return
    fresh = step["action"] == "create_record"
    if not fresh and step["record"] is None:
        faults.note("object", "rule_needs_record")
    own = work.schema.objects.get(str(of))
    if not fresh and own is not None and _meant(own, step["record"]) not in (None, object.name):
        faults.note("object", "rule_other_object", object=object.label.json())
    if "fields" in said:
        check_fields(work, faults, object, said["fields"], fresh=fresh)


def _meant(own: ObjectType, path: str | None) -> str | None:
    """The kind of record a step is done to."""
    if path == RECORD:
        return own.name
    link = own.fields.get(str(path))
    return None if link is None else str(link.options.get("object"))


for _name in ("set_fields", "create_record"):
    register_step(_name, StepAbout(_check))
