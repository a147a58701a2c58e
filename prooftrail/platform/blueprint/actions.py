"""Blueprints by REST, in the browser and in the history: brought in, brought up to date, taken away."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Limited

from prooftrail.platform.access.design.actions import ADMINISTER
from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.blueprint import applying
from prooftrail.platform.blueprint.folder import (
    Blueprint,
    Writing,
    read_texts,
    shipped_blueprint,
    shipped_blueprints,
)
from prooftrail.platform.blueprint.planning import plan
from prooftrail.platform.blueprint.rules.merge import Side
from prooftrail.platform.blueprint.shapes import Head, Wording
from prooftrail.platform.blueprint.store import installed, standing
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.platform.values import NAME, Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class BlueprintInput(Input):
    """One that comes with the product, by key, or one's own as `{file name: YAML}`.

    `chosen` settles conflicts: `{place: mine|theirs}`, the place as the preview names it.
    """

    blueprint: str | None = None
    files: dict[str, str] | None = Limited(default=None, max_length=20)
    chosen: dict[str, Side] = Limited(default_factory=dict, max_length=5_000)

    def read(self) -> Blueprint:
        """What is meant. Refuses both, and neither."""
        if (self.blueprint is None) == (self.files is None):
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "input"}, fields={"blueprint": "required"}
            )
        if self.files is not None:
            return read_texts(self.files)
        return shipped_blueprint(str(self.blueprint))


@action("install_blueprint", "安装行业模板", "Install blueprint", permission=DESIGN, alone=True)
def install_blueprint(work: "Work", record: UUID | None, given: BlueprintInput) -> Done:
    """Bring a blueprint's roles, fields, processes and more in beside what is here."""
    _may(work)
    return Done(applying.install(work, given.read(), given.chosen).json())


@action("upgrade_blueprint", "升级行业模板", "Upgrade blueprint", permission=DESIGN, alone=True)
def upgrade_blueprint(work: "Work", record: UUID | None, given: BlueprintInput) -> Done:
    """Bring an installed blueprint up to another version and keep what was changed here."""
    _may(work)
    return Done(applying.upgrade(work, given.read(), given.chosen).json())


class RemoveBlueprint(Input):
    """One that is installed."""

    blueprint: str


@action("remove_blueprint", "移除行业模板", "Remove blueprint", permission=DESIGN, alone=True)
def remove_blueprint(work: "Work", record: UUID | None, given: RemoveBlueprint) -> Done:
    """Take away what a blueprint brought and nobody changed or uses; the rest stays and is named."""
    _may(work)
    return Done(applying.remove(work, given.blueprint))


def preview_blueprint(work: "Work", given: BlueprintInput) -> dict[str, Json]:
    """What installing or upgrading would do; nothing is kept."""
    _may(work)
    return plan(work, given.read(), given.chosen).json()


def list_blueprints(work: "Work") -> list[Json]:
    """What comes with the product and what is here, by key."""
    _may(work)
    here = installed(work)
    known: dict[str, Mapping[str, Any]] = {
        each.key: {"label": each.head.label.model_dump(), "version": each.head.version,
                   "components": len(each.components)}
        for each in shipped_blueprints()
    }  # fmt: skip
    found: list[Json] = []
    for key in sorted({*here, *known}):
        one, ours = here.get(key), known.get(key)
        came: Json = None if one is None else {
            "version": one.version, "installed_at": one.installed_at.isoformat(),
            "by": None if one.by is None else str(one.by), "components": len(one.base),
        }  # fmt: skip
        label = ours["label"] if ours else one.label if one else {}
        found.append({"key": key, "label": label, "shipped": dict(ours) if ours else None, "installed": came})
    return found


def exported(work: "Work", key: str | None = None) -> dict[str, str]:
    """The whole configuration as a blueprint's files, canonical YAML by name."""
    _may(work)
    name = key or work.place.name
    if not NAME.fullmatch(name):
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"key": "bad_value"})
    found = standing(work)
    version = found.installed[name].version if name in found.installed else 1
    head = Head(key=name, version=version, label=Wording(zh=name, en=name), currency=work.currency,
                zone=work.zone.key, files=[])  # fmt: skip
    if name in found.installed:
        head.label = Wording.model_validate(found.installed[name].label)
    said = head.model_dump(exclude={"company", "divisions", "demo"})
    return Writing(found.components, said).texts()


def _may(work: "Work") -> None:
    """A blueprint brings tables and roles: who may not do both by hand may not do it this way."""
    work.need(DESIGN)
    work.need(ADMINISTER)


ACTIONS: tuple[Action, ...] = (install_blueprint, upgrade_blueprint, remove_blueprint)
