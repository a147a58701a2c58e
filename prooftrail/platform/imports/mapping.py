"""The mapping: which column fills which field, and how, held against the file's header.

`{"columns": {COLUMN: TARGET or [TARGET, …] or null}, "match": [FIELD], "on_match": "skip|update|create",
"history": false, "ignore": [COLUMN], "constants": {FIELD: value}, "blanks": ["N/A"], "clear": false,
"alike": "tell|match|off", "alike_rows": "tell|skip|off", "encoding", "delimiter", "sheet": NAME,
"top": 3}`, where TARGET is `"field"` or `{"field", "by", "values", "dates": "MDY|DMY", "object",
"missing": "reject|blank"}`; `by` may be a list of ways, tried in turn. A column of which nothing is said goes
to the field that bears its name. Blank cells leave a matched record's field alone, unless `clear`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field
from prooftrail.platform.imports.reading import DELIMITERS, ENCODINGS
from prooftrail.platform.imports.rules.spelling import squeeze
from prooftrail.platform.imports.tally import Tally
from prooftrail.platform.imports.targets import Target, TargetReader
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ON_MATCH = ("skip", "update", "create")
ALIKE = ("tell", "match", "off")
ALIKE_ROWS = ("tell", "skip", "off")
KINDS = {
    "columns": dict, "match": list, "history": bool, "ignore": list, "constants": dict, "blanks": list,
    "clear": bool, "sheet": str, "top": int, "rules": bool,
}  # fmt: skip
ONE_OF = {"on_match": ON_MATCH, "alike": ALIKE, "alike_rows": ALIKE_ROWS, "encoding": ENCODINGS,
          "delimiter": DELIMITERS}  # fmt: skip
MOST_TOP = 1_000
MATCHABLE = (
    "text",
    "phone",
    "email",
    "url",
    "auto_number",
    "choice",
    "date",
    "integer",
    "region",
    "reference",
    "person",
    "department",
)


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """A mapping that holds. `ignored` are columns nothing is done with, `asked` those of them by wish.

    `alike` says what comes of a row that is likely a record that is there: nothing but words, or, where it is
    almost certain, what comes of one that is the same; `alike_rows` what comes of one that is likely an
    earlier row of the file: words, or it is left out. None is words in a dry run and nothing else.
    """

    object: ObjectType
    header: tuple[str, ...]
    targets: tuple[Target, ...]
    ignored: tuple[str, ...]
    asked: frozenset[str]
    constants: Mapping[str, Any]
    match: tuple[Field, ...]
    on_match: str
    alike: str | None
    alike_rows: str | None
    history: bool
    blanks: frozenset[str]
    clear: bool


def check_form(said: Any) -> dict[str, Any]:
    """The mapping's own shape, before any file is looked at. Refuses by the part that is wrong."""
    if not isinstance(said, dict):
        raise refused({"mapping": "not_an_object"})
    faults = {
        f"mapping.{key[:80]}": "unknown_field" for key in said if key not in KINDS and key not in ONE_OF
    }
    for key, kind in KINDS.items():
        if key in said and not isinstance(said[key], kind):
            faults[f"mapping.{key}"] = "bad_value"
    for key in ("match", "ignore", "blanks"):
        if isinstance(said.get(key), list) and not all(isinstance(each, str) for each in said[key]):
            faults[f"mapping.{key}"] = "bad_value"
    for key, allowed in ONE_OF.items():
        if key in said and said[key] not in allowed:
            faults[f"mapping.{key}"] = "bad_value"
    if "top" in said and (isinstance(said["top"], bool) or said["top"] not in range(1, MOST_TOP + 1)):
        faults["mapping.top"] = "bad_value"
    if said.get("history") is True and said.get("on_match") == "update":
        faults["mapping.on_match"] = "history_only_creates"
    if faults:
        raise refused(faults)
    return said


def read_mapping(
    work: "Work", object: ObjectType, said: Mapping[str, Any], header: Sequence[str], dates: Mapping[str, str]
) -> ImportMapping:
    """The mapping for a file's header; `dates` are the orders found in its columns.

    Refuses what cannot be done, naming each part.
    """
    reader = TargetReader(work, object, bool(said.get("history")), dates)
    columns = {_plain(name): target for name, target in said.get("columns", {}).items()}
    asked = {_plain(name) for name in said.get("ignore", ())}
    asked |= {name for name, target in columns.items() if target is None}
    reader.faults |= {f"columns.{name[:80]}": "column_missing" for name in {*columns, *asked} - set(header)}
    targets: list[Target] = []
    for at, name in enumerate(header):
        if name in columns and name not in asked:
            targets += reader.targets(at, name, columns[name])
    constants = reader.constants(said.get("constants", {}), targets)
    taken = {each.field.name for each in targets} | set(constants)
    for at, name in enumerate(header):
        if name not in columns and name not in asked and (found := reader.guess(at, name, taken)):
            targets.append(found)
            taken.add(found.field.name)
    match, on_match = _match(reader, said, targets, taken)
    if reader.faults:
        raise refused(reader.faults)
    if reader.forbidden:
        facts = {"object": object.name, "field": next(iter(reader.forbidden))}
        raise Refusal("field_forbidden", "forbidden", facts=facts, fields=reader.forbidden)
    used = {each.column for each in targets}
    return ImportMapping(
        object, tuple(header), tuple(targets), tuple(name for name in header if name not in used),
        frozenset(asked), constants, match, on_match, said.get("alike"), said.get("alike_rows"),
        bool(said.get("history")), frozenset(squeeze(each) or each for each in said.get("blanks", ())),
        bool(said.get("clear")),
    )  # fmt: skip


def _match(
    reader: TargetReader, said: Mapping[str, Any], targets: Sequence[Target], taken: set[str]
) -> tuple[tuple[Field, ...], str]:
    """The fields by which a row is the same as a record, and what is done then."""
    filled = {each.field.name: each.field for each in targets}
    names = list(dict.fromkeys(said.get("match", ())))
    for name in names:
        if name not in filled:
            reader.faults["mapping.match"] = "match_not_filled"
        elif filled[name].type.key not in MATCHABLE:
            reader.faults["mapping.match"] = "not_matchable"
        elif filled[name].state == "building":
            reader.faults["mapping.match"] = "match_not_ready"
    by_likeness = said.get("alike") == "match"
    on_match = str(said.get("on_match", "skip" if names or by_likeness else "create"))
    if on_match == "update" and not names and not by_likeness:
        reader.faults["mapping.match"] = "required"
    if on_match != "update":
        required = (each.name for each in reader.object.fields.values() if each.required)
        reader.faults |= {name: "required" for name in required if name not in taken}
    return tuple(filled[name] for name in names if name in filled), on_match


def warn_of_columns(mapping: ImportMapping, unsure: Sequence[str], tally: Tally) -> None:
    """Say which columns nobody spoke of and nobody uses, which were guessed, which days are unclear."""
    for name in mapping.ignored:
        if name not in mapping.asked:
            tally.add("import_column_unused", {"column": name})
    for target in mapping.targets:
        facts = {"column": target.column, "field": target.field.name}
        if target.guessed:
            tally.add("import_column_guessed", facts)
        if target.column in unsure and target.field.type.key in ("date", "time"):
            tally.add("import_days_unsure", facts)


def refused(faults: Mapping[str, str]) -> Refusal:
    """The refusal of a mapping, by its parts."""
    return Refusal("invalid_fields", "invalid", facts={"object": "mapping"}, fields=faults)


def _plain(name: str) -> str:
    return " ".join(name.split())
