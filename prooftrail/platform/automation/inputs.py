"""The input of a step: texts with blanks filled, formulas computed, all else as it was written."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.rules.lettering import fill
from prooftrail.platform.derived.definition import names_for
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.formula.check import check
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FORMULA = "="


def is_formula(value: Any) -> bool:
    """Whether a value is `{"=": FORMULA}`."""
    return isinstance(value, Mapping) and value.keys() == {FORMULA}


def input_texts(said: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every text and formula of an input with its place."""
    if isinstance(said, str) or is_formula(said):
        yield place, said
    elif isinstance(said, Mapping):
        for key, value in said.items():
            yield from input_texts(value, f"{place}.{key}" if place else str(key))
    elif isinstance(said, list):
        for at, value in enumerate(said):
            yield from input_texts(value, f"{place}.{at}")


def formula_in(work: "Work", object: ObjectType, text: Any) -> dict[str, Json]:
    """The tree of a formula that gives a value. Raises FieldFault."""
    if not isinstance(text, str):
        raise FieldFault("not_text")
    found = check(text, names_for(work, dict(work.access.readable(object))))
    if found.faults or found.tree is None:
        first = found.faults[0]
        raise FieldFault(
            first.code, **{**first.facts, "faults": [each.said(work.locale) for each in found.faults]}
        )
    return found.tree.json()


Texts = Mapping[Locale, Mapping[str, str | None]]
"""What blanks read like, by language."""


def filled(said: Any, texts: Texts, computed: Mapping[str, Any], record: str | None) -> Any:
    """An input with everything in it that is known now. `computed` is what each formula came to.

    A text of both languages is filled in each; a single one in Chinese. `"$record"` is the record's id.
    """
    if isinstance(said, str):
        return record if said == "$record" else fill(said, texts["zh"])
    if is_formula(said):
        return computed.get(said[FORMULA])
    if isinstance(said, Mapping):
        if said.keys() == {"zh", "en"} and all(isinstance(each, str) for each in said.values()):
            return {"zh": fill(said["zh"], texts["zh"]), "en": fill(said["en"], texts["en"])}
        return {key: filled(each, texts, computed, record) for key, each in said.items()}
    if isinstance(said, list):
        return [filled(each, texts, computed, record) for each in said]
    return said
