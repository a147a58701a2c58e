"""A form as its designer writes it."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Input


class Words(Input):
    """One line in both languages."""

    zh: str = Asked(max_length=120)
    en: str = Asked(max_length=120)


class Prose(Input):
    """Some lines in both languages."""

    zh: str = Asked(default="", max_length=2000)
    en: str = Asked(default="", max_length=2000)


class FilesInput(Input):
    """What a question for files takes; blank is what the settings say, no kinds are all of them."""

    most: int | None = Asked(default=None, ge=1, le=20)
    each_mb: int | None = Asked(default=None, ge=1, le=100)
    kinds: list[Literal["picture", "pdf", "document", "sheet", "sound", "film"]] = Asked(
        default_factory=list, max_length=6
    )


class AskInput(Input):
    """One field of a lead that is asked; without a label it has its own. `files` is of one that holds any."""

    field: str = Asked(max_length=80)
    label: Words | None = None
    help: Words | None = None
    required: bool = False
    files: FilesInput | None = None


class LimitsInput(Input):
    """What the form allows; blank is what the settings say."""

    body_kb: int | None = Asked(default=None, ge=1, le=256)
    per_address: int | None = Asked(default=None, ge=1, le=10_000)
    per_form: int | None = Asked(default=None, ge=1, le=100_000)


class FormInput(Input):
    """A whole form. `defaults` are values of fields that are not asked, as the API takes them."""

    name: Words
    intro: Prose = Asked(default_factory=Prose)
    source: str = Asked(max_length=100)
    fields: list[AskInput] = Asked(max_length=100)
    defaults: dict[str, Any] = Asked(default_factory=dict, max_length=40)
    thanks: Prose = Asked(default_factory=Prose)
    consent: Prose = Asked(default_factory=Prose)
    origins: list[str] = Asked(default_factory=list, max_length=20)
    limits: LimitsInput = Asked(default_factory=LimitsInput)


class NameForm(Input):
    """One form."""

    form: UUID


class SaveForm(Input):
    """A draft: of a `form` that is there, or a new one. `version` is the one that was seen."""

    form: UUID | None = None
    design: FormInput
    version: int | None = None
