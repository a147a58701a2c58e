"""Warnings of an import: each with what it is about and how often, kept small however long the file.

Pure. A warning is `{"code", "facts"}`; those alike but for `count` are one.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

Warning = dict[str, Any]
MOST = 100
"""Different warnings named; what comes after is counted together."""


class Tally:
    """Counts warnings as they come."""

    def __init__(self, warnings: Iterable[Warning] = ()) -> None:
        self._counts: dict[str, int] = {}
        for each in warnings:
            facts = dict(each["facts"])
            count = int(facts.pop("count", 1))
            self.add(each["code"], facts, count)

    def add(self, code: str, facts: Mapping[str, Any] | None = None, count: int = 1) -> None:
        """One more, or several at once."""
        key = json.dumps([code, facts or {}], ensure_ascii=False, sort_keys=True)
        if key not in self._counts and len(self._counts) >= MOST and code != "import_more_warnings":
            self.add("import_more_warnings", None, count)
            return
        self._counts[key] = self._counts.get(key, 0) + count

    def warnings(self) -> list[Warning]:
        """Every warning in the order of its first time."""
        read = [(json.loads(key), count) for key, count in self._counts.items()]
        return [{"code": code, "facts": {**facts, "count": count}} for (code, facts), count in read]
