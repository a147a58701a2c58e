"""The shape of a blueprint's files, as people write them."""

from typing import Any, Literal

from pydantic import Field as Limited
from pydantic import StrictBool

from prooftrail.platform.access.grants import Reach
from prooftrail.platform.actions.action import Input
from prooftrail.platform.boards.shapes import Board
from prooftrail.platform.forms.shapes import Device, Layout
from prooftrail.platform.processes.shapes import NodeInput
from prooftrail.platform.values import NAME
from prooftrail.platform.views.shapes import Shown

Key = Limited(pattern=f"^{NAME.pattern}$")


class Wording(Input):
    """What people read, in both languages."""

    zh: str = Limited(min_length=1, max_length=200)
    en: str = Limited(min_length=1, max_length=200)


class DemoFile(Input):
    """Rows of a demonstration, and which columns of them name other rows."""

    file: str
    object: str
    key: str
    references: dict[str, str] = Limited(default_factory=dict)


class Head(Input):
    """`blueprint.yaml`: what it is called, and what it consists of."""

    key: str = Key
    version: int = Limited(ge=1, le=1_000_000)
    label: Wording
    company: Wording | None = None
    currency: str = "CNY"
    zone: str = "Asia/Shanghai"
    files: list[str] = Limited(max_length=20)
    divisions: str | None = None
    demo: list[DemoFile] = Limited(default_factory=list)


class Grant(Input):
    """What a role may do with one object."""

    read: Reach = "none"
    write: Reach = "none"
    create: StrictBool = False
    delete: StrictBool = False
    export: StrictBool = False
    through: StrictBool = True


class Role(Input):
    """One of `roles.yaml`."""

    label: Wording
    grants: dict[str, Grant] = Limited(default_factory=dict)
    fields: dict[str, dict[str, Literal["hidden", "read"]]] = Limited(default_factory=dict)
    permissions: list[str] = Limited(default_factory=list)


class Choice(Input):
    """One of a list."""

    key: str
    label: Wording


class Choices(Input):
    """The choices of a shipped choice field."""

    choices: list[Choice] = Limited(min_length=1, max_length=200)


class DesignedField(Input):
    """A field of the blueprint's own; its key is its name unless it says another one."""

    name: str | None = None
    label: Wording
    type: str
    options: dict[str, Any] = Limited(default_factory=dict)
    required: StrictBool = False
    unique: StrictBool = False
    personal: StrictBool = False


class Object(Input):
    """One of `objects.yaml`: a shipped object's fields, or with a label an object of the blueprint's own.

    `staged`: its records go through processes.
    """

    label: Wording | None = None
    title: Wording | None = None
    staged: StrictBool = False
    fields: dict[str, dict[str, Any]] = Limited(default_factory=dict)


class Objects(Input):
    """`objects.yaml`."""

    objects: dict[str, Object] = Limited(default_factory=dict)


class EvidenceKind(Input):
    """What counts as proof, by its key. `camera_only`: files from a gallery do not count as it."""

    label: Wording
    camera_only: StrictBool = False


class Process(Input):
    """One of `processes.yaml`. A retired one takes no new records."""

    key: str = Key
    object: str
    label: Wording
    site: str | None = None
    version: int | None = None
    retired: StrictBool = False
    nodes: list[NodeInput] = Limited(min_length=1, max_length=60)


class Processes(Input):
    """`processes.yaml`."""

    evidence_kinds: dict[str, EvidenceKind] = Limited(default_factory=dict)
    processes: list[Process] = Limited(default_factory=list)


class Form(Input):
    """One of `forms.yaml`: a layout for an object, perhaps of one device or role."""

    object: str = Key
    device: Device | None = None
    role: str | None = Limited(default=None, pattern=f"^{NAME.pattern}$")
    layout: Layout


class Forms(Input):
    """`forms.yaml`."""

    forms: list[Form] = Limited(default_factory=list)


class ViewShare(Input):
    """Everybody, or one role."""

    to: Literal["everybody", "role"]
    role: str | None = None


class View(Shown):
    """One of `views.yaml`."""

    object: str
    name: Wording
    position: int = Limited(default=0, ge=0, le=10_000)
    shared: list[ViewShare] = Limited(default_factory=lambda: [ViewShare(to="everybody")])


class Views(Input):
    """`views.yaml`."""

    views: dict[str, View] = Limited(default_factory=dict)


class Flows(Input):
    """`flows.yaml`: approval flows by key."""

    flows: dict[str, dict[str, Any]] = Limited(default_factory=dict)


class SharedBoard(Board):
    """One of `boards.yaml`, with whom it is for."""

    position: int = Limited(default=0, ge=0, le=10_000)
    shared: list[ViewShare] = Limited(default_factory=lambda: [ViewShare(to="everybody")])


class Boards(Input):
    """`boards.yaml`."""

    boards: dict[str, dict[str, Any]] = Limited(default_factory=dict)


class Rules(Input):
    """`rules.yaml`."""

    rules: dict[str, dict[str, Any]] = Limited(default_factory=dict)


class Metrics(Input):
    """`metrics.yaml`."""

    metrics: dict[str, dict[str, Any]] = Limited(default_factory=dict)


class Settings(Input):
    """`settings.yaml`."""

    settings: dict[str, Any] = Limited(default_factory=dict)
