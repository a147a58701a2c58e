"""The designer's verbs: a draft, how it will look, putting it in force, closing it."""

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.capture import designing, queries
from prooftrail.sales.capture.api import previewed
from prooftrail.sales.capture.asking import checked
from prooftrail.sales.capture.shapes import FormInput, NameForm, SaveForm

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DESIGN, PUBLISH = "schema:design", "rules:publish"


@action("save_capture_form", "保存采集表单草稿", "Save capture form draft", permission=DESIGN)
def save_capture_form(work: "Work", record: UUID | None, given: SaveForm) -> Done:
    """Keep a form as a draft; visitors see nothing of it."""
    _may_write(work)
    said = given.design.model_dump(mode="json")
    checked(work, said)
    form = designing.keep_draft(work, given.form, said, given.version)
    return Done(designing.shown(work, form))


@action("publish_capture_form", "发布采集表单", "Publish capture form", permission=PUBLISH)
def publish_capture_form(work: "Work", record: UUID | None, given: NameForm) -> Done:
    """Let the draft, or a form that was closed, take leads from now on."""
    _may_write(work)
    said = designing.said_of(queries.one(work, given.form, hold=True))
    checked(work, said)
    designing.put_in_force(work, given.form, said)
    return Done(designing.shown(work, given.form))


@action("close_capture_form", "停用采集表单", "Close capture form", permission=PUBLISH)
def close_capture_form(work: "Work", record: UUID | None, given: NameForm) -> Done:
    """Take no more leads by a form; its addresses say that it is closed."""
    _may_write(work)
    designing.close(work, given.form)
    return Done(designing.shown(work, given.form))


class ShowForms(Input):
    """One form, or all."""

    form: UUID | None = None


@action("show_capture_forms", "查看采集表单", "Show capture forms", permission=DESIGN)
def show_capture_forms(work: "Work", record: UUID | None, given: ShowForms) -> Done:
    """Forms with their entrances and how many leads came through each; what a form may ask."""
    return Done(designing.shown(work, given.form))


class PreviewForm(Input):
    """A design that need not be kept, in one language."""

    design: FormInput
    locale: Literal["zh", "en"] = "zh"


@action("preview_capture_form", "预览采集表单", "Preview capture form", permission=DESIGN)
def preview_capture_form(work: "Work", record: UUID | None, given: PreviewForm) -> Done:
    """The very page visitors would get; nothing is kept."""
    said = given.design.model_dump(mode="json")
    checked(work, said)
    return Done({"html": previewed(work, said, given.locale)})


def _may_write(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
