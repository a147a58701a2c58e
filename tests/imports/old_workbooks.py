"""Workbooks as Excel wrote them before 2007 (`.xls`, BIFF8 in a compound file), made by hand."""

import struct
from collections.abc import Mapping, Sequence
from typing import Any

from tests.imports.workbooks import DAY, Formula, Serial

SECTOR, LEAST = 512, 4_096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
WORKBOOK, SHEET = 0x0005, 0x0010
GENERAL_FORMAT, DAY_FORMAT = 0, 14


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of the stream."""
    return struct.pack("<HH", kind, len(body)) + body


def begin(kind: int) -> bytes:
    """BOF of BIFF8."""
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 6))


def word(text: str, size: str = "<H") -> bytes:
    """A string in two-byte characters, its length before it."""
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


def cell(row: int, at: int, value: Any) -> bytes:
    """One cell: LABEL, NUMBER, BOOLERR or FORMULA with the value it was saved with."""
    place = struct.pack("<HHH", row, at, DAY if isinstance(value, Serial) else 0)
    if isinstance(value, Formula):
        return record(0x0006, place + struct.pack("<dHI", float(value[1]), 0, 0) + struct.pack("<H", 0))
    if isinstance(value, bool):
        return record(0x0205, place + bytes([value, 0]))
    if isinstance(value, int | float):
        return record(0x0203, place + struct.pack("<d", value))
    return record(0x0204, place + word(str(value))) if value else b""


def stream(
    sheets: Mapping[str, Sequence[Sequence[Any]]], merged: Sequence[tuple[int, ...]], extra: bytes
) -> bytes:
    """The workbook's stream: what is common to all sheets, then each sheet."""
    styles = b"".join(
        record(0x00E0, struct.pack("<HHH", 0, kind, 0) + bytes(14)) for kind in (GENERAL_FORMAT, DAY_FORMAT)
    )
    head = (
        begin(WORKBOOK) + extra + record(0x0042, struct.pack("<H", 1200)) + record(0x0022, bytes(2)) + styles
    )
    parts = []
    for rows in sheets.values():
        cells = b"".join(cell(n, at, each) for n, row in enumerate(rows) for at, each in enumerate(row))
        size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0)
        ranges = struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *each) for each in merged)
        parts.append(begin(SHEET) + record(0x0200, size) + cells + record(0x00E5, ranges) + record(0x000A))
    at = (
        len(head)
        + len(record(0x000A))
        + sum(len(record(0x0085, bytes(6) + word(name, "<B"))) for name in sheets)
    )
    listed = b""
    for name, part in zip(sheets, parts, strict=True):
        listed += record(0x0085, struct.pack("<IBB", at, 0, 0) + word(name, "<B"))
        at += len(part)
    return head + listed + record(0x000A) + b"".join(parts)


def old_workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    *,
    extra: bytes = b"",
    storages: Sequence[str] = (),
) -> bytes:
    """A compound file with the stream `Workbook`. `merged` are first and last row, first and last column."""
    content = stream(sheets, merged, extra)
    content += bytes(max(LEAST, -(-len(content) // SECTOR) * SECTOR) - len(content))
    sectors = len(content) // SECTOR
    assert sectors + 2 <= SECTOR // 4, "a small workbook has one sector of FAT"
    chain = [FAT, END, *range(3, sectors + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    entries = [entry("Root Entry", 5, END, 0, 1), entry("Workbook", 2, 2, len(content))]
    entries += [entry(name, 1, END, 0) for name in storages]
    folder = b"".join(entries).ljust(SECTOR, b"\x00")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, LEAST, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + folder + content


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    """One entry of the compound file's folder."""
    said = name.encode("utf-16-le") + b"\x00\x00"
    tail = struct.pack("<III", FREE, FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
    return said.ljust(64, b"\x00") + struct.pack("<HBB", len(said), kind, 1) + tail
