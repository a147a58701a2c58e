"""A company planted with canaries: for every object there is, records of a rep, of his team and of strangers.

Objects and fields come from the schema, so that what is added to the product is walked unasked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from prooftrail.app import shipped
from prooftrail.opening import Opened
from prooftrail.platform.blueprint.applying import install
from prooftrail.platform.blueprint.folder import shipped_blueprint
from prooftrail.platform.blueprint.organisation import open_accounts, settle
from prooftrail.platform.database.install import create_workspace, owner
from prooftrail.platform.fields import Field
from prooftrail.platform.files.store import Taken
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.records import Change
from prooftrail.platform.records.kept import hide, put
from prooftrail.platform.schema import ObjectType, Schema
from prooftrail.platform.schema.build import build_schema
from prooftrail.platform.schema.ddl import create_object
from prooftrail.platform.work import Caller, Work
from tests.walls.canaries import Canaries

OWN = {"read": "own", "write": "own", "create": True, "delete": True, "export": True}
SUBTREE = {"read": "subtree", "write": "subtree", "create": True, "delete": True, "export": True}
ALL = {"read": "all", "write": "all", "create": True, "delete": True, "export": True}
MAY = ["records:export", "trash:restore"]
WHOSE = {"mine": "walkrep", "team": "sunhao", "foreign": "rep2", "gone": "rep2", "island": "rep2"}
"""Owners of planted records. Nothing points to an island, so nobody else should ever hear of it; what is
gone lies in the trash."""

LINKS = ("reference", "person", "department", "about")


@dataclass
class World:
    """The company, its canaries, and the ids of what was planted by object and whose it is."""

    workspace: str
    schema: Schema
    canaries: Canaries = field(default_factory=Canaries)
    records: dict[tuple[str, str], UUID] = field(default_factory=dict)
    bridges: dict[str, list[tuple[str, UUID]]] = field(default_factory=dict)
    files: dict[tuple[str, str, str], UUID] = field(default_factory=dict)
    roles: dict[str, dict[str, Any]] = field(default_factory=dict)

    def objects(self) -> Iterator[ObjectType]:
        """Every object, those first that others point to."""
        waiting = list(self.schema.objects.values())
        done: set[str] = set()
        while waiting:
            ready = [each for each in waiting if not _needs(each) - done - {each.name}] or waiting[:1]
            for each in ready:
                waiting.remove(each)
                done.add(each.name)
                yield each

    def plantable(self, object: ObjectType) -> list[Field]:
        """Fields of an object that belong to it alone, and may hold a canary."""
        return [
            each for each in object.fields.values()
            if each.name not in SYSTEM and not each.derived and not each.secret
        ]  # fmt: skip


SYSTEM = frozenset({
    "id", "version", "created_at", "created_by", "updated_at", "updated_by", "origin", "owner", "unit",
    "process", "process_version", "stage", "stage_since",
})  # fmt: skip


def build(parts: Opened, name: str, *, custom: bool = True) -> World:
    """A new workspace with the equipment blueprint's people and roles, four walkers' roles, and canaries."""
    create_workspace(parts.dsn, name, shipped(), zone="Asia/Shanghai", currency="CNY")
    if custom:
        add_custom_object(parts, name)
    blueprint = shipped_blueprint("equipment")
    with parts.workspaces.begin(name, Caller(reason="walk")) as work:
        install(work, blueprint)
        people = settle(work, blueprint.part("organisation.yaml"))
        world = World(name, work.schema)
        world.roles = blueprint.part("roles.yaml") | walkers(world)
    with parts.workspaces.begin(name, Caller(reason="walk")) as work:
        people |= add_walkers(work, world)
        open_accounts(work, people, "demo")
    with parts.workspaces.begin(name, Caller(reason="walk")) as work:
        world.schema = work.schema
        for object in world.objects():
            for whose, login in WHOSE.items():
                plant(work, parts, world, object, whose, people[login])
        for object in world.objects():
            bridge(work, world, object, people[WHOSE["mine"]])
        for object in reversed(list(world.objects())):
            gone = world.records[object.name, "gone"]
            if object.kept:
                hide(work, object, "id = %(id)s", {"id": gone, "at": work.now})
                continue
            work.records.apply([Change("delete", object.name, gone, {})], loose=True)
    return world


def walkers(world: World) -> dict[str, dict[str, Any]]:
    """A rep, a manager and somebody with field rules on every object; one with no rights at all."""
    hidden = {
        object.name: {
            each.name: "hidden" for each in world.plantable(object)
            if each.name != object.title and not each.required and each.name not in object.through
        }
        for object in world.objects()
    }  # fmt: skip
    return {
        "walkrep": {"grants": {"*": OWN}, "permissions": MAY, "fields": {}},
        "walkmanager": {"grants": {"*": SUBTREE}, "permissions": MAY, "fields": {}},
        "walkblind": {"grants": {"*": ALL}, "permissions": MAY, "fields": hidden},
        "walknone": {"grants": {}, "permissions": [], "fields": {}},
    }


def add_walkers(work: Work, world: World) -> dict[str, UUID]:
    """The four walkers' roles and people, in the departments their reach needs."""
    place = work.place.schema
    units = dict(work.execute(f"select code, id from {place}.department").fetchall())
    where = {
        "walkrep": "ningbo",
        "walkmanager": "ningbo",
        "walkblind": "technology",
        "walknone": "technology",
    }
    people = {}
    for login, unit in where.items():
        role = world.roles[login]
        work.execute(
            f"insert into {place}._role (key, label, grants, fields, permissions) "
            "values (%s, %s, %s, %s, %s)",
            [login, Jsonb({"zh": login, "en": login}), Jsonb(role["grants"]), Jsonb(role["fields"]),
             role["permissions"]],
        )  # fmt: skip
        values = {"name": login, "login": login, "department": str(units[unit]), "roles": [login],
                  "joined_on": "2020-01-01"}  # fmt: skip
        people[login] = work.records.create("person", values, loose=True).id
    bump_access(work)
    return people


ANOTHER_STORY = (
    ("person", "left_on"), ("activity", "received_at"), ("customer", "high_potential"),
    ("customer", "potential_why"), ("customer", "potential_next"), ("capture_place", "token"),
)  # fmt: skip
"""A person who has left, an entry nobody may change any more, what a customer's licences say anew, and an
address that is made of chance."""


TOGETHER = {("contact", "reports_to"): "customer"}
"""A reference that may only point where another one points as well."""


def plant(work: Work, parts: Opened, world: World, object: ObjectType, whose: str, person: UUID) -> None:
    """One record with a canary in every field that can hold one."""
    values: dict[str, Any] = {}
    for each in world.plantable(object):
        if (object.name, each.name) in ANOTHER_STORY:
            continue
        made = world.canaries.value(object.name, whose, each)
        if each.type.key == "file":
            taken = Taken(f"content of {made}".encode(), f"{made}.txt", None, None, None, person)
            handle = parts.files.take_many(work, [taken])[0]
            world.files[object.name, whose, each.name] = handle
            values[each.name] = [str(handle)]
        elif made is not None:
            values[each.name] = made
        elif each.type.key in LINKS and (link := _link(world, each, whose)) is not None:
            values[each.name] = link
        elif each.required and each.options.get("choices"):
            values[each.name] = each.options["choices"][-1]["key"]
    if object.owned:
        values["owner"] = str(person)
    world.records[object.name, whose] = made_one(work, object, values)


def made_one(work: Work, object: ObjectType, values: dict[str, Any]) -> UUID:
    """A record through the door, or, of what follows from the log, a row beside it."""
    if not object.kept:
        return work.records.create(object.name, values, loose=True).id
    row: dict[str, Any] = {"id": uuid4()}
    for name, value in values.items():
        each = object.fields[name]
        row |= each.type.parse(each, value, work.parsing)
    put(work, object, [row])
    return UUID(str(row["id"]))


def bridge(work: Work, world: World, object: ObjectType, person: UUID) -> None:
    """For every reference, a record of the rep's that points at a stranger's."""
    for each in world.plantable(object) if object.owned else ():
        if each.type.key in LINKS and (link := _link(world, each, "foreign")) is not None:
            values = {each.name: link, "owner": str(person)} | _required(world, object, each)
            if (beside := TOGETHER.get((object.name, each.name))) is not None:
                values[beside] = _link(world, object.field(beside), "foreign")
            id = made_one(work, object, values)
            world.bridges.setdefault(object.name, []).append((each.name, id))


def _required(world: World, object: ObjectType, but: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in world.plantable(object):
        if not each.required or each is but:
            continue
        if each.type.key in LINKS:
            found[each.name] = _link(world, each, "mine")
        elif each.type.key == "choice" and each.options.get("choices"):
            found[each.name] = each.options["choices"][-1]["key"]
        else:
            found[each.name] = f"bridge {uuid4().hex[:6]}"
    return found


def _link(world: World, each: Field, whose: str) -> Any:
    """A value that points to the planted record of `whose`, or None where there is none to point to."""
    if each.type.key == "about":
        object = next(found.name for found in world.schema.objects.values() if found.staged)
        id = world.records.get((object, whose))
        return None if id is None else {"object": object, "id": str(id)}
    id = world.records.get((str(each.options["object"]), whose))
    return None if id is None else str(id)


def _needs(object: ObjectType) -> set[str]:
    found = {str(each.options["object"]) for each in object.fields.values()
             if each.type.key in LINKS and "object" in each.options and each.name not in SYSTEM}  # fmt: skip
    return found | ({"deal"} if any(each.type.key == "about" for each in object.fields.values()) else set())


def add_custom_object(parts: Opened, name: str) -> None:
    """An object and fields of every type as a designer adds them, so that custom ones are walked too."""
    place = f"ws_{name}"
    label = Jsonb({"zh": "设备", "en": "Asset"})
    with owner(parts.dsn) as connection:
        connection.execute(
            f"insert into {place}._object (id, name, label, created_at) "
            "values ('x_walk1', 'x_asset', %s, now())",
            [label],
        )
        for at, (kind, options) in enumerate(CUSTOM.items()):
            connection.execute(
                f"insert into {place}._field (id, object, name, label, type, options, position, created_at) "
                "values (%s, 'x_walk1', %s, %s, %s, %s, %s, now())",
                [f"f{at:03d}", f"x_{kind}", label, kind, Jsonb(options), at],
            )
        connection.execute(f"update {place}._meta set schema_version = schema_version + 1")
        rows = connection.cursor(row_factory=psycopg.rows.dict_row)
        objects = rows.execute(f"select * from {place}._object").fetchall()
        fields = rows.execute(f"select * from {place}._field order by position").fetchall()
        made = build_schema(place, 2, shipped(), objects, fields).objects["x_asset"]
        for statement in create_object(place, place, made):
            connection.execute(statement)


CUSTOM: dict[str, dict[str, Any]] = {
    **{kind: {} for kind in ("text", "long_text", "integer", "decimal", "percent", "money", "date", "time",
                             "place", "file", "boolean")},
    "choice": {"open": True, "choices": []}, "reference": {"object": "customer"},
    "person": {"object": "person"}, "department": {"object": "department"},
}  # fmt: skip
