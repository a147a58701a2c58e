"""The walk: every object through every door as everybody, looking for what none of them may know.

Then the proof that it would notice: with the scope left out behind one door at a time, the walk fails
and names that door.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import true

from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.events.sight import Reasons
from tests.conftest import Api, Callers
from tests.walls import doors_read as reading
from tests.walls import doors_write as writing
from tests.walls.walking import Walk, Walker
from tests.walls.world import ALL, MAY, World, build

pytestmark = pytest.mark.heavy

ONE_BY_ONE: dict[str, Callable[[Walk, Walker, Any], None]] = {
    "list": reading.listed, "fields": reading.fields, "search": reading.searched,
    "search everywhere": reading.searched_everywhere, "filter": reading.filtered,
    "dotted filter": reading.dotted, "sort": reading.sorted_by, "group": reading.grouped,
    "measures": reading.measured, "export": reading.exported, "feed": reading.fed, "pull": reading.pulled,
    "stream": reading.streamed,
    "history": reading.history, "get": reading.got, "gate": reading.gated, "files": reading.filed,
    "description": reading.described, "trash": reading.trashed, "link": writing.linked,
    "unique": writing.unique, "replay": writing.replayed, "bulk": writing.bulk, "patch": writing.changed,
    "delete": writing.deleted, "actions": writing.acted, "push": writing.pushed,
    "conflict": writing.conflicting,
}  # fmt: skip


def everything(*_: Any, **__: Any) -> list[Any]:
    return [true()]


def anything(*_: Any, **__: Any) -> Any:
    return true()


def all_fields(access: Any, object: Any) -> Any:
    return dict(object.fields)


def whole(work: Any, object: Any) -> Reasons:
    return Reasons(whole=[each.id for each in work.schema.objects.values()])


READING = "prooftrail.platform.records.reading"
FIELDS = ("prooftrail.platform.access.grants.Access.readable", all_fields)
SEAMS: dict[str, list[tuple[str, Any]]] = {
    "list": [(f"{READING}.branches", everything)],
    "fields": [FIELDS],
    "search": [(f"{READING}.branches", everything)],
    "search everywhere": [(f"{READING}.branches", everything)],
    "filter": [FIELDS],
    "dotted filter": [("prooftrail.platform.records.filters.visible", anything)],
    "sort": [FIELDS],
    "group": [(f"{READING}.branches", everything)],
    "measures": [(f"{READING}.branches", everything)],
    "export": [(f"{READING}.branches", everything)],
    "feed": [("prooftrail.platform.events.feed.reasons", whole)],
    "pull": [("prooftrail.platform.events.feed.reasons", whole), (f"{READING}.branches", everything)],
    "stream": [("prooftrail.platform.events.feed.reasons", whole)],
    "history": [(f"{READING}.visible", anything)],
    "get": [(f"{READING}.visible", anything)],
    "gate": [(f"{READING}.visible", anything)],
    "files": [(f"{READING}.visible", anything)],
    "description": [FIELDS],
    "trash": [(f"{READING}.branches", everything)],
    "link": [("prooftrail.platform.records.incoming.visible", anything)],
    "unique": [(f"{READING}.visible", anything)],
    "replay": [("prooftrail.platform.actions.replay.whose", lambda work: NOBODY)],
    "bulk": [("prooftrail.platform.records.loading.visible", anything)],
    "patch": [("prooftrail.platform.records.loading.visible", anything)],
    "delete": [("prooftrail.platform.records.loading.visible", anything)],
    "actions": [("prooftrail.platform.records.loading.visible", anything)],
    "push": [("prooftrail.platform.records.loading.visible", anything)],
    "conflict": [FIELDS],
}
NOBODY = uuid4()


@pytest.fixture(scope="module")
def world(parts: Opened) -> Iterator[World]:
    made = build(parts, f"w{uuid4().hex[:8]}")
    yield made
    drop_workspace(parts.dsn, made.workspace)


@pytest.fixture(scope="module")
def people(world: World, demo: str, caller: Callers, wire: httpx.Client) -> list[Walker]:
    """Four who reach differently, one of the blueprint's own roles, and somebody of another company."""
    logins = {"walkrep": "walkrep", "walkmanager": "walkmanager", "walkblind": "walkblind",
              "walknone": "walknone", "presales": "presales"}  # fmt: skip
    found = [Walker(caller(login, world.workspace), world.roles[role]) for login, role in logins.items()]
    found.append(Walker(designed(caller("admin", world.workspace), world, caller), world.roles[DESIGNED]))
    return [*found, Walker(caller("admin", demo), None)]


DESIGNED = "walkdesigned"


def designed(admin: Api, world: World, caller: Callers) -> Api:
    """Somebody whose role was made in the access designer: one object shut, fields of another hidden."""
    hidden = {name: "hidden" for name, rule in world.roles["walkblind"]["fields"]["deal"].items()}
    role = {
        "grants": {"*": ALL, "evidence": {}}, "fields": {"deal": hidden}, "permissions": MAY,
        "key": DESIGNED, "label": {"zh": DESIGNED, "en": DESIGNED},
    }  # fmt: skip
    world.roles[DESIGNED] = role
    changes = [
        {"action": "define_role", "input": role},
        {"action": "add_person", "input": {"name": DESIGNED, "login": DESIGNED, "roles": [DESIGNED]}},
    ]
    admin.post("access/publish", {"changes": changes}, 200)
    return caller(DESIGNED, world.workspace)


@pytest.fixture
def walk(world: World, wire: httpx.Client, caller: Callers) -> Walk:
    return Walk(world, wire, caller("admin", world.workspace))


@pytest.mark.parametrize("door", ONE_BY_ONE)
def test_nothing_leaks(door: str, walk: Walk, people: list[Walker], world: World) -> None:
    walk.door = door
    for who in people:
        for object in world.schema.objects.values():
            ONE_BY_ONE[door](walk, who, object)
    assert walk.calls and walk.leaks == []
    if door in ("list", "feed", "get"):
        _saw_what_they_may(walk, people, world)


def _saw_what_they_may(walk: Walk, people: list[Walker], world: World) -> None:
    """A walk that tells nobody anything would prove nothing: who may know a canary was told it."""
    untold = []
    for who in people:
        told = walk.told.get((walk.door, who.login), set())
        for token, place in world.canaries.places.items():
            kind = world.schema.objects[place.object].fields[place.field].type.key
            kept = world.schema.objects[place.object].kept
            if place.whose == "gone" or (walk.door == "feed" and (kind == "file" or kept)):
                continue  # in the trash; the log names handles, and tells nothing of what follows from it
            if who.sees(world.schema.objects[place.object], place) and token not in told:
                untold.append(f"{who.login} was not told {place} by {walk.door}")
    assert untold == []
    assert "walkrep" in {login for _, login in walk.told}


@pytest.mark.parametrize("door", SEAMS)
def test_a_door_without_its_scope_is_named(
    door: str, walk: Walk, people: list[Walker], world: World, monkeypatch: pytest.MonkeyPatch,
    application: FastAPI,
) -> None:  # fmt: skip
    kept = application.state.services.workspaces._schemas
    for target, instead in SEAMS[door]:
        monkeypatch.setattr(target, instead)
    kept.clear()
    try:
        walk.door = door
        for who in people[:3]:
            for object in world.schema.objects.values():
                if not walk.leaks:
                    ONE_BY_ONE[door](walk, who, object)
    finally:
        monkeypatch.undo()
        kept.clear()
    assert {leak.door for leak in walk.leaks} == {door}
