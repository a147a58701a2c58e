"""A refusal: the system understood, and says no, why, and what would make it a yes.

Everything else that raises is a bug. `http/` alone knows which status a kind has.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import yaml

from prooftrail.platform.values import Json, Locale

Kind = Literal[
    "malformed",
    "unsigned",
    "forbidden",
    "missing",
    "conflict",
    "locked",
    "too_large",
    "media",
    "invalid",
    "busy",
]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to go round a gate or lock, which the history keeps; about no record where none came to be."""

    object: str
    record: UUID | None


class Refusal(Exception):
    """`code` and `kind` for programs, `facts` for both, `fields` = reason code per field.

    `about` holds the facts of a field where they are its own; `attempt` is set where the
    history must keep that somebody tried.
    """

    def __init__(
        self,
        code: str,
        kind: Kind,
        *,
        facts: Mapping[str, Any] | None = None,
        fields: Mapping[str, str] | None = None,
        about: Mapping[str, Mapping[str, Any]] | None = None,
        attempt: Attempt | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind
        self.facts: dict[str, Any] = dict(facts or {})
        self.fields: dict[str, str] = dict(fields or {})
        self.about = dict(about or {})
        self.attempt = attempt

    def said(self, locale: Locale) -> dict[str, Json]:
        """The contract's `{"code","kind","message","fields","facts","remedy"}` in one language."""
        words = catalogue().get(self.code, {})
        return {
            "code": self.code,
            "kind": self.kind,
            "message": _fill(words.get("message", {}).get(locale, self.code), self.facts, locale),
            "fields": {
                name: reason(code, {"field": name, **self.facts, **self.about.get(name, {})}, locale)
                for name, code in self.fields.items()
            },
            "facts": self.facts,
            "remedy": _fill(words.get("remedy", {}).get(locale, ""), self.facts, locale),
        }


def reason(code: str, facts: Mapping[str, Any], locale: Locale) -> str:
    """What is wrong with one field, in words."""
    return _fill(catalogue().get(code, {}).get("message", {}).get(locale, code), facts, locale)


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Every refusal's words: `{code: {"message": {"zh","en"}, "remedy": {"zh","en"}}}`."""
    words: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted((Path(__file__).parent / "words").glob("*.yaml")):
        words.update(yaml.safe_load(path.read_text("utf-8")) or {})
    return words


_PART = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")


def _fill(template: str, facts: Mapping[str, Any], locale: Locale) -> str:
    """`{fact}` by name; `[a part]` goes where one of its facts is missing."""

    def part(found: re.Match[str]) -> str:
        named = _FACT.findall(found[1])
        return found[1] if all(facts.get(name) not in (None, "", []) for name in named) else ""

    return _FACT.sub(lambda found: _say(facts.get(found[1]), locale), _PART.sub(part, template))


def _say(fact: Any, locale: Locale) -> str:
    """A fact as people read it: lists divided, a label in its language, what is missing as `…`."""
    if fact is None:
        return "…"
    if isinstance(fact, Mapping) and fact.keys() == {"zh", "en"}:
        return str(fact[locale])
    if isinstance(fact, list | tuple):
        return ("、" if locale == "zh" else ", ").join(_say(each, locale) for each in fact)
    return str(fact)
