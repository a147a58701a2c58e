"""Walking: calls are made as somebody, and whatever comes back is searched for what he may not know."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from prooftrail.platform.schema import ObjectType
from tests.conftest import Api
from tests.walls.canaries import Planted
from tests.walls.world import World


@dataclass(frozen=True)
class Leak:
    """Something came back that should not have."""

    door: str
    caller: str
    object: str
    what: str


@dataclass
class Walker:
    """One who walks: his login, what he may see by his role, and his key."""

    api: Api
    role: Mapping[str, Any] | None

    @property
    def login(self) -> str:
        """His login; a stranger's is another workspace's."""
        return self.api.login if self.role is not None else "stranger"

    def grant(self, object: str) -> Mapping[str, Any]:
        """His role's grant on an object, as its YAML says it."""
        grants = (self.role or {}).get("grants", {})
        return dict(grants.get(object, grants.get("*", {})))

    def hides(self, object: str, field: str) -> bool:
        """Whether his role hides the field."""
        return (self.role or {}).get("fields", {}).get(object, {}).get(field) == "hidden"

    def sees_record(self, object: ObjectType, whose: str) -> bool:
        """Whether a planted record is in his scope: said here anew, not asked of the code under test."""
        reach = self.grant(object.name).get("read", "none")
        if reach == "none":
            return False
        if reach == "all" or not object.owned:
            return True
        mine = {"walkrep": {"mine"}, "walkmanager": {"mine", "team"}, "manager": {"mine", "team"}}
        return whose in mine.get(self.login, set())

    def sees(self, object: ObjectType, planted: Planted) -> bool:
        """Whether he may know a canary."""
        return self.sees_record(object, planted.whose) and not self.hides(object.name, planted.field)


@dataclass
class Walk:
    """A walk through the doors of one world, and what leaked on the way."""

    world: World
    client: httpx.Client
    admin: Api
    door: str = ""
    leaks: list[Leak] = field(default_factory=list)
    told: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    calls: int = 0
    wholes: dict[tuple[str, str], Any] = field(default_factory=dict)

    def call(
        self, who: Walker, object: ObjectType, method: str, path: str, body: Any = None, **how: Any
    ) -> httpx.Response:
        """One call, its answer searched."""
        headers = {"authorization": f"Bearer {who.api.key}", **how.pop("headers", {})}
        if body is not None:
            how["content"] = json.dumps(body)
        if "params" in how:
            how["params"] = {
                key: json.dumps(value) if isinstance(value, list | dict) else value
                for key, value in how["params"].items()
            }
        answer = self.client.request(method, f"/api/v1/{path}", headers=headers, **how)
        self.calls += 1
        if answer.status_code >= 500:
            self.leak(who, object, f"{method} {path}: {answer.status_code}")
        self.search(who, object, answer.text + str(answer.headers))
        return answer

    def whole(self, who: Walker, object: ObjectType, path: str) -> Any:
        """What a GET tells of all objects at once: asked and searched once for each who walks."""
        if (who.login, path) not in self.wholes:
            self.wholes[who.login, path] = self.call(who, object, "GET", path).json()
        return self.wholes[who.login, path]

    def search(self, who: Walker, object: ObjectType, text: str) -> None:
        """Note every canary he may not know, and every island he may not have heard of."""
        for token, place in self.world.canaries.found(text).items():
            if who.sees(self.world.schema.objects[place.object], place):
                self.told.setdefault((self.door, who.login), set()).add(token)
            else:
                self.leak(who, object, f"{place.whose} {place.object}.{place.field} {token}")
        for (name, whose), id in self.world.records.items():
            if (
                whose == "island"
                and str(id) in text
                and not who.sees_record(self.world.schema.objects[name], whose)
            ):
                self.leak(who, object, f"id of the island {name}")

    def refused(self, who: Walker, object: ObjectType, answer: httpx.Response, what: str) -> None:
        """He may not do that."""
        if answer.status_code < 400:
            self.leak(who, object, f"allowed: {what}")

    def alike(
        self, who: Walker, object: ObjectType, one: httpx.Response, other: httpx.Response, what: str
    ) -> None:
        """Two questions that differ only in what he may not know have one answer."""
        if (one.status_code, one.text) != (other.status_code, other.text):
            self.leak(who, object, f"tells the difference: {what}")

    def leak(self, who: Walker, object: ObjectType, what: str) -> None:
        """Note it."""
        self.leaks.append(Leak(self.door, who.login, object.name, what))

    def hidden(self, who: Walker, object: ObjectType) -> Iterator[str]:
        """The fields of an object his role hides, where the object is open to him."""
        if who.grant(object.name).get("read", "none") != "none":
            yield from (name for name in object.fields if who.hides(object.name, name))

    def out_of_sight(self, who: Walker, object: ObjectType) -> list[str]:
        """Ids of planted records he may not see."""
        return [
            str(id) for (name, whose), id in self.world.records.items()
            if name == object.name and not who.sees_record(object, whose)
        ]  # fmt: skip

    def in_sight(self, who: Walker, object: ObjectType) -> list[str]:
        """Ids of planted records he sees."""
        return [
            str(id) for (name, whose), id in self.world.records.items()
            if name == object.name and who.sees_record(object, whose)
        ]  # fmt: skip

    def open_value(self, object: ObjectType) -> dict[str, Any]:
        """A harmless change of the title."""
        return {object.title: "walked"}
