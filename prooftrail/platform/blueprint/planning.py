"""What installing or upgrading a blueprint would do: taken, kept, and what somebody has to choose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prooftrail.platform.blueprint.components import Components, Tree
from prooftrail.platform.blueprint.folder import Blueprint
from prooftrail.platform.blueprint.kinds import Ground
from prooftrail.platform.blueprint.kinds.designed import FIXED, Objects, filled
from prooftrail.platform.blueprint.kinds.processes import in_flight
from prooftrail.platform.blueprint.rules.merge import (
    ABSENT,
    Difference,
    Merged,
    Path,
    Rules,
    Side,
    merge,
    unfold,
)
from prooftrail.platform.blueprint.store import Standing, standing
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WHOLE = ("object", "field", "process", "form", "view", "board", "flow", "rule")
"""What two blueprints may not both bring in different words: parts of one would mix with parts of another."""
MOST_TOLD = 500
Chosen = Mapping[str, Side]


@dataclass
class Plan:
    """`before` and `after` are the components concerned, as they are and as they would be."""

    blueprint: Blueprint
    standing: Standing
    before: Components
    merged: Merged
    verb: str
    notes: list[dict[str, Json]] = field(default_factory=list)

    @property
    def ground(self) -> Ground:
        """The workspace."""
        return self.standing.ground

    @property
    def after(self) -> Components:
        """What the components would be."""
        found: Components = self.merged.value
        return found

    def changes(self) -> Iterator[tuple[str, Tree | None, Tree | None]]:
        """Component, as it is, as it would be; in the order of the blueprint, then what goes."""
        wanted = [
            *self.blueprint.components,
            *(each for each in self.after if each not in self.blueprint.components),
        ]
        for component in wanted:
            old, new = self.before.get(component), self.after.get(component)
            if new is not None and old != new:
                yield component, old, new
        for component in reversed(list(self.before)):
            if component not in self.after:
                yield component, self.before[component], None

    def json(self) -> dict[str, Json]:
        """As the API shows it."""
        done = [(component, "add" if old is None else "change" if new is not None else "remove")
                for component, old, new in self.changes()]  # fmt: skip
        head = self.blueprint.head
        had = self.standing.installed.get(head.key)
        return {
            "blueprint": head.key, "label": head.label.model_dump(), "verb": self.verb,
            "from": had.version if had else None, "to": head.version,
            "changes": [{"component": component, "does": does} for component, does in done],
            "conflicts": [self._conflict(each) for each in self.merged.conflicts],
            "taken": [unfold(each) for each in self.merged.taken[:MOST_TOLD]],
            "kept": [unfold(each) for each in self.merged.kept[:MOST_TOLD]],
            "notes": [*self.notes],
        }  # fmt: skip

    def _conflict(self, each: Difference) -> dict[str, Json]:
        return unfold(each) | {"records": _concerned(self.ground, each)}


def plan(work: "Work", blueprint: Blueprint, chosen: Chosen | None = None) -> Plan:
    """What would happen; nothing is written."""
    found = standing(work)
    had = found.installed.get(blueprint.key)
    base: Components = had.base if had else {}
    mine = {component: tree for component, tree in found.components.items()
            if component in base or component in blueprint.components}  # fmt: skip
    merged = merge(base, mine, blueprint.components, rules(chosen or {}))
    made = Plan(blueprint, found, mine, merged, "upgrade" if had else "install")
    _check_places(merged, chosen or {})
    made.notes = list(_notes(made))
    return made


def rules(chosen: Chosen) -> Rules:
    """What of a configuration never mixes, never vanishes and never turns into something else unasked."""
    return Rules(
        whole=lambda path: len(path) == 1 and path[0].partition("/")[0] in WHOLE,
        precious=_precious, fixed=_fixed, chosen=chosen,
    )  # fmt: skip


def _precious(path: Path) -> bool:
    """Whole components, and choices that records may hold."""
    return len(path) == 1 or path[-2] == "choices"


def _fixed(path: Path) -> bool:
    """What a field is made for, because a column does not change what it holds."""
    return len(path) == 2 and path[0].startswith("field/") and path[1] in FIXED


def _check_places(merged: Merged, chosen: Chosen) -> None:
    """Refuse a choice where there is nothing to choose: it may be meant for another place."""
    known = {each.place for each in (*merged.conflicts, *merged.taken, *merged.kept)}
    if strange := [place for place in chosen if place not in known]:
        facts = {"places": list[Json](strange[:20])}
        raise Refusal("nothing_to_choose", "invalid", facts=facts, fields={"chosen": "bad_value"})


def _notes(made: Plan) -> Iterator[dict[str, Json]]:
    """What nobody has to choose and everybody should know."""
    for component, old, new in made.changes():
        kind, _, key = component.partition("/")
        if kind == "process" and old is not None and new is not None and old["nodes"] != new["nodes"]:
            count = in_flight(made.ground, key, old)
            if count:
                yield {"code": "in_flight", "component": component, "records": count}


def _concerned(ground: Ground, each: Difference) -> int:
    """How many records hold what would go."""
    kind, _, key = each.path[0].partition("/")
    if each.theirs is not ABSENT:
        return 0
    if kind == "field" and len(each.path) == 1:
        return filled(ground, key)
    if kind == "object" and len(each.path) == 1:
        return int(Objects().used(ground, key))
    if len(each.path) > 2 and each.path[-2] == "choices":
        return _holding(ground, key, each.path[-1])
    if kind == "process" and len(each.path) == 1 and isinstance(each.mine, dict):
        return in_flight(ground, key, each.mine)
    return 0


def _holding(ground: Ground, key: str, choice: str) -> int:
    """How many records hold a choice."""
    name, _, own = key.partition(".")
    object = ground.work.schema.objects.get(name)
    field = None if object is None else ground.field_of(object, own)
    if object is None or field is None:
        return 0
    held = f"%s = any({field.column})" if field.type.several else f"{field.column} = %s"
    row = ground.work.execute(
        f"select count(*) from {ground.work.place.schema}.{object.table.name} "
        f"where {held} and deleted_at is null",
        [choice],
    ).fetchone()
    return int(row[0]) if row else 0


def differences(work: "Work", blueprint: Blueprint) -> list[dict[str, Any]]:
    """Where the workspace is not as a blueprint says, and what it has of its own: `here` and `there`."""
    found = standing(work)
    others = found.others(blueprint.key)
    mine = {component: tree for component, tree in found.components.items()
            if component in blueprint.components or component not in others}  # fmt: skip
    merged = merge(blueprint.components, mine, blueprint.components)
    return [{"path": each.place, "here": None if each.mine is ABSENT else each.mine,
             "there": None if each.theirs is ABSENT else each.theirs} for each in merged.kept]  # fmt: skip
