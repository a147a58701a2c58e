"""SQL: one clock, one place that commits, one door that writes.

Strings are read as they stand in the file: an f-string with `{}` for each value, docstrings left out.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from tools.laws.sizes import Function
from tools.laws.tree import Source, Violation

DATABASE = "prooftrail/platform/database"
WORK = "prooftrail/platform/work.py"
RECORDS = "prooftrail/platform/records"
PLATFORM = "prooftrail/platform"
FIELDS = "prooftrail/platform/fields"

CLOCK = re.compile(
    r"\bnow\s*\(\s*\)|\b(?:current_timestamp|current_date|current_time|localtimestamp)\b"
    r"|\b(?:clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(",
    re.IGNORECASE,
)
TARGET = r"(?:only\s+)?(?P<{0}>[\w\"{{}}.%]+)"
WRITE = re.compile(
    rf"\binsert\s+into\s+{TARGET.format('into')}"
    rf"|\bdelete\s+from\s+{TARGET.format('gone')}"
    rf"|\bmerge\s+into\s+{TARGET.format('merged')}"
    rf"|\bcopy\s+{TARGET.format('copied')}\s*(?:\([^)]*\)\s*)?from\b"
    rf"|\btruncate\s+(?:table\s+)?{TARGET.format('emptied')}"
    rf"|\bupdate\s+{TARGET.format('updated')}\s+(?:(?:as\s+)?\w+\s+)?set\b",
    re.IGNORECASE,
)
# Packages of the platform may keep tables of their own, whose names start with `_`; field types have none.
# Their statements name such a table, the list of workspaces or the queue, or take the name as an identifier.
SYSTEM_TABLE = re.compile(r"^(?:_\w+|workspace|procrastinate_\w+|\{\})$", re.IGNORECASE)
STATEMENTS = {"insert", "update", "delete", "merge"}


def wall_clock(sources: Iterable[Source]) -> Iterator[Violation]:
    """The database's own clock outside `platform/database`: time is `work.now`, given as `:now`."""
    for source in sources:
        if source.is_under(DATABASE):
            continue
        for line, text in strings(source):
            if found := CLOCK.search(text):
                yield Violation(source.path, line, f"{found.group()} in SQL; pass work.now as a parameter")
        for node in source.nodes:
            if isinstance(node, ast.Call) and dotted(node.func) == "func.now":
                yield Violation(source.path, node.lineno, "func.now() in SQL; pass work.now as a parameter")


def commits(sources: Iterable[Source]) -> Iterator[Violation]:
    """Calls of `.commit()` outside the unit of work and the database package."""
    for source in sources:
        if source.is_under(DATABASE, WORK):
            continue
        for node in source.nodes:
            if isinstance(node, ast.Call) and dotted(node.func).endswith(".commit"):
                yield Violation(
                    source.path, node.lineno, "commit(); the unit of work ends its own transaction"
                )


def record_writes(sources: Iterable[Source]) -> Iterator[Violation]:
    """Write statements outside the records door.

    The platform's packages write their own system tables; nobody else has SQL that changes rows.
    """
    for source in sources:
        if source.is_under(RECORDS, DATABASE):
            continue
        for line, text in strings(source):
            for found in WRITE.finditer(text):
                target = next(filter(None, found.groupdict().values()))
                if not (is_keeper(source) and is_system_table(target)):
                    yield Violation(
                        source.path, line, f"writes {target}; only records.apply writes record tables"
                    )
        if not is_keeper(source):
            yield from built_writes(source)


def is_keeper(source: Source) -> bool:
    """Whether the file may write system tables."""
    return source.is_under(PLATFORM) and not source.is_under(FIELDS)


def is_system_table(target: str) -> bool:
    """Whether the target is none of the record tables: `{}._event`, `"_meta"`, `prooftrail.workspace`."""
    return SYSTEM_TABLE.match(target.rsplit(".", 1)[-1].strip('"')) is not None


def built_writes(source: Source) -> Iterator[Violation]:
    """Write statements built with SQLAlchemy."""
    for node in source.nodes:
        if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != "sqlalchemy":
            continue
        if found := STATEMENTS & {alias.name for alias in node.names}:
            yield Violation(source.path, node.lineno, f"builds {', '.join(found)}; use records.apply")


def strings(source: Source) -> Iterator[tuple[int, str]]:
    """String constants and f-strings with their lines; docstrings and the pieces of f-strings left out."""
    skipped = {id(node) for node in docstrings(source)}
    for node in source.nodes:
        if isinstance(node, ast.JoinedStr):
            pieces = [item.value if isinstance(item, ast.Constant) else "{}" for item in node.values]
            skipped.update(id(item) for item in node.values)
            yield node.lineno, "".join(map(str, pieces))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def docstrings(source: Source) -> Iterator[ast.AST]:
    """The constants that are documentation."""
    for node in source.nodes:
        if isinstance(node, Function | ast.ClassDef | ast.Module) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain; what is not a name becomes `?`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"
