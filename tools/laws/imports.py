"""Imports import-linter cannot say: engines are strangers unless a manifest's `needs` names the other.

An engine is a folder of `prooftrail/sales` other than `objects`. It may import another only when the `needs`
of its `engine.py` lists it, only through that package's `__init__`, and `needs` has no cycle.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping

from tools.laws.purity import imported_modules
from tools.laws.tree import Source, Violation

SALES = "prooftrail/sales"
SHARED = "objects"


def engine_of(path: str) -> str | None:
    """The engine a file belongs to; None outside engines."""
    parts = path.split("/")
    inside = path.startswith(SALES + "/") and len(parts) > 3 and parts[2] != SHARED
    return parts[2] if inside else None


def needs(sources: Iterable[Source]) -> dict[str, set[str]]:
    """What each engine's manifest asks for: the literal strings of a `needs=` argument or assignment."""
    asked: dict[str, set[str]] = {}
    for source in sources:
        if (engine := engine_of(source.path)) is None:
            continue
        asked.setdefault(engine, set())
        if source.path == f"{SALES}/{engine}/engine.py":
            asked[engine].update(listed_needs(source))
    return asked


def listed_needs(source: Source) -> Iterator[str]:
    """The strings in a manifest's `needs`."""
    for node in source.nodes:
        value: ast.expr | None = None
        match node:
            case ast.keyword(arg="needs", value=given):
                value = given
            case ast.Assign(targets=[ast.Name(id="needs" | "NEEDS")], value=given):
                value = given
            case ast.AnnAssign(target=ast.Name(id="needs" | "NEEDS"), value=given):
                value = given
        for item in ast.walk(value) if value is not None else ():
            if isinstance(item, ast.Constant) and isinstance(item.value, str):
                yield item.value


def strange_imports(sources: Iterable[Source]) -> Iterator[Violation]:
    """Imports between engines that no manifest allows or that pass `__init__` by, and from the nouns up."""
    sources = [source for source in sources if source.is_python and source.is_under(SALES)]
    asked = needs(sources)
    for source in sources:
        mine = engine_of(source.path)
        for line, module in imported_modules(source):
            path = module.replace(".", "/") + "/"
            other = path.split("/")[2] if path.startswith(SALES + "/") and path.count("/") > 2 else None
            if other in asked and other != mine:
                if mine is None:
                    yield Violation(source.path, line, f"the shared nouns do not know the engine {other}")
                elif other not in asked[mine]:
                    yield Violation(
                        source.path, line, f"{mine} imports {other}, which its `needs` does not list"
                    )
                elif module.count(".") > 2:
                    yield Violation(
                        source.path, line, f"import what you need from prooftrail.sales.{other} itself"
                    )
            if module.startswith("prooftrail.http") and not source.path.endswith("/api.py"):
                yield Violation(source.path, line, "only an engine's api.py may know HTTP")


def need_cycles(asked: Mapping[str, set[str]]) -> Iterator[Violation]:
    """Engines that need each other, or one that is not there."""
    for engine in sorted(asked):
        for other in sorted(asked[engine] - set(asked)):
            yield Violation(f"{SALES}/{engine}/engine.py", 1, f"needs {other}, which does not exist")
        reached, waiting = set[str](), list(asked[engine])
        while waiting:
            step = waiting.pop()
            if step not in reached:
                reached.add(step)
                waiting.extend(asked.get(step, ()))
        if engine in reached:
            yield Violation(f"{SALES}/{engine}/engine.py", 1, f"{engine} needs itself through another engine")
