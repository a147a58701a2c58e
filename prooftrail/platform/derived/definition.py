"""What a designer says of a derived field, understood: names found, kinds fitting, the plain type chosen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.derived.names import Fields, known, placed
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.derived import Derived
from prooftrail.platform.formula.check import Checked, check
from prooftrail.platform.formula.faults import Fault
from prooftrail.platform.formula.names import Names
from prooftrail.platform.formula.tree import Node
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import minor_unit

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LIKE: Mapping[str, str] = {
    "number": "decimal", "money": "money", "text": "text", "choice": "choice", "date": "date",
    "time": "time", "boolean": "boolean",
}  # fmt: skip


def readable_of(work: "Work") -> Any:
    """What the caller may read of another object: nothing where it is closed to him."""

    def readable(other: ObjectType) -> Fields:
        closed = not work.access.unbound and work.access.grant(other.name).read == "none"
        return {} if closed else work.access.readable(other)

    return readable


def names_for(work: "Work", own: Fields) -> Names:
    """What the caller may name in a formula over records with these fields."""
    return known(work.schema.objects, own, readable_of(work))


def complete(
    work: "Work", object_id: str, own: Fields, type: Derived, options: Mapping[str, Any]
) -> dict[str, Any]:
    """The options as stored. Raises FieldFault."""
    from prooftrail.platform.derived.linked import complete_lookup, complete_rollup

    if type.key == "formula":
        return complete_formula(work, own, options)
    if type.key == "lookup":
        return complete_lookup(work, own, options)
    return complete_rollup(work, object_id, options)


def complete_formula(work: "Work", own: Fields, options: Mapping[str, Any]) -> dict[str, Any]:
    """The tree, the plain type, and where fields are named, so that renaming them follows."""
    names, text = names_for(work, own), options["formula"]
    checked = checked_for_field(text, names)
    if checked.faults or checked.tree is None:
        faults = [each.said(work.locale) for each in checked.faults]
        raise FieldFault(checked.faults[0].code, **{**checked.faults[0].facts, "faults": faults})
    found = {
        **options, "tree": held(checked.tree, work.currency).json(), "like": LIKE[checked.tree.kind],
        "names_at": placed(names, text, checked.places),
    }  # fmt: skip
    if checked.choices is not None and checked.tree.kind == "choice":
        found["choices_of"] = next(
            (key for key, each in checked.used.items() if each.choices == checked.choices), None
        )
    return found


def checked_for_field(text: str, names: Names) -> Checked:
    """Checked as a field, whose value is kept: it cannot follow every moment."""
    checked = check(text, names)
    if checked.tree is not None and any(each.op == "now" for each in checked.tree.walk()):
        checked.tree = None
        checked.faults.append(Fault("formula_now_kept", 0, len(text)))
    return checked


def held(tree: Node, currency: str) -> Node:
    """The value as a field keeps it: money at its minor unit, texts of a line."""
    if tree.kind == "number":
        return Node("held", "number", (tree,), 10)
    if tree.kind == "money":
        return Node("held", "money", (tree,), minor_unit(currency))
    return Node("cut", "text", (tree,)) if tree.kind == "text" else tree
