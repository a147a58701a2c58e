"""A view as somebody said it, checked with his own rights, and as it is kept: fields by id."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.forms.checking import exact
from prooftrail.platform.records.filters import FilterReader
from prooftrail.platform.records.ordering import read_order
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.definition import Faults
from prooftrail.platform.values import Json
from prooftrail.platform.views.naming import Naming, translated
from prooftrail.platform.views.shapes import Shown

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHOSEN = ("choice",)
DATED = ("date", "time")
GROUPED = ("choice", "person", "department", "reference", "boolean", "region", "text")
SUMMED = ("money", "integer", "decimal", "percent")
BY: Mapping[str, tuple[str, ...]] = {
    "calendar": DATED, "timeline": DATED, "map": ("place",), "chart": (*GROUPED, *DATED),
}  # fmt: skip
"""What each picture may go by; a board and a table by a choice."""
NAMED = ("group", "by", "until", "split", "measure", "colour")
"""The parts of a view that name one field each."""
PLAIN = ("frozen", "density", "chart", "step")


def kept_view(work: "Work", object: ObjectType, said: Shown) -> dict[str, Json]:
    """The view as rows hold it. Refuses with every fault at its place."""
    faults, readable = Faults(object.name), work.access.readable(object)
    naming = Naming.of(work.schema, object)
    seen: set[str] = set()
    for at, column in enumerate(said.columns):
        if column.field not in readable:
            faults.note(f"columns.{at}.field", "unknown_field", field=column.field[:80])
        elif column.field in seen:
            faults.note(f"columns.{at}.field", "view_twice", field=column.field)
        seen.add(column.field)
    for name, value, types in (
        ("group", said.group, GROUPED), ("by", said.by, BY.get(said.kind, CHOSEN)),
        ("until", said.until, DATED), ("split", said.split, GROUPED), ("measure", said.measure, SUMMED),
        ("colour", said.colour, CHOSEN),
    ):  # fmt: skip
        if value is None:
            continue
        if value not in readable:
            faults.note(name, "unknown_field", field=value[:80])
        elif readable[value].type.key not in types:
            faults.note(name, "view_not_by", field=value, types=list[Json](types))
    if said.kind != "table" and said.by is None:
        faults.note("by", "required")
    if said.split is not None and said.split == said.by:
        faults.note("split", "view_twice", field=said.split)
    _ask(
        faults,
        "filter",
        lambda: FilterReader(work.schema, work.access, object, work.parsing).read(said.filter),
    )
    _ask(faults, "sort", lambda: read_order(work.access, object, said.sort))
    faults.settle()
    return {
        "filter": None if not said.filter else translated(exact(said.filter), naming.id_of),
        "sort": [_sorted(part, naming) for part in said.sort.split(",") if part],
        "columns": [{"field": naming.id_of(each.field), "width": each.width} for each in said.columns],
        **{key: getattr(said, key) for key in PLAIN},
        **{key: naming.id_of(value) if (value := getattr(said, key)) else None for key in NAMED},
    }  # fmt: skip


def _sorted(part: str, naming: Naming) -> Json:
    falling = part.startswith("-")
    return [naming.id_of(part.lstrip("+-")) or part, falling]


def _ask(faults: Faults, where: str, question: Callable[[], Any]) -> None:
    """A question of the list's own readers, whose refusal becomes a fault at its place."""
    try:
        question()
    except Refusal as refusal:
        code = refusal.code if refusal.fields else "bad_value"
        faults.note(where, code, **refusal.facts)
