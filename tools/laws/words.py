"""Words: each refusal can be said in both languages, and no wording waits for a refusal that is gone."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tools.laws.sql import dotted
from tools.laws.tree import Source, Violation

CATALOGUE = "prooftrail/platform/words"
LANGUAGES = ("zh", "en")
# Who says a code: a refusal of the whole call, or a fault of one field.
SPEAKERS = {"Refusal": True, "FieldFault": False}


class Use(NamedTuple):
    """A code in the source; `whole` when it refuses a call, so that it owes a remedy too."""

    code: str
    path: str
    line: int
    whole: bool


def used_codes(sources: Iterable[Source]) -> Iterator[Use]:
    """Every literal code: first argument of a refusal, fault or subclass, and the values of `fields=`."""
    sources = [source for source in sources if source.is_under("prooftrail") and not source.is_test]
    speakers = SPEAKERS | {name: SPEAKERS[base] for source in sources for name, base in subclasses(source)}
    for source in sources:
        for node in source.nodes:
            if not isinstance(node, ast.Call):
                continue
            name = dotted(node.func).rsplit(".", 1)[-1]
            if name in speakers and node.args:
                yield from (
                    Use(code, source.path, node.lineno, speakers[name]) for code in literals(node.args[0])
                )
            for keyword in node.keywords:
                if name in speakers and keyword.arg == "fields" and isinstance(keyword.value, ast.Dict):
                    for value in keyword.value.values:
                        yield from (Use(code, source.path, node.lineno, False) for code in literals(value))


def subclasses(source: Source) -> Iterator[tuple[str, str]]:
    """Classes made from a speaker: their name and the speaker's."""
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                if (name := dotted(base).rsplit(".", 1)[-1]) in SPEAKERS:
                    yield node.name, name


def literals(node: ast.expr) -> Iterator[str]:
    """The codes an expression can be: a string, or either side of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def unsaid(uses: Iterable[Use], catalogue: Mapping[str, Any]) -> Iterator[Violation]:
    """Codes without words: a message in both languages, and a remedy where a whole call is refused."""
    for use in uses:
        entry = catalogue.get(use.code) or {}
        for part in ("message", "remedy") if use.whole else ("message",):
            missing = [language for language in LANGUAGES if not (entry.get(part) or {}).get(language)]
            if missing:
                message = f"refusal {use.code} has no {part} in {', '.join(missing)} under {CATALOGUE}"
                yield Violation(use.path, use.line, message)


def torn(said: Any, path: str) -> Iterator[Violation]:
    """Wordings with more than their two languages: a comma that nobody quoted cuts a sentence into keys."""
    if isinstance(said, Mapping):
        if more := set(said) - set(LANGUAGES) if set(said) > set(LANGUAGES) else set():
            yield Violation(path, 1, f"{said['en']!r} is followed by {sorted(map(str, more))}; quote it")
        for each in said.values():
            yield from torn(each, path)
    elif isinstance(said, list):
        for each in said:
            yield from torn(each, path)


def unused(mentions: set[str], catalogue: Mapping[str, Any]) -> Iterator[Violation]:
    """Words for a code that no string of the code base is."""
    for code in catalogue:
        if code not in mentions:
            yield Violation(CATALOGUE, 1, f"nothing refuses with {code}; take its words out")
