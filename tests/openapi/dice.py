"""Values for JSON Schemas: right ones, made of what the workspace really holds, and wrecked ones."""

import json
import random
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

TEXTS = (
    "甬江冷链", "a", "Chengchuan 澄川", "x" * 60, "O'Brien; drop table deal--", "%_\\", "=1+1", "😀🏻", "é",
    " ",
    "-12.50", "7", "330203", "CNY", "customer.name", "2026-03-01", "visit", "won", "rep", "site_photo",
    "zh", "demo",
    "customer:read", "permission:records:export", "2027-03-01T09:00:00+08:00", "x_note", "n", "0" * 64,
)  # fmt: skip
TIMES = ("2026-03-01T09:00:00+08:00", "1999-12-31T23:59:59.999999Z", "2026-11-20T00:00:00Z")
DATES = ("2026-03-01", "1900-01-01", "9999-12-31", "2028-02-29")
NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, -(2**63) - 1, 10**40, 1e300, "", " ", "\x00", "a\x00b",
    "\ud800",
    "x\udfffy", "x" * 5_000, "\u202e", "null", "[]", "{}", "../../etc/passwd", "%00", "NaN", "9" * 400, "-0",
    "1e999999", "0197b0f6-3f4e-7c2a-9c11-5d7ef0a1b2c3", "2026-02-30", "10000-01-01", "0001-01-01T00:00:00Z",
    [], {}, [[]], [None], {"": ""}, {"id": None}, {"by": {"name": "\x00"}}, {"by": {}}, {"$ne": 1}, [1] * 600,
    {"amount": "1e5", "currency": "XXX"}, {"lat": 91, "lng": 0}, {"lat": "nan", "lng": "inf"},
    json.loads("[" * 60 + "]" * 60), "customer.owner.name", "1" * 5_000,
)  # fmt: skip
DEEPEST = 7


class Dice:
    """One generator. `known` is `{property or object name: real values}`."""

    def __init__(self, chance: random.Random, components: Mapping[str, Any], known: Mapping[str, list[Any]]):
        self.chance, self.components, self.known = chance, components, known

    def value(self, schema: Mapping[str, Any], name: str = "", depth: int = 0) -> Any:
        """Something the schema allows, mostly."""
        if "$ref" in schema:
            return self.value(self.resolved(schema), name, depth + 1)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.chance.choice(schema["enum"]) if schema["enum"] else None
        if "anyOf" in schema:
            return self.value(self._branch(schema["anyOf"], depth), name, depth + 1)
        kind = schema.get("type")
        kind = self.chance.choice(kind) if isinstance(kind, list) else kind
        made = getattr(self, f"_{kind}", None)
        return made(schema, name, depth) if made else self._anything(name)

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference stands for."""
        kind, name = schema["$ref"].split("/")[-2:]
        found: Mapping[str, Any] = self.components[kind][name]
        return found

    def wrecked(self, value: Any) -> Any:
        """The same with something wrong somewhere: another value, a missing or foreign part, far too many."""
        chance = self.chance
        if isinstance(value, dict) and value and chance.random() < 0.75:
            key = chance.choice(sorted(value))
            how = chance.random()
            if how < 0.15:
                return {name: part for name, part in value.items() if name != key}
            if how < 0.25:
                return {**value, chance.choice(("__proto__", "x" * 90, "\x00", "owner", "salt")): 1}
            return {**value, key: self.wrecked(value[key])}
        if isinstance(value, list) and value and chance.random() < 0.6:
            at = chance.randrange(len(value))
            if chance.random() < 0.1:
                return value * (1_100 // len(value))
            return [*value[:at], self.wrecked(value[at]), *value[at + 1 :]]
        return chance.choice(NASTY)

    def _branch(self, ways: list[Mapping[str, Any]], depth: int) -> Mapping[str, Any]:
        flat = [each for each in ways if "$ref" not in each] if depth > DEEPEST else ways
        real = [each for each in flat if each != {"type": "null"}]
        return self.chance.choice(real if real and self.chance.random() < 0.85 else flat or ways)

    def _object(self, schema: Mapping[str, Any], name: str, depth: int) -> dict[str, Any]:
        required, properties = schema.get("required", ()), schema.get("properties", {})
        share = self.chance.choice((0.0, 0.3, 0.8)) if depth <= DEEPEST else 0.0
        ids = name if self.known.get(name) else "id"
        made = {
            key: self.value(each, ids if key == "id" else key, depth + 1)
            for key, each in properties.items()
            if key in required or self.chance.random() < share
        }
        more = schema.get("additionalProperties")
        if isinstance(more, Mapping):
            count = self.chance.randint(
                schema.get("minProperties", 0), min(schema.get("maxProperties", 2), 2)
            )
            keys = [self._key(name) for _ in range(count)]
            made |= {key: self.value(more, key, depth + 1) for key in keys}
        if made.keys() == {"object", "id"} and self.known.get(made["object"]):
            made["id"] = self.chance.choice(self.known[made["object"]])
        return made

    def _array(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        first = [self.value(each, name, depth + 1) for each in schema.get("prefixItems", ())]
        least = schema.get("minItems", 0)
        items = schema.get("items", {} if not first else None)
        if items is None:
            return first[: max(least, self.chance.randint(least, len(first)))]
        most = min(schema.get("maxItems", 3), 3 if depth <= DEEPEST else 1)
        count = self.chance.randint(max(0, least - len(first)), max(most - len(first), least - len(first), 0))
        return first + [self.value(items, name, depth + 1) for _ in range(count)]

    def _string(self, schema: Mapping[str, Any], name: str, depth: int) -> str:
        if "contentSchema" in schema:
            return json.dumps(self.value(schema["contentSchema"], name, depth + 1))
        kind = schema.get("format")
        if kind == "uuid":
            ids = self.known.get(name) or self.known["id"]
            return (
                self.chance.choice(ids)
                if self.chance.random() < 0.9
                else str(UUID(int=self.chance.getrandbits(128)))
            )
        if kind in ("date", "date-time"):
            return self.chance.choice(DATES if kind == "date" else TIMES)
        pattern, most = schema.get("pattern"), schema.get("maxLength", 1_000)
        pool = [*self.known.get(name, ()), *TEXTS]
        if self.known.get(name) and self.chance.random() < 0.7:
            pool = list(self.known[name])
        right = [
            each for each in pool
            if isinstance(each, str) and len(each) <= most and (pattern is None or re.search(pattern, each))
        ]  # fmt: skip
        return self.chance.choice(right or ["a"])

    def _integer(self, schema: Mapping[str, Any], name: str, depth: int) -> int:
        numbers = [int(each) for each in self.known.get(name, ()) if str(each).isdecimal()]
        if numbers and self.chance.random() < 0.8:
            return self.chance.choice(numbers)
        low, high = schema.get("minimum", -5), schema.get("maximum", 2**31)
        return self.chance.choice(
            (low, high, min(max(1, low), high), self.chance.randint(low, min(high, low + 60)))
        )

    def _number(self, schema: Mapping[str, Any], name: str, depth: int) -> float:
        low, high = schema.get("minimum", -1_000), schema.get("maximum", 1_000_000)
        return self.chance.choice((low, high, 0, round(self.chance.uniform(low, high), 2)))

    def _boolean(self, schema: Mapping[str, Any], name: str, depth: int) -> bool:
        return self.chance.random() < 0.5

    def _null(self, schema: Mapping[str, Any], name: str, depth: int) -> None:
        return None

    def _key(self, name: str) -> str:
        return self.chance.choice({"by": ("name", "code", "login")}.get(name, ("n", "won", "m_2", "a")))

    def _anything(self, name: str) -> Any:
        if self.known.get(name) and self.chance.random() < 0.7:
            return self.chance.choice(self.known[name])
        return self.chance.choice([*TEXTS[:6], 5, True, None, "2026-03-01", "3.5"])
