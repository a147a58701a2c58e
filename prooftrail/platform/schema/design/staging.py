"""Switching processes on for an object of a designer's own: the columns a staged record has, for good."""

from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.actions.action import Action, Done, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.ddl import add_fields, field_indexes
from prooftrail.platform.schema.design import budgets, ground
from prooftrail.platform.schema.design.actions import DESIGN, NameObject
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.shown import show_object
from prooftrail.platform.schema.model import system_fields

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@action("stage_object", "开通流程", "Switch processes on", permission=DESIGN, alone=True)
def stage_object(work: "Work", record: UUID | None, given: NameObject) -> Done:
    """Let records of a designed object go through processes; those there are stand in none yet."""
    ground.begin(work)
    object = ground.find_object(work, given.object, designed=True)
    if object.staged:
        raise Refusal("object_staged", "conflict", facts={"label": object.label.json()})
    ground.take_table(work, object)
    table = f"{work.place.schema}._object"
    work.execute(f"update {table} set settings = settings || %s where id = %s",
                 [Jsonb({"staged": True}), object.id])  # fmt: skip
    ground.reload(work)
    staged = work.schema.object(given.object)
    fresh = [staged.fields[name] for name in system_fields(True, True) if name not in object.fields]
    budgets.check_columns(work, staged, fresh)
    work.execute(add_fields(work.place.schema, staged, fresh))
    for field in fresh:
        ground.run_all(work, (index.create(work.place.schema) for index in field_indexes(staged, field)))
    note(work, "object_staged", staged, changes={"staged": [False, True]})
    ground.finish(work)
    return Done(show_object(work, staged))


ACTIONS: tuple[Action, ...] = (stage_object,)
