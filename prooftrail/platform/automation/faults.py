"""What is wrong with a rule, each fault at its place in it, with its own facts."""

from collections.abc import Iterator
from contextlib import contextmanager

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json


class Places:
    """Collects faults and refuses at the end; a place is written `then.0.input.fields`."""

    def __init__(self, key: str, code: str = "bad_rule") -> None:
        self.fields: dict[str, str] = {}
        self.about: dict[str, dict[str, Json]] = {}
        self._key, self._code, self._within = key[:80], code, ""

    @contextmanager
    def within(self, place: str) -> Iterator[None]:
        """Faults noted inside lie below this place."""
        before = self._within
        self._within = f"{before}{place}."
        try:
            yield
        finally:
            self._within = before

    def note(self, place: str, code: str, **facts: Json) -> None:
        """One fault; the first one of each place stands."""
        where = f"{self._within}{place}".rstrip(".")[:160]
        if where not in self.fields:
            self.fields[where] = code
            self.about[where] = facts

    def refused(self, place: str, refusal: Refusal) -> None:
        """What somebody else refused, at a place."""
        self.note(place, refusal.code, **refusal.facts)

    def settle(self) -> None:
        """Refuse, if anything was wrong; every place is named, each with its own reason."""
        if self.fields:
            facts: dict[str, Json] = {"rule": self._key, "places": list[Json](self.fields)}
            raise Refusal(self._code, "invalid", facts=facts, fields=self.fields, about=self.about)
