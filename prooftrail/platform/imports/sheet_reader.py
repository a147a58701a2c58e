"""A workbook's sheet as delimited text. Runs as a process of its own, with a limit to its memory and time.

    python sheet_reader.py WORKBOOK OUT SHEET     (SHEET may be blank: the first that is shown)

A hostile workbook takes nothing with it but this process. It needs the standard library and calamine
alone. Prints one line of JSON: `{"sheet", "sheets": [name]}` or `{"refused": code, "facts": {…}}`.
"""

import csv
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MOST_COLUMNS = 1_000
MOST_CELLS = 6_000_000
"""Cells of the rectangle a sheet spans: all of it is held at once."""
MOST_UNPACKED = 600 * 1024 * 1024
MOST_RATIO = 150
"""How many times its packed size a large workbook may unpack to; text of sheets packs to a tenth or so."""
LARGE = 20 * 1024 * 1024
MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space, the interpreter's own included."""
PIECE = 1 << 20
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*?(/?)>")
LONGEST_TAG = 400
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
BOUND = b"vnd.ms-excel.sheet.macroEnabled"


class Unreadable(Exception):
    """A refusal: its code, and its facts."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def main(book: str, out: str, sheet: str) -> dict[str, Any]:
    """Write the sheet's rows to `out`; what to say of it."""
    _limit_memory()
    try:
        if zipfile.is_zipfile(book):
            _checked(Path(book))
        return _unroll(Path(book), Path(out), sheet)
    except Unreadable as refused:
        return {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        return {"refused": "file_sheet_too_large", "facts": {"limit": MOST_CELLS}}


def _checked(path: Path) -> None:
    """The package's check. A damaged one is refused; a fault that comes later may be ours, and ends us."""
    try:
        _check_package(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Unreadable("file_broken") from None


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _check_package(path: Path) -> None:
    """Refuse what is no plain workbook, and one that unpacks to far more than it is."""
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        names = {entry.filename.lower() for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable("file_has_password")
        unpacked, packed = sum(entry.file_size for entry in entries), max(1, path.stat().st_size)
        if unpacked > MOST_UNPACKED or (unpacked > LARGE and unpacked > packed * MOST_RATIO):
            facts = {
                "unpacked_mb": unpacked >> 20,
                "limit_mb": MOST_UNPACKED >> 20,
                "ratio": unpacked // packed,
            }
            raise Unreadable("file_zip_bomb", **facts)
        if any(name.endswith("vbaproject.bin") for name in names) or BOUND in _types(package):
            raise Unreadable("file_has_macros")
        if "xl/workbook.xml" not in names:
            raise Unreadable("file_kind_unreadable", kind=_kind(names))
        _check_spans(package)


def _types(package: zipfile.ZipFile) -> bytes:
    try:
        with package.open("[Content_Types].xml") as file:
            return file.read(PIECE)
    except KeyError:
        return b""


def _kind(names: set[str]) -> str:
    known = {"xl/workbook.bin": "xlsb", "word/document.xml": "docx", "ppt/presentation.xml": "pptx"}
    found = next((kind for name, kind in known.items() if name in names), None)
    return found or ("ods" if "content.xml" in names else "zip")


def _unroll(path: Path, out: Path, wanted: str) -> dict[str, Any]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            shown = [each.name for each in book.sheets_metadata if _is_shown(each)] or book.sheet_names
            if wanted and wanted not in book.sheet_names:
                raise Unreadable("file_sheet_missing", sheet=wanted[:80], sheets="、".join(shown[:20]))
            sheet = _chosen(book, [wanted] if wanted else shown)
            if sheet.total_width > MOST_COLUMNS:
                raise Unreadable("file_columns", columns=sheet.total_width, limit=MOST_COLUMNS, line=1)
            _write(sheet, out)
            return {"sheet": sheet.name, "sheets": shown}
    except calamine.PasswordError:
        raise Unreadable("file_has_password") from None
    except calamine.CalamineError as error:
        code = "file_has_password" if "password" in str(error).lower() else "file_broken"
        raise Unreadable(code) from None


def _is_shown(sheet: Any) -> bool:
    return str(sheet.typ).endswith("WorkSheet") and str(sheet.visible).endswith(".Visible")


def _chosen(book: Any, names: list[str]) -> Any:
    """The first sheet that holds anything: many workbooks begin with an empty one."""
    if not names:
        raise Unreadable("file_empty")
    found = None
    for name in names:
        found = book.get_sheet_by_name(name)
        if found.total_height:
            break
    return found


def _check_spans(package: zipfile.ZipFile) -> None:
    """Refuse a sheet whose outermost cells span more than can be held, before anything is held."""
    sheets = [name for name in package.namelist() if SHEET.fullmatch(name)]
    for name in sheets:
        width, height = _span(package, name)
        if width > MOST_COLUMNS and len(sheets) == 1:
            raise Unreadable("file_columns", columns=width, limit=MOST_COLUMNS, line=1)
        if width * height > MOST_CELLS:
            raise Unreadable("file_sheet_too_large", limit=MOST_CELLS, rows=height, columns=width)


def _span(package: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """Columns and rows up to the outermost cells that hold something."""
    columns: set[bytes] = set()
    height, rest = 0, b""
    with package.open(name) as file:
        while piece := file.read(PIECE):
            text = rest + piece
            for letters, row, blank in CELL.findall(text):
                if not blank:
                    columns.add(letters)
                    height = max(height, int(row))
            cut = text.rfind(b"<")
            rest = text[cut:] if len(text) - cut < LONGEST_TAG else b""
    return max(map(_number, columns), default=0), height


def _number(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found


def _write(sheet: Any, out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in _rows(sheet):
            writer.writerow(row if any(row) else [""])


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Rows of text; a value merged down several rows stands in each of them."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top:
            starts.setdefault(top, []).append((left, bottom))
    held: dict[int, tuple[int, str]] = {}
    for at, cells in enumerate(sheet.iter_rows()):
        row = [_text(cell) for cell in cells]
        for left, (bottom, text) in list(held.items()):
            if at > bottom:
                del held[left]
            elif left < len(row) and not row[left]:
                row[left] = text
        for left, bottom in starts.get(at, ()):
            if left < len(row):
                held[left] = (bottom, row[left])
        yield row


def _text(cell: Any) -> str:
    """A cell as people would type it: whole numbers without a point, and no number with an exponent."""
    if isinstance(cell, str):
        return cell.replace("_x000D_\n", "\n").replace("\x00", "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _figure(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _figure(number: float) -> str:
    """Fifteen digits, as many as a spreadsheet keeps."""
    from decimal import Decimal

    text = format(Decimal(format(number, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:4]), ensure_ascii=True))
