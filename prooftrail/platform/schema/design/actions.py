"""The designer's verbs, for REST, buttons and the history alike."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import StrictBool

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.schema.design import converting, fields, objects, undoing
from prooftrail.platform.schema.design.adding import Wanted, define_fields
from prooftrail.platform.schema.design.shown import removed, show_field, show_object

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DESIGN = "schema:design"


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class FieldInput(Input):
    """A new field: `name` begins with `x_`; which `options` there are depends on the type."""

    name: str
    label: Wording
    type: str
    options: dict[str, Any] | None = None
    required: StrictBool = False
    unique: StrictBool = False
    personal: StrictBool = False

    def wanted(self) -> Wanted:
        """The same, for the designer's verbs."""
        return Wanted(self.name, self.label.model_dump(), self.type, self.options or {},
                      self.required, self.unique, self.personal)  # fmt: skip


class DefineObject(Input):
    """`name` begins with `x_`; `title` is the label of the name every record has; `fields` its first ones."""

    name: str
    label: Wording
    title: Wording | None = None
    fields: list[FieldInput] | None = None


@action("define_object", "新建对象", "Define object", permission=DESIGN, alone=True)
def define_object(work: "Work", record: UUID | None, given: DefineObject) -> Done:
    """A new kind of record, with owner, history, scope and search from the start."""
    title = given.title.model_dump() if given.title else None
    first = [each.wanted() for each in given.fields or ()]
    object = objects.define_object(work, given.name, given.label.model_dump(), title, first)
    return Done(show_object(work, object))


class ChangeObject(Input):
    """New labels of a designed object."""

    object: str
    label: Wording | None = None
    title: Wording | None = None


@action("change_object", "修改对象", "Change object", permission=DESIGN, alone=True)
def change_object(work: "Work", record: UUID | None, given: ChangeObject) -> Done:
    """Another label for an object or for the name of its records."""
    label, title = (each.model_dump() if each else None for each in (given.label, given.title))
    return Done(show_object(work, objects.change_object(work, given.object, label, title)))


class NameObject(Input):
    """A designed object; a removed one also by its id."""

    object: str


@action("hide_object", "移除对象", "Remove object", permission=DESIGN, alone=True)
def hide_object(work: "Work", record: UUID | None, given: NameObject) -> Done:
    """Take an object out of sight; its records can be brought back for a while."""
    object = objects.hide_object(work, given.object)
    return Done(removed(work, "_object", object.id))


@action("restore_object", "恢复对象", "Restore object", permission=DESIGN, alone=True)
def restore_object(work: "Work", record: UUID | None, given: NameObject) -> Done:
    """Bring a removed object back with all its records."""
    return Done(show_object(work, objects.restore_object(work, given.object)))


class DefineField(FieldInput):
    """A new field of an object."""

    object: str


@action("define_field", "新建字段", "Define field", permission=DESIGN, alone=True)
def define_field(work: "Work", record: UUID | None, given: DefineField) -> Done:
    """One more field for an object; records there are keep it blank."""
    made = define_fields(work, given.object, [given.wanted()])[0]
    return Done(show_field(work, work.schema.object(given.object), made))


class ChangeField(Input):
    """What shall change; what is left out stays. `type` and `personal` never change."""

    object: str
    field: str
    name: str | None = None
    label: Wording | None = None
    type: str | None = None
    options: dict[str, Any] | None = None
    required: StrictBool | None = None
    unique: StrictBool | None = None
    personal: StrictBool | None = None


@action("change_field", "修改字段", "Change field", permission=DESIGN, alone=True)
def change_field(work: "Work", record: UUID | None, given: ChangeField) -> Done:
    """Another name, label, rule or option of a field; its values stay."""
    said = given.model_dump(exclude={"object", "field"}, exclude_none=True)
    if given.options is not None:
        said["options"] = given.options
    made = fields.change_field(work, given.object, given.field, said)
    return Done(show_field(work, work.schema.object(given.object), made))


class HideField(Input):
    """A designed field of an object."""

    object: str
    field: str


@action("hide_field", "移除字段", "Remove field", permission=DESIGN, alone=True)
def hide_field(work: "Work", record: UUID | None, given: HideField) -> Done:
    """Take a field out of sight; its values can be brought back for a while."""
    gone = fields.hide_field(work, given.object, given.field)
    return Done(removed(work, "_field", gone.id))


class RestoreField(Input):
    """A removed field by its name or id; `name` where another field has taken its own."""

    object: str
    field: str
    name: str | None = None


@action("restore_field", "恢复字段", "Restore field", permission=DESIGN, alone=True)
def restore_field(work: "Work", record: UUID | None, given: RestoreField) -> Done:
    """Bring a removed field back with all its values."""
    made = fields.restore_field(work, given.object, given.field, given.name)
    return Done(show_field(work, work.schema.object(given.object), made))


class TryConversion(Input):
    """A field and the type it may have instead."""

    object: str
    field: str
    type: str
    options: dict[str, Any] | None = None


class ConvertField(TryConversion):
    """`leave_blank`: values that do not convert are blank afterwards; without it the first one stops it."""

    leave_blank: StrictBool = False


@action("try_conversion", "试算换类型", "Try another type", permission=DESIGN)
def try_conversion(work: "Work", record: UUID | None, given: TryConversion) -> Done:
    """How many values would convert to another type, and which would not; nothing is changed."""
    found = converting.try_conversion(work, given.object, given.field, given.type, given.options or {})
    return Done(found)


@action("convert_field", "换字段类型", "Change a field's type", permission=DESIGN, alone=True)
def convert_field(work: "Work", record: UUID | None, given: ConvertField) -> Done:
    """Begin to change a field's type; it is switched when every value is copied."""
    options = given.options or {}
    field = converting.convert_field(work, given.object, given.field, given.type, options, given.leave_blank)
    return Done(show_field(work, work.schema.object(given.object), field))


class UndoDesign(Input):
    """The id of an entry of the designers' history."""

    event: UUID


@action("undo_design", "撤销设计修改", "Undo a design change", permission=DESIGN, alone=True)
def undo_design(work: "Work", record: UUID | None, given: UndoDesign) -> Done:
    """Take one change of an object or a field back, by doing its opposite."""
    deed = undoing.undo(work, given.event)
    return Done({"event": str(deed.id), "action": deed.action, **deed.named})


ACTIONS: tuple[Action, ...] = (
    define_object, change_object, hide_object, restore_object,
    define_field, change_field, hide_field, restore_field, try_conversion, convert_field,
    undo_design,
)  # fmt: skip
