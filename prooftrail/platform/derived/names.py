"""The fields of an object as formulas name them, and formulas spelled anew after a name has changed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from prooftrail.platform.fields import Field
from prooftrail.platform.formula.names import Known, Names
from prooftrail.platform.formula.tree import Kind
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Label

KINDS: Mapping[str, Kind] = {
    "text": "text", "long_text": "text", "region": "text", "integer": "number", "decimal": "number",
    "percent": "number", "money": "money", "date": "date", "time": "time", "boolean": "boolean",
    "choice": "choice", "email": "text", "phone": "text", "url": "text", "auto_number": "text",
    "reference": "link", "person": "link", "department": "link",
}  # fmt: skip
UNSTEADY = frozenset({"id", "version", "updated_at", "updated_by"})
"""What the door itself sets after everything else."""
BARE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)?")
Fields = Mapping[str, Field]
Reading = Callable[[ObjectType], Fields]


def known(objects: Mapping[str, ObjectType], own: Fields, readable: Reading) -> Names:
    """What a formula over records with the fields `own` may name, `readable` of each other object."""
    found = [_known(each, each.id, each.name, each.label) for each in own.values()]
    for each in own.values():
        other = target(objects, each)
        if other is not None:
            found += _through(each, readable(other).values())
    return Names([each for each in found if each.key not in UNSTEADY])


def target(objects: Mapping[str, ObjectType], each: Field) -> ObjectType | None:
    """The object a link points to."""
    linked = KINDS.get(each.type.key) == "link" and each.name != "id"
    return objects.get(str(each.options.get("object"))) if linked else None


def _through(link: Field, fields: Sequence[Field] | Any) -> Iterator[Known]:
    for far in fields:
        if far.name not in UNSTEADY and KINDS.get(far.type.key) not in (None, "link"):
            label = Label(f"{link.label.zh}.{far.label.zh}", f"{link.label.en}.{far.label.en}")
            yield _known(far, f"{link.id}/{far.id}", f"{link.name}.{far.name}", label)


def _known(each: Field, key: str, name: str, label: Label) -> Known:
    choices = None
    if each.type.key == "choice":
        offered = each.options.get("choices") or ()
        choices = {one["key"]: Label(one["label"]["zh"], one["label"]["en"]) for one in offered}
    open_list = bool(each.options.get("open"))
    return Known(key, KINDS.get(each.type.key), name, label, each.type.key, choices, open_list)


def placed(names: Names, text: str, places: Sequence[tuple[int, int, Known]]) -> list[list[Any]]:
    """Where a formula names fields, `[start, end, key, way]`, as it is stored."""
    found: list[list[Any]] = []
    for start, end, each in places:
        word = re.sub(r"[\[\]【】\s]", "", text[start:end])
        ways = [re.sub(r"\s", "", way) for way in each.spelled]
        way = next((at for at, one in enumerate(ways) if one.casefold() == word.casefold()), 0)
        found.append([start, end, each.key, way])
    return found


def respelled(text: str, places: Sequence[Sequence[Any]], names: Names) -> str:
    """The formula with every field called as it is called now."""
    found, last = "", 0
    for start, end, key, way in places:
        each, said = names.by_key.get(key), text[start:end]
        word = said if each is None else each.spelled[way]
        if re.sub(r"[\[\]【】]", "", said) != word:
            bare = said[0] not in "[【" and BARE.fullmatch(word)
            said = word if bare else f"[{word}]"
        found, last = found + text[last:start] + said, end
    return found + text[last:]


def tested(filter: Any) -> Iterator[str]:
    """The fields a filter of the API's language names."""
    if isinstance(filter, list) and filter:
        if filter[0] in ("and", "or", "not"):
            for part in filter[1:]:
                yield from tested(part)
        else:
            yield filter[0]


def renamed(filter: Any, names: Mapping[str, str]) -> Any:
    """The same filter with its fields called otherwise."""
    if filter[0] in ("and", "or", "not"):
        return [filter[0], *(renamed(part, names) for part in filter[1:])]
    return [names[filter[0]], *filter[1:]]
