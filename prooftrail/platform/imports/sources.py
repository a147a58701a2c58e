"""What a file is, and its rows as delimited text: a workbook's chosen sheet becomes the same as a CSV file.

Everything behind this reads text alone.
"""

import io
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from prooftrail.platform.imports import sheet_reader
from prooftrail.platform.imports.reading import Shape, find_shape, read_records
from prooftrail.platform.imports.rules.header import LOOKED_AT, header_line
from prooftrail.platform.refusal import Kind, Refusal
from prooftrail.platform.values import is_storable

log = logging.getLogger(__name__)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
OTHERS = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"PAR1", "Parquet"), (b"SQLite", "SQLite"),
)  # fmt: skip
LOCKED = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""How an old workbook's stream begins that needs a password."""
PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")
"""How files begin that many systems hand out as `.xls` and that are none."""
KINDS: dict[Kind, tuple[str, ...]] = {
    "too_large": ("file_columns", "file_sheet_too_large", "file_zip_bomb"),
    "media": ("file_has_macros", "file_kind_unreadable", "file_broken"),
}  # fmt: skip
LONGEST_NAME = 80
LONGEST = 120
"""Seconds a workbook may take."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file made ready: its rows as delimited text and how they are written; the sheets of a workbook."""

    content: bytes
    shape: Shape
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def make_ready(content: bytes, said: Mapping[str, Any]) -> Source:
    """The rows of a file; of its mapping, the form checked, `sheet`, `top`, `encoding`, `delimiter` count.

    Takes as long as the file is large: not for the inside of a transaction. Refuses by name what cannot
    be read.
    """
    _check_kind(content)
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    wanted = said.get("sheet")
    is_book = content.startswith((ZIP, OLE))
    if wanted is not None and not (is_book and is_storable(wanted) and len(wanted) <= LONGEST_NAME):
        named = wanted[:LONGEST_NAME] if is_storable(wanted) else ""
        raise _refusal("file_sheet_missing", {"sheet": named, "sheets": ""})
    if is_book:
        content, sheet, sheets = _unrolled(content, wanted or "")
    file = io.BytesIO(content)
    top = said.get("top")
    if sheet is None:
        return Source(content, find_shape(file, said.get("encoding"), said.get("delimiter"), top or 1))
    first = [cells for _, cells in islice(read_records(file, "utf-8", ","), LOOKED_AT)]
    top = top or header_line(first)
    heads = first[top - 1] if top <= len(first) else []
    shape = find_shape(file, "utf-8", ",", top, _numbered(heads))
    return Source(content, shape, sheet, sheets)


def _numbered(cells: list[str]) -> list[str]:
    """Names each once: sheets repeat them, and nobody can be asked to rename columns of a system's export."""
    seen: dict[str, int] = {}
    found = []
    for cell in cells:
        name = " ".join(cell.split())
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return found


def _check_kind(content: bytes) -> None:
    head = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((kind for magic, kind in OTHERS if content.startswith(magic)), None)
    if kind is None and head.lower().startswith(PAGES):
        kind = "HTML"
    if content.startswith(OLE):
        names = {name for name in ("EncryptedPackage", "Workbook", "Book") if _utf16(name) in content}
        if "EncryptedPackage" in names or LOCKED.search(content):
            raise _refusal("file_has_password", {})
        if "_VBA_PROJECT".encode("utf-16-le") in content:
            raise _refusal("file_has_macros", {})
        kind = None if names else "OLE"
    if kind is not None:
        raise _refusal("file_kind_unreadable", {"kind": kind})


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _unrolled(content: bytes, sheet: str) -> tuple[bytes, str, tuple[str, ...]]:
    """A sheet's rows as text, made by a process of its own."""
    with tempfile.TemporaryDirectory(prefix="prooftrail-sheet-") as folder:
        book, out = Path(folder, "book"), Path(folder, "rows.csv")
        book.write_bytes(content)
        told = _ask_reader(book, out, sheet)
        if "refused" in told:
            raise _refusal(told["refused"], told["facts"])
        return out.read_bytes(), told["sheet"], tuple(told["sheets"])


def _ask_reader(book: Path, out: Path, sheet: str) -> dict[str, Any]:
    command = [sys.executable, "-I", str(Path(sheet_reader.__file__)), str(book), str(out), sheet]
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    too_large = {"refused": "file_sheet_too_large", "facts": {"limit": sheet_reader.MOST_CELLS}}
    try:
        run = subprocess.run(command, capture_output=True, timeout=LONGEST, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return too_large
    if run.returncode < 0:
        return too_large
    if run.returncode:
        # The reader refuses what it knows. Of other faults the kind is kept: the text may quote cells.
        fault = (run.stderr.decode(errors="replace").strip().splitlines() or [""])[-1].partition(":")[0]
        log.error("the reader of workbooks failed", extra={"fault": fault[:LONGEST_NAME]})
        return {"refused": "file_broken", "facts": {}}
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _refusal(code: str, facts: Mapping[str, Any]) -> Refusal:
    kind: Kind = next((kind for kind, codes in KINDS.items() if code in codes), "invalid")
    return Refusal(code, kind, facts=facts, fields={"file": code})
