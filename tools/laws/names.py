"""Names: words that say nothing are banned, and the platform does not know what is sold."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tools.laws.sizes import Function
from tools.laws.tree import Source, Violation

EMPTY = {"manager", "helper", "util", "handler", "processor", "data", "info", "common", "misc"}
EMPTY_MODULES = {"service", "services"}
SELLING = {"lead", "deal", "quota", "customer"}
PLATFORM = "prooftrail/platform"
CODE = (".py", ".ts", ".tsx", ".css")


def parts(name: str) -> set[str]:
    """The words of a snake, camel or kebab name, lower case, singular: `LeadHandlers` → lead, handler."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    words = [word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word]
    return {word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in words}


def empty_words(sources: Iterable[Source]) -> Iterator[Violation]:
    """Modules, classes, functions named with a word that says nothing; the name of a test is a sentence."""
    for source in sources:
        if not source.path.endswith(CODE):
            continue
        stem = PurePosixPath(source.path).stem
        if found := (EMPTY & parts(stem)) or (EMPTY_MODULES & {stem}):
            yield Violation(source.path, 1, f"the module name says nothing: {', '.join(found)}")
        if not source.is_python:
            continue
        for node in source.nodes:
            free = isinstance(node, Function) and source.is_test
            if isinstance(node, Function | ast.ClassDef) and not free and (found := EMPTY & parts(node.name)):
                yield Violation(source.path, node.lineno, f"{node.name} says nothing: {', '.join(found)}")


def selling_words(sources: Iterable[Source]) -> Iterator[Violation]:
    """Identifiers of the platform that name what only `sales` may know; strings are data and free."""
    for source in sources:
        if not source.is_under(PLATFORM) or not source.is_python or source.is_test:
            continue
        if found := SELLING & parts(PurePosixPath(source.path).stem):
            yield Violation(source.path, 1, f"the platform does not know the word {', '.join(found)}")
        for line, name in identifiers(source):
            if found := SELLING & parts(name):
                yield Violation(source.path, line, f"{name}: the platform does not know {', '.join(found)}")


def identifiers(source: Source) -> Iterator[tuple[int, str]]:
    """Every name the file defines or uses, with its line."""
    for node in source.nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.Name():
                yield node.lineno, node.id
            case ast.Attribute():
                yield node.lineno, node.attr
            case ast.arg() | ast.keyword() if node.arg is not None:
                yield node.lineno, node.arg
            case ast.alias():
                yield node.lineno, node.asname or node.name
