"""Purity: what `rules/` may touch, and who reads a clock.

A rule takes time, rates and facts as arguments and answers with values. It may import the standard library
without its doors to the outside, the platform's values, and other rules of the same engine.
"""

import ast
import sys
from collections.abc import Iterable, Iterator

from tools.laws.sql import dotted
from tools.laws.tree import Source, Violation

OUTSIDE = {
    "asyncio", "concurrent", "ctypes", "ftplib", "getpass", "glob", "http", "importlib", "io", "locale",
    "logging", "multiprocessing", "os", "pathlib", "platform", "queue", "random", "secrets", "select",
    "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "webbrowser",
}  # fmt: skip
VALUES = "prooftrail.platform.values"
IMPURE_NAMES = {"open", "input", "print", "exec", "eval", "__import__", "uuid1", "uuid4", "uuid7"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"}


def impure_rules(sources: Iterable[Source]) -> Iterator[Violation]:
    """Imports and calls in a `rules/` folder that reach outside."""
    for source in sources:
        if "/rules/" not in source.path or source.is_test:
            continue
        own = source.path.split("/rules/")[0].replace("/", ".") + ".rules"
        for line, module in imported_modules(source):
            if not is_pure_import(module, own):
                yield Violation(source.path, line, f"a rule may not import {module}")
        for node in source.nodes:
            if isinstance(node, ast.Call) and (name := impure_call(node)):
                yield Violation(
                    source.path, node.lineno, f"a rule may not call {name}; take it as an argument"
                )


def is_pure_import(module: str, own: str) -> bool:
    """Whether a rule in package `own` may import `module`."""
    if f"{module}.".startswith((f"{VALUES}.", f"{own}.")):
        return True
    top = module.split(".")[0]
    return top in sys.stdlib_module_names and top not in OUTSIDE


def impure_call(call: ast.Call) -> str | None:
    """The name of a clock, a source of chance or a door to the outside, when `call` is one."""
    name = dotted(call.func)
    last_two = ".".join(name.split(".")[-2:])
    if last_two in CLOCKS or name.split(".")[-1] in IMPURE_NAMES:
        return name
    return None


def clocks_in_sales(sources: Iterable[Source]) -> Iterator[Violation]:
    """Python's clock read anywhere under `sales`: time is `work.now`."""
    for source in sources:
        if not source.is_under("prooftrail/sales") or source.is_test:
            continue
        for node in source.nodes:
            if isinstance(node, ast.Call) and ".".join(dotted(node.func).split(".")[-2:]) in CLOCKS:
                yield Violation(source.path, node.lineno, f"{dotted(node.func)}(); use work.now")


def imported_modules(source: Source) -> Iterator[tuple[int, str]]:
    """Every module the file imports, by full name, with its line; relative imports made absolute."""
    package = source.path.removesuffix(".py").removesuffix("/__init__").split("/")
    if not source.path.endswith("__init__.py"):
        package = package[:-1]
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield node.lineno, ".".join([*base, *([node.module] if node.module else [])])
