"""The web's laws that need no Node: colours come from the tokens, antd through one folder of the desk."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tools.laws.tree import Source, Violation

SOURCES = "web/src"
CODE = (".ts", ".tsx", ".css")
COLOUR = re.compile(r"(?<![\w.&/$-])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", re.IGNORECASE)
ANTD = re.compile(
    r"""(?:from|import|import\()\s*["'](?:antd|@ant-design|rc-[\w-]+|@rc-component)(?:/[^"']*)?["']"""
)
ANTD_FOLDER = "web/src/ui/antd"


def raw_colours(sources: Iterable[Source]) -> Iterator[Violation]:
    """Hex colours outside `tokens.css`; a comment may name one."""
    for source in sources:
        if not source.is_under(SOURCES) or not source.path.endswith(CODE):
            continue
        if PurePosixPath(source.path).name == "tokens.css":
            continue
        for number, line in enumerate(without_comments(source.text).splitlines(), start=1):
            if found := COLOUR.search(line):
                yield Violation(source.path, number, f"{found.group()}; use a token")


def strange_antd(sources: Iterable[Source]) -> Iterator[Violation]:
    """antd imported anywhere but its one folder."""
    for source in sources:
        if (
            not source.path.startswith("web/")
            or not source.path.endswith(CODE)
            or source.is_under(ANTD_FOLDER)
        ):
            continue
        for found in ANTD.finditer(source.text):
            line = source.text.count("\n", 0, found.start()) + 1
            yield Violation(source.path, line, f"antd is imported in {ANTD_FOLDER} only")


def without_comments(text: str) -> str:
    """`text` with block and line comments blanked, line numbers kept."""
    blocks = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found.group()), text, flags=re.DOTALL)
    return re.sub(r"(?<![:\w])//[^\n]*", "", blocks)
