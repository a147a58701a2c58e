"""Look-ups and roll-ups as designers say them, understood and kept by id."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.derived.names import KINDS, UNSTEADY, Fields, renamed, target, tested
from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.formula.tree import Node
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SUMMED = ("integer", "decimal", "percent", "money")
BOUNDED = (*SUMMED, "date", "time")


def complete_lookup(work: "Work", own: Fields, options: Mapping[str, Any]) -> dict[str, Any]:
    """A field through a link, as a formula of that one name. Raises FieldFault."""
    link = own.get(options["link"])
    other = target(work.schema.objects, link) if link is not None else None
    if link is None or other is None:
        links = [name for name, each in own.items() if target(work.schema.objects, each)]
        raise FieldFault("lookup_no_link", option="link", name=options["link"][:48], links=list(links))
    far = _readable(work, other).get(options["field"])
    kind = KINDS.get(far.type.key) if far is not None else None
    if far is None or kind in (None, "link") or far.name in UNSTEADY:
        raise FieldFault(
            "derived_no_field", option="field", name=options["field"][:48], label=other.label.json()
        )
    key = f"{link.id}/{far.id}"
    tree = Node("field", kind or "text", value=key)
    if kind == "text":
        tree = Node("cut", "text", (tree,))
    found = {**options, "tree": tree.json(), "like": "text" if kind == "text" else far.type.key, "key": key}
    return found | ({"choices_of": key} if kind == "choice" else {})


def complete_rollup(work: "Work", object_id: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """A measure over the records of another object that point to one of this. Raises FieldFault."""
    child = work.schema.objects.get(options["from"])
    fields = _readable(work, child) if child is not None else {}
    if child is None or not fields:
        raise FieldFault("option_no_object", option="from")
    link = fields.get(options["link"])
    if link is None or not _points_here(work, object_id, link):
        links = [name for name, each in fields.items() if _points_here(work, object_id, each)]
        raise FieldFault("lookup_no_link", option="link", name=options["link"][:48], links=list(links))
    how, measure = options["how"], fields.get(options.get("field", ""))
    fitting = SUMMED if how in ("sum", "avg") else BOUNDED
    if how != "count" and (measure is None or measure.type.key not in fitting or measure.name in UNSTEADY):
        named = str(options.get("field", ""))[:48]
        raise FieldFault("derived_no_field", option="field", name=named, label=child.label.json())
    found = {key: value for key, value in options.items() if key != "field" or how != "count"}
    found |= {"child": child.id, "link_id": link.id, "like": _like(how, measure)}
    if how != "count" and measure is not None:
        found["measured"] = measure.id
    if options.get("filter") is not None:
        found["filter_by"] = by_id(work, child, options["filter"])
    return found


def by_id(work: "Work", child: ObjectType, said: Any) -> Any:
    """A filter checked for who designs it, its fields by id. Raises FieldFault."""
    from prooftrail.platform.records.filters import FilterReader

    try:
        FilterReader(work.schema, work.access, child, work.parsing).read(said)
    except Refusal as refusal:
        raise FieldFault("rollup_filter", option="filter", reason=refusal.code) from None
    if dotted := next((name for name in tested(said) if name not in child.fields), None):
        raise FieldFault("rollup_filter", option="filter", field=dotted[:80])
    return renamed(said, {name: each.id for name, each in child.fields.items()})


def _like(how: str, measure: Field | None) -> str:
    if how == "count" or measure is None:
        return "integer"
    if measure.type.key == "integer":
        return "decimal" if how == "avg" else "integer"
    return measure.type.key


def _points_here(work: "Work", object_id: str, link: Field) -> bool:
    other = target(work.schema.objects, link)
    return other is not None and other.id == object_id


def _readable(work: "Work", other: ObjectType) -> Fields:
    closed = not work.access.unbound and work.access.grant(other.name).read == "none"
    return {} if closed else work.access.readable(other)
