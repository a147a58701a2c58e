"""The walk of every door, over a lead that is protected: an hour in, a second before its end, and at its end.

Every field of the lead that can hold a canary holds one. Until the end nobody may meet one but its owner and
who stands above him, neither who reads his team nor whom it was shared with; afterwards it lies in the pool.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest
from psycopg.types.json import Jsonb

from prooftrail.platform.blueprint.organisation import open_accounts
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.schema import ObjectType
from tests.conftest import Api, Callers
from tests.routing.conftest import Clock, Inside, Turn, clear, lead, published, rule, team
from tests.walls import doors_read as reading
from tests.walls import doors_write as writing
from tests.walls.walking import Walk, Walker
from tests.walls.world import MAY, World

MORNING = datetime(2026, 3, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY, SECOND = timedelta(hours=24), timedelta(seconds=1)
KINDS = ("lead", "assignment")
ROLES = {
    "walkpeer": {"read": "team", "write": "team", "create": True, "delete": True, "export": True},
    "walkhead": {"read": "subtree", "write": "subtree", "create": True, "delete": True, "export": True},
    "walkfar": {"read": "own", "write": "own", "create": True, "delete": True, "export": True},
}


def tiled(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Tiles that count the lead, and what they open."""
    for id in walk.out_of_sight(who, object) if object.name == "lead" else ():
        body = {"filter": ["id", "=", id], "group": ["source"]}
        answer = walk.call(who, object, "POST", "metrics/leads_made/query", body)
        if any(int(row["value"] or 0) for row in answer.json()["rows"]):
            walk.leak(who, object, "a tile counts it")


DOORS: tuple[Callable[[Walk, Walker, Any], None], ...] = (
    reading.listed, reading.searched, reading.searched_everywhere, reading.grouped, reading.measured,
    reading.exported, reading.fed, reading.pulled, reading.streamed, reading.history, reading.got,
    reading.trashed, tiled, writing.changed, writing.deleted, writing.bulk, writing.acted, writing.pushed,
)  # fmt: skip


@dataclass
class Onlooker(Walker):
    """One who walks past a protected lead; `above` are its owner and who heads him."""

    above: bool = False
    over: bool = False

    def sees_record(self, object: ObjectType, whose: str) -> bool:
        return self.above or self.over or object.name not in KINDS


@pytest.fixture
def onlookers(inside: Inside, shop: str, caller: Callers, people: dict[str, str]) -> list[Onlooker]:
    """The owner, who heads him, a peer who reads the team, and two from afar, of whom one has a share."""
    made: dict[str, UUID] = {}
    with inside(shop) as work:
        place = work.place.schema
        row = work.execute(f"select department from {place}.person where login = 'rep'").fetchone()
        assert row is not None
        for role, grant in ROLES.items():
            work.execute(
                f"insert into {place}._role (key, label, grants, fields, permissions) "
                "values (%s, %s, %s, '{}', %s)",
                [role, Jsonb({"zh": role, "en": role}), Jsonb({"*": grant}), MAY],
            )
            unit = people["华南大区"] if role == "walkfar" else str(row[0])
            for login in (role, "walkshared") if role == "walkfar" else (role,):
                said = {"name": login, "login": login, "department": unit, "roles": [role],
                        "joined_on": "2020-01-01"}  # fmt: skip
                made[login] = work.records.create("person", said, loose=True).id
        bump_access(work)
        open_accounts(work, made, "demo")
    owner = Onlooker(caller("rep", shop), {"grants": {"*": {"read": "own"}}, "fields": {}}, above=True)
    roles = {**{each: each for each in ROLES}, "walkshared": "walkfar"}
    return [owner, *(
        Onlooker(caller(login, shop), _role(role), above=role == "walkhead") for login, role in roles.items()
    )]  # fmt: skip


def _role(key: str) -> dict[str, Any]:
    return {"grants": {"*": ROLES[key]}, "fields": {}, "permissions": MAY}


@pytest.fixture
def world(
    ops: Api, admin: Api, inside: Inside, shop: str, clock: Clock, turn: Turn, people: dict[str, str],
    onlookers: list[Onlooker],
) -> Iterator[World]:  # fmt: skip
    """A lead full of canaries, given to rep at nine in the morning and shared by an administrator."""
    clear(inside, shop)
    clock(MORNING)
    published(ops, rule("one", team(people["rep"])))
    with inside(shop) as work:
        made = World(shop, work.schema)
        shared = work.execute(
            f"select id::text from {work.place.schema}.person where login = 'walkshared'"
        ).fetchone()
    assert shared is not None
    object = made.schema.objects["lead"]
    said = {each.name: made.canaries.value("lead", "island", each)
            for each in made.plantable(object) if not each.fixed and each.type.key != "file"}  # fmt: skip
    one = lead(ops, **{name: value for name, value in said.items() if value is not None and name != "source"})
    turn()
    assert ops.get(f"records/lead/{one}")["owner"]["id"] == people["rep"]
    admin.act("share_record", {"object": "lead", "person": shared[0]}, one)
    decision = ops.get("records/assignment", filter=["lead", "=", one])["items"][0]["id"]
    made.records = {("lead", "island"): UUID(one), ("assignment", "island"): UUID(decision),
                    ("person", "mine"): UUID(people["rep"])}  # fmt: skip
    yield made


def test_every_door_keeps_a_protected_lead_to_the_second(
    world: World, onlookers: list[Onlooker], ops: Api, admin: Api, clock: Clock, turn: Turn,
    wire: httpx.Client,
) -> None:  # fmt: skip
    first = next(iter(world.schema.objects.values()))
    objects = [first, *(world.schema.objects[name] for name in KINDS)]
    one = str(world.records["lead", "island"])
    rounds = ((timedelta(hours=1), False), (DAY - SECOND, False), (DAY, True))
    for at, over in rounds:
        clock(MORNING + at)
        turn()
        walk = Walk(world, wire, admin)
        for who in onlookers:
            who.over = over
            for door in DOORS if over or not who.above else DOORS[: DOORS.index(writing.changed)]:
                walk.door = door.__name__
                for object in objects:
                    door(walk, who, object)
            for door_name in ("listed", "got"):
                told = bool(walk.told.get((door_name, who.login)))
                assert told == (over or who.above), f"{who.login} at {door_name}, {at} in"
        assert not walk.leaks, at
    assert ops.get(f"records/lead/{one}")["routing"] == "pool"
