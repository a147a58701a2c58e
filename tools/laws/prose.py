"""Prose: what is public is explained, and nothing in the tree knows the machine it was written on."""

import ast
import re
from collections.abc import Iterable, Iterator

from tools.laws.sizes import Function
from tools.laws.tree import Source, Violation

EXPLAINED = ("prooftrail", "tools", "benchmarks")
HOME = re.compile(r"(?<![\w.:~$}*-])/(?:home|root|Users|mnt|work|farm)/[\w.-]+|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(
    r"--(?:extra-)?index-url|^\s*(?:extra-)?index-url\s*=|\bfind-links\s*=|\"resolved\":\s*\"http"
    r"|files\.python"
    + r"hosted\.org|\bpypi\.org/"
    + r"simple|registry\.npm"
    + r"js\.org|^\s*registry\s*=\s*http",
    re.MULTILINE,
)


def unexplained(sources: Iterable[Source]) -> Iterator[Violation]:
    """Public modules, classes and functions without a docstring; tests explain themselves by their names."""
    for source in sources:
        if source.is_test or not source.is_under(*EXPLAINED):
            continue
        if not ast.get_docstring(source.module):
            yield Violation(source.path, 1, "the module says nothing of itself")
        for name, node in public(source.module):
            if not ast.get_docstring(node):
                yield Violation(source.path, node.lineno, f"{name} says nothing of itself")


def public(
    scope: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Classes, functions and methods whose names promise that others may use them."""
    for node in scope.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_") or is_repeat(node):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public(node, f"{prefix}{node.name}.")


def is_repeat(node: Function | ast.ClassDef) -> bool:
    """An overload, an override or a setter: explained where it was first said."""
    names = {ast.unparse(decorator).rsplit(".", 1)[-1] for decorator in node.decorator_list}
    return bool(names & {"overload", "override", "setter"})


def machine_paths(sources: Iterable[Source]) -> Iterator[Violation]:
    """Folders of somebody's machine and addresses of package registries, in any tracked file."""
    for source in sources:
        for pattern, meaning in ((HOME, "a path of one machine"), (REGISTRY, "a registry address")):
            for found in pattern.finditer(source.text):
                line = source.text.count("\n", 0, found.start()) + 1
                yield Violation(source.path, line, f"{meaning}: {found.group().strip()}")
