"""What a designer says of a process: its nodes, and what each asks for."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from prooftrail.platform.actions.action import Input

KEY = r"^[a-z][a-z0-9_]{0,47}$"
Key = Annotated[str, Field(pattern=KEY)]
Days = Annotated[int, Field(ge=0, le=3_650)]
Metres = Annotated[int, Field(ge=0, le=1_000_000)]
LONGEST_FORMULA = 2_000


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class SlotInput(Input):
    """A slot of a requirement. `words` and `measure` say what is looked for on its picture, if anything."""

    key: Key
    label: Wording
    words: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=40)] = Field(
        default_factory=list
    )
    measure: StrictBool = False


class RequirementInput(Input):
    """One thing a node asks for; what does not belong to its type is left out."""

    key: Key
    type: Literal["evidence", "field", "formula", "confirmation", "approval"]
    label: Wording | None = None
    kind: str | None = None
    count: Annotated[int, Field(ge=1, le=50)] = 1
    within_m: Metres | None = None
    accuracy_m: Metres | None = None
    max_age_days: Days | None = None
    camera_only: StrictBool = False
    second_person: StrictBool = False
    activity_place_ok: StrictBool = False
    field: str | None = None
    formula: Annotated[str, Field(max_length=LONGEST_FORMULA)] | None = None
    role: str | None = None
    flow: Annotated[str, Field(max_length=48)] | None = None
    slots: Annotated[list[SlotInput], Field(max_length=12)] = Field(default_factory=list)


class NodeInput(Input):
    """One node. `requires` must hold to enter it; `end` says that records end here, and how."""

    key: Key
    label: Wording
    end: Literal["won", "lost"] | None = None
    advance: Literal["auto", "ask"] = "auto"
    limit_days: Annotated[int, Field(ge=1, le=3_650)] | None = None
    role: str | None = None
    output: Wording | None = None
    requires: list[RequirementInput] = Field(default_factory=list)


class ProcessInput(Input):
    """A whole process. `site` says where distances are measured to, as `place` or `reference.place`."""

    key: Key
    object: str
    label: Wording
    site: str | None = None
    nodes: list[NodeInput]
