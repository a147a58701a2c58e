"""Small workbooks made by hand, so that every trap is there on purpose."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DAY, MOMENT = 1, 2
"""Styles of numbers that show as days."""


class Serial(float):
    """A number that shows as a day."""


class Formula(tuple[str, Any]):
    """A formula and the value it was saved with."""


def column(at: int) -> str:
    """`A` for 0, `AA` for 26."""
    return (column(at // 26 - 1) if at > 25 else "") + chr(65 + at % 26)


def cell(row: int, at: int, value: Any) -> str:
    """One cell's XML."""
    place = f'r="{column(at)}{row}"'
    if value is None or value == "":
        return ""
    if isinstance(value, Formula):
        formula, saved = value
        kind = "" if isinstance(saved, int | float) else ' t="str"'
        return f"<c {place}{kind}><f>{escape(formula)}</f><v>{escape(str(saved))}</v></c>"
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Serial):
        return f'<c {place} s="{DAY if value == int(value) else MOMENT}"><v>{float(value)!r}</v></c>'
    if isinstance(value, int | float):
        return f"<c {place}><v>{value!r}</v></c>"
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> str:
    """A worksheet."""
    lines = "".join(
        f'<row r="{at}">{"".join(cell(at, place, each) for place, each in enumerate(row))}</row>'
        for at, row in enumerate(rows, start=1)
    )
    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    tail = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData>{tail}</worksheet>'


def package(parts: Mapping[str, str | bytes], main: str = WORKBOOK) -> bytes:
    """A zip of parts, with its table of content types."""
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in {"[Content_Types].xml": types, **parts}.items():
            file.writestr(name, text)
    return made.getvalue()


def raw_workbook(
    sheets: Mapping[str, str], *, hidden: Sequence[str] = (), main: str = WORKBOOK, extra: Any = None
) -> bytes:
    """A workbook of worksheets given as XML."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'  # noqa: E501
        for at, name in enumerate(names, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{at}" Type="{LINK}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at, _ in enumerate(names, start=1)
    )
    styles = '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship '
        f'Id="r99" Type="{LINK}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        **{f"xl/worksheets/sheet{at}.xml": sheets[name] for at, name in enumerate(names, start=1)},
        **(extra or {}),
    }
    return package(parts, main)


def workbook(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), name: str = "Sheet1") -> bytes:
    """A workbook of one sheet."""
    return raw_workbook({name: sheet_xml(rows, merged)})
