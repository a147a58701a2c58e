"""Sizes: a file fits in one reading, a function on one screen, a field type in one head."""

import ast
from collections.abc import Iterable, Iterator

from tools.laws.tree import Source, Violation

FILE_LINES = 400
FUNCTION_LINES = 40
FIELD_TYPE_METHODS = 10
COUNTED = (".py", ".ts", ".tsx", ".css")
FIELD_TYPES = "prooftrail/platform/fields"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(sources: Iterable[Source]) -> Iterator[Violation]:
    """Files of code over 400 lines, tests and styles too."""
    for source in sources:
        lines = source.text.count("\n") + (not source.text.endswith("\n"))
        if source.path.endswith(COUNTED) and lines > FILE_LINES:
            yield Violation(source.path, FILE_LINES, f"{lines} lines; split it (at most {FILE_LINES})")


def long_functions(sources: Iterable[Source]) -> Iterator[Violation]:
    """Python functions over 40 lines from `def` to their end, the docstring not counted."""
    for source in sources:
        for node in source.nodes:
            if isinstance(node, Function) and (lines := function_lines(node)) > FUNCTION_LINES:
                yield Violation(
                    source.path, node.lineno, f"{node.name} has {lines} lines (at most {FUNCTION_LINES})"
                )


def function_lines(function: Function) -> int:
    """Lines from `def` to the last one, less those of the docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def large_field_types(sources: Iterable[Source]) -> Iterator[Violation]:
    """Classes of `platform/fields` with more than 10 methods."""
    for source in sources:
        if not source.is_under(FIELD_TYPES):
            continue
        for node in source.nodes:
            if not isinstance(node, ast.ClassDef):
                continue
            methods = sum(isinstance(item, Function) for item in node.body)
            if methods > FIELD_TYPE_METHODS:
                message = f"{node.name} has {methods} methods (at most {FIELD_TYPE_METHODS})"
                yield Violation(source.path, node.lineno, message)
