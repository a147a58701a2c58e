"""Reading a file of delimited text: how it is written, its header, its rows.

What cannot be read in full is refused by name and line; nothing is dropped in silence.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from prooftrail.platform.refusal import Refusal

MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000
PIECE = 1 << 20
HEAD = 1 << 16
DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
SAMPLE = 30
"""Records looked at to find the delimiter."""
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is written. `header` names its columns, each once; a nameless one is `#` and its number.

    `top` is the record that names them; what stands above it is no row.
    """

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    top: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A record: `at` counts rows that say something, `line` all records of the file from 1."""

    at: int
    line: int
    cells: list[str]


def find_shape(
    file: BinaryIO,
    encoding: str | None = None,
    delimiter: str | None = None,
    top: int = 1,
    heads: Sequence[str] = (),
) -> Shape:
    """Encoding and delimiter, unless they are said, and the header, which is record `top` or `heads`.

    Refuses what is no such file.
    """
    encoding = find_encoding(file, encoding)
    delimiter = delimiter or _find_delimiter(file, encoding)
    first = heads or next(
        (cells for line, cells in read_records(file, encoding, delimiter) if line == top), []
    )
    if not any(cell.strip() for cell in first):
        raise Refusal("file_no_header", "invalid", fields={"file": "file_no_header"})
    _check_width(first, top)
    return Shape(encoding, delimiter, _named(first), top)


def read_rows(file: BinaryIO, shape: Shape) -> Iterator[Row]:
    """Every row below the header that is not blank."""
    at = 0
    for line, cells in read_records(file, shape.encoding, shape.delimiter):
        if line > shape.top and any(map(str.strip, cells)):
            at += 1
            _check_width(cells, line)
            yield Row(at, line, cells)


def _check_width(cells: Sequence[str], line: int) -> None:
    if len(cells) > MOST_COLUMNS:
        facts = {"limit": MOST_COLUMNS, "columns": len(cells), "line": line}
        raise Refusal("file_columns", "too_large", facts=facts, fields={"file": "file_columns"})


def find_encoding(file: BinaryIO, said: str | None = None) -> str:
    """The encoding in which the whole file can be read. Refuses an empty file, and NUL in its text."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise Refusal("file_empty", "invalid", fields={"file": "file_empty"})
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refusal("file_is_workbook", "media", fields={"file": "file_is_workbook"})
    for encoding in [said] if said else _candidates(head):
        if _readable(file, encoding):
            return encoding
    raise Refusal("file_encoding", "invalid", fields={"file": "file_encoding"})


def _candidates(head: bytes) -> list[str]:
    """Without a mark, two-byte text is told by its zeros: all on one side, also beside the line ends."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return ["utf-16-le"]
    if head.startswith(codecs.BOM_UTF16_BE):
        return ["utf-16-be"]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    ends = (b"\n\x00", b"\r\x00") if odd > even else (b"\x00\n", b"\x00\r")
    if most > max(1, len(head) // 50) and least * 8 <= most and any(end in head for end in ends):
        return ["utf-16-le" if odd > even else "utf-16-be", "utf-8"]
    return ["utf-8", "gb18030"]


def _readable(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        while piece := file.read(PIECE):
            if "\x00" in decoder.decode(piece):
                raise Refusal("file_has_nul", "invalid", fields={"file": "file_has_nul"})
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _find_delimiter(file: BinaryIO, encoding: str) -> str:
    """The one that cuts the first records into most columns alike."""
    best, found = (False, 0), DELIMITERS[0]
    for delimiter in DELIMITERS:
        widths = []
        with suppress(Refusal):  # a broken quote further down is named when the rows are read
            for _, cells in islice(read_records(file, encoding, delimiter), SAMPLE):
                widths += [len(cells)] if cells else []
        alike = sum(width == widths[0] for width in widths)
        score = (alike * 5 >= len(widths) * 4, widths[0]) if widths and widths[0] > 1 else (False, 1)
        if score > best:
            best, found = score, delimiter
    return found


def read_records(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the record, its cells), blank ones too. The file stays open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    line = 0
    try:
        for cells in reader:
            line += 1
            yield line, cells
    except csv.Error as error:
        code = "file_cell_too_long" if "field limit" in str(error) else "file_quotes"
        facts = {"line": line + 1, "limit": LONGEST_CELL}
        raise Refusal(code, "invalid", facts=facts, fields={"file": code}) from None
    finally:
        with suppress(ValueError):  # whoever stops reading may have closed the file before us
            text.detach()


def _lines(text: Iterable[str]) -> Iterator[str]:
    """Lines without a byte order mark, and with CR CR LF taken for the one line end it was meant to be."""
    held: str | None = None
    for number, line in enumerate(text):
        if number == 0:
            line = line.removeprefix("\ufeff")
        if held is not None:
            if line == "\r\n":
                yield held[:-1] + "\r\n"
                held = None
                continue
            yield held
            held = None
        if line.endswith("\r"):
            held = line
        else:
            yield line
    if held is not None:
        yield held


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"#{number}"
        if name in names:
            facts = {"column": name[:80]}
            raise Refusal("file_column_twice", "invalid", facts=facts, fields={"file": "file_column_twice"})
        names.append(name)
    return tuple(names)
