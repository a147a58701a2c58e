"""Installing, upgrading and removing a blueprint: all of it, or nothing.

What designers make in the browser is made by the same verbs here, so that it has the same history and
can be undone the same way; one event sums up.
"""

from typing import TYPE_CHECKING

from prooftrail.platform.blueprint.components import Components
from prooftrail.platform.blueprint.folder import Blueprint
from prooftrail.platform.blueprint.kinds import KIND, Ground, kind
from prooftrail.platform.blueprint.planning import Chosen, Plan, plan
from prooftrail.platform.blueprint.store import Installed, find_installed, forget, keep, standing
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def install(work: "Work", blueprint: Blueprint, chosen: Chosen | None = None) -> Plan:
    """Bring a blueprint in beside what is here. Refuses one that is here, and open conflicts."""
    made = plan(work, blueprint, chosen)
    if made.verb != "install":
        raise Refusal("blueprint_installed", "conflict", facts={"blueprint": blueprint.key})
    return _apply(made)


def upgrade(work: "Work", blueprint: Blueprint, chosen: Chosen | None = None) -> Plan:
    """Bring a blueprint up to another version, with all that was changed here. Refuses open conflicts."""
    made = plan(work, blueprint, chosen)
    if made.verb != "upgrade":
        raise Refusal("blueprint_not_installed", "missing", facts={"blueprint": blueprint.key})
    return _apply(made)


def _apply(made: Plan) -> Plan:
    if made.merged.conflicts:
        places: list[Json] = [each.place for each in made.merged.conflicts]
        facts = {"blueprint": made.blueprint.key, "count": len(places), "places": places[:200]}
        raise Refusal("blueprint_conflicts", "conflict", facts=facts)
    ground, head, work = made.ground, made.blueprint.head, made.ground.work
    had = made.standing.installed.get(head.key)
    ground.because = {"blueprint": head.key, "version": head.version}
    bound, added, changed, gone = set(ground.bound), list[Json](), list[Json](), list[Json]()
    for component, old, new in list(made.changes()):
        key = component.partition("/")[2]
        if new is None:
            kind(component).remove(ground, key)
            gone.append(component)
        else:
            kind(component).write(ground, key, old, new)
            (changed if old else added).append(component)
        ground.settle()
    mine = {component: id for component, id in ground.bound.items()
            if component not in bound or (had and component in had.bound)}  # fmt: skip
    keep(work, Installed(head.key, head.version, head.label.model_dump(), made.blueprint.components, mine,
                         work.now, work.actor.person))  # fmt: skip
    verb = "upgraded" if had else "installed"
    ground.note(f"blueprint.{verb}", {"version": [had.version if had else None, head.version],
                                      "added": [None, added], "changed": [None, changed],
                                      "removed": [gone, None]})  # fmt: skip
    return made


def remove(work: "Work", key: str) -> dict[str, Json]:
    """Take away what a blueprint brought and nobody changed or uses: `{"removed","kept"}` with reasons."""
    found = standing(work)
    one = find_installed(found, key)
    ground = found.ground
    ground.because = {"blueprint": key, "version": one.version}
    others, kept = found.others(key), dict[str, str]()
    waiting = list[str]()
    for component in reversed(_in_order(one)):
        why = _stays(component, one, found.components, others)
        if why is not None:
            kept[component] = why
        elif component in found.components:
            waiting.append(component)
    removed = _take_away(ground, waiting, kept)
    stays: list[Json] = [{"component": component, "why": why} for component, why in kept.items()]
    forget(work, key)
    ground.note("blueprint.removed", {"version": [one.version, None], "removed": [removed, None],
                                      "kept": [None, stays]})  # fmt: skip
    return {"blueprint": key, "removed": removed, "kept": stays}


def _take_away(ground: Ground, waiting: list[str], kept: dict[str, str]) -> list[Json]:
    """Take away what nothing leans on, again and again until nothing more goes; the rest is `kept`."""
    removed, refused = list[Json](), dict[str, str]()
    while waiting:
        refused = {each: why for each in waiting if (why := _taken(ground, each)) is not None}
        removed += [each for each in waiting if each not in refused]
        if len(refused) == len(waiting):
            break
        waiting = list(refused)
    kept |= refused
    return removed


def _in_order(one: Installed) -> list[str]:
    order = list(KIND)
    return sorted(one.base, key=lambda component: order.index(component.partition("/")[0]))


def _stays(component: str, one: Installed, here: Components, others: set[str]) -> str | None:
    """Why a component may not go; None where it may, or is gone already."""
    if component not in here:
        return None
    if component in others:
        return "shared"
    return "changed" if here[component] != one.base[component] else None


def _taken(ground: Ground, component: str) -> str | None:
    """Take it away; the code of the refusal where something still leans on it."""
    if kind(component).used(ground, component.partition("/")[2]):
        return "used"
    before, moved = ground.work.schema, ground.moved
    try:
        with ground.work.connection.transaction():
            kind(component).remove(ground, component.partition("/")[2])
            ground.settle()
    except Refusal as refusal:
        ground.work.schema, ground.moved = before, moved
        return refusal.code
    return None
