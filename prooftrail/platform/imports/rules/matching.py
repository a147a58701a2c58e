"""Which field each column fills, as far as its name and its cells tell.

Pure. A guess is shown, never acted on unseen; so a doubtful one is worth making, and a wrong type is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from prooftrail.platform.imports.rules.content import Content
from prooftrail.platform.imports.rules.spelling import squeeze
from prooftrail.platform.imports.rules.synonyms import words_of_field, words_of_object

NEEDS = {
    "integer": ("integer",), "decimal": ("decimal",), "percent": ("decimal",), "money": ("decimal",),
    "date": ("date",), "time": ("date",), "boolean": ("boolean",),
}  # fmt: skip
"""The kinds of cell that make sense for a type; every cell does for the others."""
LINKS = ("reference", "person", "department")
FITTING, CHOSEN = 0.7, 0.6
LEAST = 0.5
SIMILAR = 0.82
MOST_COMPARED = 100
"""Unknown words for which a similar one is looked for: each is held against everything on offer."""
BY_LABEL, BY_SYNONYM, BY_OBJECT, BY_PART, BY_VALUES, BY_BEING_UNIQUE = 1.0, 0.9, 0.85, 0.7, 0.65, 0.5
HOW = {
    BY_LABEL: "label", BY_SYNONYM: "synonym", BY_OBJECT: "object", BY_PART: "part", BY_VALUES: "values",
    BY_BEING_UNIQUE: "unique",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fillable:
    """What a guess needs to know of a field. `object` and `object_labels` are of what it links to."""

    name: str
    type: str
    labels: tuple[str, ...]
    required: bool = False
    choices: frozenset[str] = frozenset()
    object: str | None = None
    object_labels: tuple[str, ...] = ()
    title: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A column's field and how it was found: one of HOW."""

    field: str
    how: str


def guess_fields(
    columns: Mapping[str, Content], fields: Sequence[Fillable], object: str, object_labels: Iterable[str] = ()
) -> dict[str, Guess]:
    """The likeliest field of each column, no field twice; columns nothing is known of are left out.

    `object` is what the rows become: a column that bears its name holds the records' titles.
    """
    own = words_of_object(object) | {squeeze(object), *map(squeeze, object_labels)}
    scored = [
        (-_score(column, content, each, own), at, place, column, each)
        for at, (column, content) in enumerate(columns.items())
        for place, each in enumerate(fields)
    ]
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for score, _, _, column, each in sorted(scored, key=lambda one: one[:3]):
        if -score >= LEAST and column not in found and each.name not in taken:
            found[column] = Guess(each.name, HOW[-score])
            taken.add(each.name)
    return found


def _score(column: str, content: Content, each: Fillable, own: frozenset[str] | set[str]) -> float:
    said = squeeze(column)
    if content.filled and not fits(content, each):
        return 0.0
    if said in {squeeze(each.name), *map(squeeze, each.labels)}:
        return BY_LABEL
    if each.title and said in own:
        return BY_LABEL if content.each_once else BY_SYNONYM
    if said in words_of_field(each.name):
        return BY_SYNONYM
    if each.object and said in words_of_object(each.object) | {
        squeeze(each.object), *map(squeeze, each.object_labels)
    } and each.name not in ("created_by", "updated_by"):  # fmt: skip
        return BY_OBJECT
    if _part_of(said, each):
        return BY_PART
    if each.choices and _share_chosen(content, each) >= CHOSEN:
        return BY_VALUES
    by_itself = each.title and each.required and content.each_once and content.kind() == "text"
    return BY_BEING_UNIQUE if by_itself else 0.0


def _part_of(said: str, each: Fillable) -> bool:
    """Whether a Chinese label stands inside the column's name, or the other way round."""
    labels = [squeeze(label) for label in each.labels if not label.isascii()]
    return any(len(label) > 1 and (label in said or (len(said) > 1 and said in label)) for label in labels)


def fits(content: Content, each: Fillable) -> bool:
    """Whether most cells could be values of the field's type."""
    needs = NEEDS.get(each.type)
    if needs is None:
        return True
    shares = content.shares()
    return max(shares[kind] for kind in needs) >= FITTING


def _share_chosen(content: Content, each: Fillable) -> float:
    values = list(content.counts)
    return sum(squeeze(value) in each.choices for value in values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell's word is taken for. `how`: exact, spelled (letters and digits agree), similar, none."""

    meant: str | None
    how: str


def meanings(said: Iterable[str], offered: Mapping[str, Sequence[str]]) -> dict[str, Meaning]:
    """For each word the offered key it means; `offered` holds the spellings of each key, its label first.

    A word that could mean two keys means none.
    """
    exact: dict[str, set[str]] = {}
    bare: dict[str, set[str]] = {}
    for key, spellings in offered.items():
        for spelling in (key, *spellings):
            exact.setdefault(spelling.strip().lower(), set()).add(key)
            bare.setdefault(squeeze(spelling), set()).add(key)
    bare.pop("", None)
    found = {word: _known(word, exact, bare) for word in said}
    strange = [word for word, each in found.items() if each is None]
    close = {word: _similar(word, bare) for word in strange[:MOST_COMPARED]}
    return {word: each or close.get(word, Meaning(None, "none")) for word, each in found.items()}


def _known(word: str, exact: Mapping[str, set[str]], bare: Mapping[str, set[str]]) -> Meaning | None:
    for how, keys in (("exact", exact.get(word.strip().lower())), ("spelled", bare.get(squeeze(word)))):
        if keys:
            return Meaning(next(iter(keys)), how) if len(keys) == 1 else Meaning(None, "none")
    return None


def _similar(word: str, bare: Mapping[str, set[str]]) -> Meaning:
    close = nearest(squeeze(word), list(bare))
    keys = bare[close] if close else set()
    return Meaning(next(iter(keys)), "similar") if len(keys) == 1 else Meaning(None, "none")


def nearest(said: str, offered: Sequence[str]) -> str | None:
    """The one spelling that differs from `said` by little, if there is one; of two equally near, neither."""
    if len(said) < 3:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(said)
    best, score, tied = None, SIMILAR, False
    for each in offered:
        matcher.set_seq1(each)
        if matcher.real_quick_ratio() < score or matcher.quick_ratio() < score:
            continue
        ratio = matcher.ratio()
        if ratio > score or (best is None and ratio == score):
            best, score, tied = each, ratio, False
        elif ratio == score:
            tied = True
    return None if tied else best
