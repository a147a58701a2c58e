"""Stamps: a step leaves the digest of what it was made from, so that the next run can tell it is done."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], base: Path) -> str:
    """SHA-256 over names (relative to `base`) and contents; a missing file counts as its absence."""
    total = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{path.relative_to(base)}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def is_current(stamp: Path, expected: str) -> bool:
    """Whether `stamp` exists and holds `expected`."""
    try:
        return stamp.read_text() == expected
    except OSError:
        return False
