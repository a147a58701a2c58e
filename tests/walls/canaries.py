"""Values that exist nowhere else: where one shows up, the record and field it came from is known."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from prooftrail.platform.fields import Field

TOKEN = re.compile(
    r"cnr\d{5}x|(?<![\w.])(?:88|77|66)\d{7}(?!\d)|(?<!\d)19[34]\d-\d\d-\d\d|(?<!\d)11\.\d{7}(?!\d)"
)
"""The shape of every token; nothing else that tests write looks like one."""

CLOSED = ("boolean", "choice", "choices", "region", "reference", "person", "department", "about")
"""Types whose values are few or point to other records: nothing unmistakable can be hidden in them."""


@dataclass(frozen=True)
class Planted:
    """Where a token was planted: whose record of which object, and in which field."""

    object: str
    whose: str
    field: str


class Canaries:
    """Makes tokens, and knows each one's place."""

    def __init__(self) -> None:
        self.places: dict[str, Planted] = {}
        self._count = 0

    def value(self, object: str, whose: str, field: Field) -> Any:
        """An API value for the field with a token in it, or None where its type can hold none."""
        made = self._made(field)
        if made is None:
            return None
        token, value = made
        self.places[token] = Planted(object, whose, field.name)
        return value

    def found(self, text: str) -> dict[str, Planted]:
        """Every token in a text."""
        return {token: self.places[token] for token in TOKEN.findall(text) if token in self.places}

    def token(self, object: str, whose: str, field: str) -> str:
        """The token planted there."""
        wanted = Planted(object, whose, field)
        return next(token for token, place in self.places.items() if place == wanted)

    def _made(self, field: Field) -> tuple[str, Any] | None:
        self._count += 1
        n, kind = self._count, field.type.key
        if kind == "email":
            return f"cnr{n:05d}x", f"cnr{n:05d}x@example.com"
        if kind == "url":
            return f"cnr{n:05d}x", f"https://cnr{n:05d}x.example"
        if kind in ("text", "long_text", "file", "auto_number") or (
            kind == "choice" and field.options.get("open")
        ):
            return (f"cnr{n:05d}x",) * 2
        if kind in ("money", "decimal", "percent", "integer"):
            number = {"money": "88", "integer": "77"}.get(kind, "66") + f"{n:07d}"
            return number, int(number) if kind == "integer" else number
        if kind == "date":
            day = (date(1931, 1, 1) + timedelta(days=n)).isoformat()
            return day, day
        if kind == "time":
            day = (date(1941, 1, 1) + timedelta(days=n % 2900)).isoformat()
            return day, f"{day}T04:00:00+00:00"
        if kind == "place":
            return f"11.{n:06d}7", {"lat": f"11.{n:06d}7", "lng": "121.5", "accuracy_m": 5}
        assert kind in CLOSED, f"say how a token is hidden in a {kind}, or that none can be"
        return None
