"""Tables in the documentation that are held to the code: glossary, settings, contract."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tools.laws.imports import engine_of
from tools.laws.sql import strings
from tools.laws.tree import Source, Violation

GLOSSARY = "docs/glossary.md"
SETTINGS = "docs/settings.md"
CONTRACT = "docs/contract.md"
STATUS = re.compile(r"live|issue [1-9]\d*|planned")
PLAIN_VARIABLES = {"HOST", "PORT"}
VARIABLE = re.compile(r"\b(?:PROOFTRAIL_[A-Z_]*[A-Z]|DATABASE_URL)\b")
CODE = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    """One row of a Markdown table: its line and its cells, stripped."""

    line: int
    cells: tuple[str, ...]


def rows(text: str) -> Iterator[Row]:
    """The body rows of every table in a page; heads and their rules left out."""
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.startswith("|") or is_rule(line):
            continue
        if number < len(lines) and is_rule(lines[number]):
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        yield Row(number, tuple(cell.strip() for cell in cells))


def is_rule(line: str) -> bool:
    """The line of dashes under a table's head."""
    return re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", line.strip()) is not None


def codes(cell: str) -> list[str]:
    """The words of a cell set as code."""
    return CODE.findall(cell)


def contract_status(text: str) -> Iterator[Violation]:
    """Rows of the contract that are not `live`, `issue n` or `planned`."""
    for line, cells in rows(text):
        if STATUS.fullmatch(cells[-1]) is None:
            yield Violation(
                CONTRACT, line, f"the last cell says {cells[-1]!r}; it must be live, issue n or planned"
            )


def glossary_rows(text: str) -> Iterator[Violation]:
    """Rows that are not 中文 · English · identifier · avoid, and words that two rows claim."""
    seen: dict[str, int] = {}
    for line, cells in rows(text):
        if len(cells) != 4 or not all(cells[:3]):
            yield Violation(GLOSSARY, line, "a row is 中文 · English · identifier · avoid")
            continue
        for word in codes(cells[2]):
            if word in seen:
                yield Violation(GLOSSARY, line, f"{word} is explained on line {seen[word]} already")
            seen[word] = line


def unexplained_words(words: Iterable[str], text: str) -> Iterator[Violation]:
    """Domain words of the code without a row."""
    known = {word for row in rows(text) for word in codes(row.cells[2])}
    for word in sorted(set(words) - known):
        yield Violation(GLOSSARY, 1, f"no row explains {word}")


def avoided_words(words: Iterable[str], text: str) -> Iterator[Violation]:
    """Domain words of the code that a row says to avoid."""
    avoided = {word: row.line for row in rows(text) for word in codes(row.cells[3])}
    for word in sorted(set(words) & set(avoided)):
        yield Violation(GLOSSARY, avoided[word], f"the code says {word}, which this row says to avoid")


def unexplained_settings(keys: Iterable[str], text: str) -> Iterator[Violation]:
    """Settings the code reads and the page does not name, and the reverse."""
    known = {word for row in rows(text) for word in codes(row.cells[0])}
    used = set(keys)
    for key in sorted(used - known):
        yield Violation(SETTINGS, 1, f"no row explains {key}")
    for key in sorted(known - used):
        yield Violation(SETTINGS, 1, f"{key} is explained, and nothing reads it")


def variables(sources: Iterable[Source]) -> set[str]:
    """Environment variables the product reads, told by the shape of the string."""
    found: set[str] = set()
    for source in sources:
        if source.is_under("prooftrail") and source.is_python and not source.is_test:
            for _, text in strings(source):
                found.update(VARIABLE.findall(text))
                found.update({text} & PLAIN_VARIABLES)
    return found


def settings(sources: Iterable[Source]) -> set[str]:
    """Keys of the workspace's settings: of dictionaries called DEFAULTS and of manifests' `settings=`."""
    found: set[str] = set()
    for source in sources:
        for node in source.nodes if source.is_python else ():
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id="DEFAULTS")], value=ast.Dict(keys=keys))
                    | ast.AnnAssign(target=ast.Name(id="DEFAULTS"), value=ast.Dict(keys=keys))
                    | ast.keyword(arg="settings", value=ast.Dict(keys=keys))
                ):
                    found.update(str(key.value) for key in keys if isinstance(key, ast.Constant))
    return found


def domain_words(sources: Iterable[Source]) -> set[str]:
    """What the code names after the business: keys of shipped objects, engines, and names of actions."""
    found: set[str] = set()
    for source in sources:
        if not source.is_python or source.is_test:
            continue
        if engine := engine_of(source.path):
            found.add(engine)
        for node in source.nodes:
            match node:
                case ast.ClassDef(bases=[ast.Name(id="Shipped")], body=body):
                    found.update(shipped_keys(body))
                case ast.Call(func=ast.Name(id="action"), args=[ast.Constant(value=str(name)), *_]):
                    found.add(name)
    return found


def shipped_keys(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The `key = "…"` of a shipped object's class."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="key")], value=ast.Constant(value=str(key))):
                yield key
