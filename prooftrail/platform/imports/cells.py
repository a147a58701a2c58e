"""From cells to API values: blanks, the mapping's own words, then the field type's reading of a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import TYPE_CHECKING, Any

from prooftrail.platform.exports.cells import RUNS
from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.imports.mapping import ImportMapping
from prooftrail.platform.imports.reading import Row
from prooftrail.platform.imports.rules.spelling import day_of_serial, digits_of, squeeze, year_first
from prooftrail.platform.imports.tally import Tally
from prooftrail.platform.imports.targets import Target
from prooftrail.platform.processes.store import latest
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

KEPT = 5_000
"""Cells of one column whose value is remembered: most columns repeat few."""
WHOLE_ROW = "#"
"""In the place of a field: what is wrong with the row as such."""
BREAK = re.compile(r"\s*[\r\n]+\s*")


@dataclass(slots=True)
class Draft:
    """A row on its way: values by field, links still as text, and what is wrong by field."""

    row: Row
    values: dict[str, Any] = made(default_factory=dict)
    links: dict[str, str] = made(default_factory=dict)
    faults: dict[str, str] = made(default_factory=dict)
    about: dict[str, dict[str, Any]] = made(default_factory=dict)

    def fault(self, name: str, found: FieldFault, said: str) -> None:
        """Note what is wrong with one field."""
        self.faults[name] = found.code
        self.about[name] = {**found.facts, "said": said[:80]}


class Cells:
    """Turns rows into drafts, one converter per column."""

    def __init__(self, work: "Work", mapping: ImportMapping, tally: Tally) -> None:
        self._mapping, self._tally = mapping, tally
        self._columns = [_Column(work, mapping, target, tally) for target in mapping.targets]

    def draft(self, row: Row) -> Draft:
        """One row. A row wider than the header is wrong as a whole; a shorter one ends in blanks."""
        draft = Draft(row, dict(self._mapping.constants))
        cells, width = row.cells, len(self._mapping.header)
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            draft.faults[WHOLE_ROW] = "too_many_cells"
            draft.about[WHOLE_ROW] = {}
        elif len(cells) < width:
            self._tally.add("import_short_rows")
        for column in self._columns:
            at = column.target.at
            self._fill(draft, column, cells[at] if at < len(cells) else "")
        return draft

    def _fill(self, draft: Draft, column: "_Column", cell: str) -> None:
        target = column.target
        try:
            value = column.value(cell)
        except FieldFault as fault:
            draft.fault(target.field.name, fault, cell)
            return
        if value is None:
            if target.linked:
                self._tally.add("import_blank_links", column.facts)
            if self._mapping.clear:
                draft.values[target.field.name] = None
        elif target.linked:
            draft.links[target.field.name] = value
        else:
            draft.values[target.field.name] = value


class _Column:
    """One column's way from text to value, with its memory."""

    def __init__(self, work: "Work", mapping: ImportMapping, target: Target, tally: Tally) -> None:
        self.target = target
        self.facts = {"column": target.column, "field": target.field.name}
        self._one_line = target.field.type.key == "text" or target.linked
        self._parsing, self._blanks, self._tally = work.parsing, mapping.blanks, tally
        self._values = {key.strip(): value for key, value in target.values.items()}
        self._loose = {squeeze(key): value for key, value in self._values.items() if squeeze(key)}
        self._choices = _choices(work, mapping, target)
        self._staged = mapping.object.staged and target.field.name == "stage"
        self._known: dict[str, Any] = {}

    def value(self, cell: str) -> Any:
        """The API value, None where blank, the text itself of a link. Raises FieldFault."""
        text = cell.strip().strip("\u00a0\u3000\ufeff")
        if text[:1] == "'" and text[1:2] in RUNS and len(text) > 1:
            text = text[1:]  # an export put the apostrophe there
        if not text or (self._blanks and (squeeze(text) or text) in self._blanks):
            if "" not in self._values:
                return None
            text = ""  # what stands for nothing is said
        if self._one_line and ("\n" in text or "\r" in text):
            self._tally.add("import_line_breaks", self.facts)
            text = BREAK.sub(" ", text)
        found = self._known.get(text, self)
        if found is self:
            found = self._read(text)
            if len(self._known) < KEPT:
                self._known[text] = found
        if isinstance(found, FieldFault):
            raise found
        if isinstance(found, _Spelled):
            self._two_ways(text, found.meant)
            return found.value
        if isinstance(found, _Restored):
            code = "import_digits_lost" if found.lost else "import_digits_restored"
            self._tally.add(code, self.facts)
            return found.value
        return found

    def _read(self, text: str) -> Any:
        """The value, a fault, or a value with the spelling it was meant to have."""
        if self._values and (text in self._values or squeeze(text) in self._loose):
            mapped = self._values.get(text, self._loose.get(squeeze(text)))
            if mapped is None or not mapped.strip():
                return None
            text = mapped.strip()
        if self.target.linked or self.target.field.name == "id":
            return text
        kind = self.target.field.type.key
        if kind in ("date", "time"):
            text = day_of_serial(text) or year_first(text, self.target.dates or "MDY")
        if kind == "text" and (restored := digits_of(text)) is not None:
            return _Restored(*restored)
        if kind == "choice" and (meant := self._choices.get(squeeze(text))) is not None:
            key, label = meant
            return key if text.lower() in (key.lower(), label.lower()) else _Spelled(key, label)
        if self._staged and self._choices:
            return FieldFault("unknown_stage", to=text)
        try:
            return self.target.field.type.read(self.target.field, text, self._parsing)
        except FieldFault as fault:
            return fault

    def _two_ways(self, said: str, meant: str) -> None:
        self._tally.add("import_written_two_ways", {**self.facts, "said": said, "meant": meant})


@dataclass(frozen=True, slots=True)
class _Spelled:
    value: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Restored:
    """Digits a spreadsheet had shortened."""

    value: str
    lost: bool


def offered_choices(work: "Work", object: ObjectType, field: Field) -> Sequence[tuple[str, str, str]]:
    """Key and both labels of every choice of a field; those of a stage are the nodes of its processes."""
    if object.staged and field.name == "stage":
        return [
            (node.key, node.label.zh, node.label.en)
            for process in latest(work, object.name)
            for node in process.nodes
        ]
    return [
        (each["key"], each["label"]["zh"], each["label"]["en"]) for each in field.options.get("choices") or ()
    ]


def _choices(work: "Work", mapping: ImportMapping, target: Target) -> Mapping[str, tuple[str, str]]:
    """Squeezed keys and labels of a choice."""
    found: dict[str, tuple[str, str]] = {}
    for key, zh, en in offered_choices(work, mapping.object, target.field):
        for label in (key, zh, en):
            found.setdefault(squeeze(label), (key, label))
    return found
