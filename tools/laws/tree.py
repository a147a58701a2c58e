"""The files of the checkout, read and parsed once however many laws look at them."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".ico", ".woff2", ".pdf", ".xlsx", ".zip", ".gz", ".mp4", ".wav"}


class Violation(NamedTuple):
    """A place where a law is broken: path in the checkout, line (1-based), what to change."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Source:
    """A text file: its path in the checkout with `/`, and its content."""

    path: str
    text: str

    @cached_property
    def module(self) -> ast.Module:
        """The parsed Python of a `.py` file; SyntaxError when it does not parse."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of `module`, walked once."""
        return list(ast.walk(self.module))

    @property
    def is_python(self) -> bool:
        """Whether `module` makes sense."""
        return self.path.endswith(".py")

    @property
    def is_test(self) -> bool:
        """Tests are told by their folder or file name."""
        return re.search(r"(^|/)tests/|(^|/)(test_|conftest)", self.path) is not None

    def is_under(self, *folders: str) -> bool:
        """Whether the file lies under one of `folders`, or is one of them (a path ending in a suffix)."""
        return any(
            self.path == folder or self.path.startswith(folder.rstrip("/") + "/") for folder in folders
        )


@lru_cache(maxsize=1)
def checkout() -> tuple[Source, ...]:
    """Every text file git tracks or would track; without git, every file outside hidden and made folders."""
    sources = []
    for path in paths():
        file = ROOT / path
        if file.suffix.lower() in BINARY or file.is_symlink() or not file.is_file():
            continue
        try:
            sources.append(Source(path, file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return tuple(sources)


def python(*folders: str) -> list[Source]:
    """The Python files of the checkout, under `folders` when some are given."""
    files = (source for source in checkout() if source.is_python)
    return [source for source in files if not folders or source.is_under(*folders)]


def paths() -> Iterator[str]:
    """Paths relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        made = {".venv", ".data", "node_modules", "dist", "static", "__pycache__"}
        for file in sorted(ROOT.rglob("*")):
            parts = file.relative_to(ROOT).parts
            if not made.intersection(parts) and ".git" not in parts:
                yield "/".join(parts)
        return
    yield from sorted(set(filter(None, listed.split("\0"))))
