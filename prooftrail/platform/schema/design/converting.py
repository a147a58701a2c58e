"""Another type for a field: tried on every row, then copied beside the work, then switched in one moment.

The copy goes to columns nobody else knows of; the last transaction, alone in the workspace, copies
again what was written meanwhile, and puts the new field in the place of the old one, which is hidden
with every value it has. So undoing is the same switch the other way round.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal, reason
from prooftrail.platform.schema.build import designed_field
from prooftrail.platform.schema.ddl import add_fields
from prooftrail.platform.schema.design import budgets, ground, uses
from prooftrail.platform.schema.design.adding import fresh_id, stored_options
from prooftrail.platform.schema.design.casting import check_castable, fault_of, written
from prooftrail.platform.schema.design.definition import Faults, check_options, check_type
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

READ_AT_ONCE, EXAMPLES = 5_000, 50


@dataclass(frozen=True, slots=True)
class Conversion:
    """One field on its way to another type; `new` is the id the field will have."""

    id: UUID
    object: str
    old: str
    new: str
    type: str
    options: Mapping[str, Any]
    leave_blank: bool
    state: str
    since: str
    at: UUID | None
    copied: int
    blanks: int
    failure: Mapping[str, Any] | None

    def field(self, work: "Work", old: Field) -> Field:
        """The field as it will be."""
        options = dict(self.options)
        if (target := work.schema.by_id(str(options.get("object")))) is not None:
            options["object"] = target.name
        return becoming(old, self.new, self.type, options)


COLUMNS = (
    "id, object, old, new, type, options, leave_blank, state, since::text as since, at, copied, blanks, "
    "failure"
)


def becoming(old: Field, id: str, type: str, options: Mapping[str, Any]) -> Field:
    """A field like another one, of another type."""
    row = {
        "id": id, "name": old.name, "label": old.label.json(), "type": type, "options": options,
        "required": old.required, "is_unique": False, "personal": old.personal, "state": "live", "built": [],
    }  # fmt: skip
    return designed_field(row)


def conversions(work: "Work", where: str, *values: Any) -> list[Conversion]:
    """Those that fit, oldest first."""
    query = f"select {COLUMNS} from {work.place.schema}._conversion where {where} order by started_at, id"
    return work.connection.cursor(row_factory=class_row(Conversion)).execute(query, values).fetchall()


def wanted(
    work: "Work", object_name: str, name: str, type: str, options: Mapping[str, Any]
) -> tuple[ObjectType, Field, Field]:
    """The object, the field as it is, and as it shall be. Refuses what cannot be carried over."""
    object = ground.find_object(work, object_name)
    old = ground.find_field(work, object, name)
    faults = Faults(object.name)
    kind = check_type(faults, type)
    said = check_options(faults, kind, options) if kind is not None else {}
    faults.settle()
    check_castable(old, type)
    uses.check_processes(work, object, old)
    uses.check_metrics(work, object, old)
    uses.check_automation(work, object, old)
    uses.check_flows(work, object, old)
    uses.check_derived(work, object, old)
    uses.check_forms(work, object, old)
    return object, old, becoming(old, old.id, type, said)


def try_conversion(
    work: "Work", object_name: str, name: str, type: str, options: Mapping[str, Any]
) -> dict[str, Json]:
    """How many rows convert, and of those that do not some the caller sees, with the reason."""
    object, old, new = wanted(work, object_name, name, type, options)
    work.execute("set local transaction_timeout = 0")
    rows, failed, examples = 0, 0, list[Json]()
    for row in filled(work, object, old):
        rows += 1
        fault = fault_of(old, new, row, work.parsing)
        if fault is None:
            continue
        failed += 1
        if len(examples) < EXAMPLES and work.records.present(object.name, row["id"]):
            why = reason(fault.code, {"field": name, **fault.facts}, work.locale)
            said = written(old, row, work.parsing)[:80]
            examples.append({"record": str(row["id"]), "value": said, "code": fault.code, "reason": why})
    return {"rows": rows, "converts": rows - failed, "fails": failed, "examples": examples}


def filled(work: "Work", object: ObjectType, field: Field) -> Iterator[dict[str, Any]]:
    """Rows that hold a value, page by page; those in the trash too, because they may come back."""
    names = ", ".join(["id", *(column.name for column in field.columns())])
    query = (
        f"select {names} from {work.place.schema}.{object.table.name} "
        f"where {field.column} is not null and id > %s order by id limit %s"
    )
    after = UUID(int=0)
    cursor = work.connection.cursor(row_factory=dict_row)
    while rows := cursor.execute(query, [after, READ_AT_ONCE]).fetchall():
        yield from rows
        after = rows[-1]["id"]


def convert_field(
    work: "Work", object_name: str, name: str, type: str, options: Mapping[str, Any], leave_blank: bool
) -> Field:
    """Begin: new columns nobody sees yet; the worker copies and switches."""
    ground.begin(work)
    object, old, new = wanted(work, object_name, name, type, options)
    if conversions(work, "old = %s and state = 'copying'", old.id):
        facts = {"object": object.name, "field": old.label.json()}
        raise Refusal("conversion_under_way", "conflict", facts=facts)
    made = becoming(old, fresh_id(work), type, new.options)
    budgets.check_columns(work, object, [made])
    ground.take_table(work, object)
    work.execute(add_fields(work.place.schema, object, [made]))
    work.execute(
        f"insert into {work.place.schema}._conversion (id, object, old, new, type, options, leave_blank, "
        "started_by, state, since, started_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, 'copying', pg_current_xact_id(), %s)",
        [uuid7(), object.id, old.id, made.id, type, Jsonb(stored_options(work, dict(new.options))),
         leave_blank, work.actor.person, work.now],
    )  # fmt: skip
    ground.reload(work)
    note(work, "field_converting", object, old, changed(old, made))
    ground.finish(work)
    return old


def changed(old: Field, new: Field) -> dict[str, Json]:
    """What of the definition a switch changes."""
    found: dict[str, Json] = {"type": [old.type.key, new.type.key]}
    return found | {"options": [dict(old.options), dict(new.options)]}


def progress(work: "Work", fields: Sequence[Field]) -> dict[str, dict[str, Json]]:
    """What is under way, or was stopped, by the id of the field: `{"state","type","copied","failure"}`."""
    ids = [each.id for each in fields if each.custom]
    found: dict[str, dict[str, Json]] = {}
    for each in conversions(work, "old = any(%s) and state in ('copying', 'stopped')", ids):
        found[each.old] = {
            "state": each.state, "type": each.type, "copied": each.copied,
            "failure": dict(each.failure) if each.failure else None,
        }  # fmt: skip
    return found
