"""What a file seems to be: its columns, the field each fills, and the words that mean something else here."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field
from prooftrail.platform.imports.cells import offered_choices
from prooftrail.platform.imports.mapping import MATCHABLE, check_form
from prooftrail.platform.imports.rules.content import Content
from prooftrail.platform.imports.rules.matching import Fillable, Guess, Meaning, guess_fields, meanings
from prooftrail.platform.imports.rules.spelling import squeeze
from prooftrail.platform.imports.sources import Source
from prooftrail.platform.imports.starting import importable
from prooftrail.platform.imports.surveying import Repeats, Survey, repeats
from prooftrail.platform.imports.targets import LINKS, Target, TargetReader
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_SHOWN = 200
"""Values of a column that are listed; those that need a look come first."""
MOST_TITLES = 2_000
"""Records of another object among which a similar title is looked for."""
ORDER = {"none": 0, "similar": 1, "spelled": 2, "exact": 3, "open": 4}


def guess(work: "Work", source: Source, found: Survey, object: str, mapping: Any) -> dict[str, Json]:
    """The contract's guess. What `mapping` says of a column is kept; the rest is guessed.

    Refuses whoever may not import, and an object there is none of.
    """
    work.need("records:import")
    said = check_form(mapping)
    kind = importable(work, object, said)
    history = bool(said.get("history", work.access.may("records:migrate")))
    guesser = _Guesser(work, kind, found, history and work.access.may("records:migrate"))
    targets = guesser.targets(said)
    match = [str(name) for name in said.get("match") or guesser.match(targets)]
    twice = repeats(source, guesser.columns_of(match, targets))
    filled = {each.field.name for group in targets.values() for each in group}
    missing: list[Json] = [
        each.name
        for each in guesser.fields.values()
        if each.required and each.name not in filled and each.name not in said.get("constants", {})
    ]
    return {
        "object": kind.name, "sheet": source.sheet, "sheets": list(source.sheets), "top": source.shape.top,
        "encoding": source.shape.encoding, "delimiter": source.shape.delimiter,
        "rows": found.rows, "more": found.more,
        "columns": [guesser.column(name, targets.get(name, [])) for name in source.shape.header],
        "fields": [guesser.shown(each) for each in guesser.fields.values()],
        "match": list(match), "missing": missing,
        "history": bool(said.get("history", guesser.needs_history(targets))),
        "duplicates": _shown_repeats(twice),
    }  # fmt: skip


def _shown_repeats(twice: Repeats) -> Json:
    return {
        "rows": twice.rows,
        "examples": [{"value": words, "count": count} for words, count in twice.examples],
    }


class _Guesser:
    """Guesses for one file and one object, as one caller sees them."""

    def __init__(self, work: "Work", kind: ObjectType, found: Survey, history: bool) -> None:
        self._work, self._kind, self._found, self._history = work, kind, found, history
        self.dates = {name: order.order for name, order in found.orders.items() if order.seen}
        self._reader = TargetReader(work, kind, history, self.dates)
        self._plain = TargetReader(work, kind, False, self.dates).fillable()
        self.fields = self._reader.fillable()
        self._how: dict[str, str] = {}

    def is_late(self, field: Field) -> bool:
        """Whether only a migration import may fill it."""
        return field.name not in self._plain and field.name != "id"

    def needs_history(self, targets: Mapping[str, Sequence[Target]]) -> bool:
        """Whether what is filled says of the past: fixed fields, or how far a record has come."""
        if not self._history:
            return False
        filled = [each.field for group in targets.values() for each in group]
        return any(self.is_late(each) or (self._kind.staged and each.name == "stage") for each in filled)

    def targets(self, said: Mapping[str, Any]) -> dict[str, list[Target]]:
        """By column: what is said of it, or else the guess."""
        told = {" ".join(name.split()): each for name, each in said.get("columns", {}).items()}
        told |= {" ".join(name.split()): None for name in said.get("ignore", ())}
        header = list(self._found.columns)
        found: dict[str, list[Target]] = {}
        for at, name in enumerate(header):
            if told.get(name) is not None:
                found[name] = self._reader.targets(at, name, told[name])
        taken = {each.field.name for group in found.values() for each in group} | set(
            said.get("constants", {})
        )
        open_columns = {name: self._found.columns[name] for name in header if name not in told}
        fields = [self._fillable(each) for name, each in self.fields.items() if name not in taken]
        labels = (self._kind.label.zh, self._kind.label.en)
        for name, guessed in guess_fields(open_columns, fields, self._kind.name, labels).items():
            found[name] = self._guessed(header.index(name), name, guessed)
        return found

    def _guessed(self, at: int, name: str, guessed: Guess) -> list[Target]:
        self._how[name] = guessed.how
        return self._reader.targets(at, name, guessed.field)

    def _fillable(self, field: Field) -> Fillable:
        other = self._other(field)
        labels = (other.label.zh, other.label.en) if other else ()
        offered = offered_choices(self._work, self._kind, field)
        words = frozenset(squeeze(word) for each in offered for word in each)
        return Fillable(
            field.name, field.type.key, (field.label.zh, field.label.en), field.required, words,
            other.name if other else None, labels, field.name == self._kind.title, self.is_late(field),
        )  # fmt: skip

    def _other(self, field: Field) -> ObjectType | None:
        if field.type.key not in LINKS:
            return None
        found = self._reader.targets(0, "", field.name)
        return self._work.schema.objects.get(found[0].object or "") if found else None

    def match(self, targets: Mapping[str, Sequence[Target]]) -> list[str]:
        """A unique field that is filled, or the title."""
        filled = {each.field.name: each.field for group in targets.values() for each in group}
        unique = [name for name, each in filled.items() if each.unique and each.type.key in MATCHABLE]
        title = [self._kind.title] if self._kind.title in filled else []
        return unique[:1] or title

    def columns_of(self, match: Sequence[str], targets: Mapping[str, Sequence[Target]]) -> list[str]:
        """The columns that fill the fields rows are matched by; none where one of them has none."""
        by_field = {each.field.name: name for name, group in targets.items() for each in group}
        return [by_field[name] for name in match] if all(name in by_field for name in match) else []

    def column(self, name: str, targets: Sequence[Target]) -> Json:
        """One column as it is shown."""
        content, order = self._found.columns[name], self._found.orders[name]
        return {
            "name": name, "filled": content.filled, "different": len(content.counts), "many": content.many,
            "kind": content.kind(), "samples": list(content.samples),
            "dates": self.dates.get(name), "dates_unsure": order.unsure,
            "targets": [self._shown_target(each) for each in targets], "how": self._how.get(name),
            "values": next((found for each in targets if (found := self._values(each, content))), []),
        }  # fmt: skip

    def _shown_target(self, target: Target) -> Json:
        by: list[Json] = [way.name for way in target.ways]
        values: dict[str, Json] = dict(target.values)
        return {"field": target.field.name, "by": by, "object": target.object, "values": values}

    def shown(self, field: Field) -> Json:
        """One field as the wizard offers it."""
        other = self._other(field)
        offered = offered_choices(self._work, self._kind, field) if field.type.key == "choice" else ()
        choices: list[Json] = [{"key": key, "label": {"zh": zh, "en": en}} for key, zh, en in offered]
        readable = self._work.access.readable(other) if other else {}
        ways: list[Json] = [
            {"name": name, "label": {"zh": way.label.zh, "en": way.label.en}}
            for name, way in readable.items()
            if other and way.type.key == "text" and (name == other.title or way.unique)
        ]
        return {
            "name": field.name, "label": {"zh": field.label.zh, "en": field.label.en},
            "type": field.type.key, "required": field.required, "late": self.is_late(field),
            "matchable": field.type.key in MATCHABLE, "open": bool(field.options.get("open")),
            "choices": choices, "object": other.name if other else None, "ways": ways,
        }  # fmt: skip

    def _values(self, target: Target, content: Content) -> list[Json]:
        """The words of a column that fills a choice or a link, and what each is taken for."""
        words = list(content.counts)
        if target.linked:
            found = self._linked(target, words)
        elif target.field.type.key == "choice":
            offered = offered_choices(self._work, self._kind, target.field)
            found = meanings(words, {key: (zh, en) for key, zh, en in offered})
            if target.field.options.get("open"):
                found = {word: each if each.meant else Meaning(None, "open") for word, each in found.items()}
        else:
            return []
        ordered = sorted(words, key=lambda word: (ORDER[found[word].how], -content.counts[word]))
        return [
            {"said": word, "count": content.counts[word], "meant": found[word].meant, "how": found[word].how}
            for word in ordered[:MOST_SHOWN]
        ]

    def _linked(self, target: Target, words: Sequence[str]) -> dict[str, Meaning]:
        """What each word finds, in the order of ways; what none finds may be a title in another spelling."""
        found: dict[str, Meaning] = {}
        records, other = self._work.records, target.object or ""
        for way in target.ways:
            asked = [word for word in words if word not in found and way.name != "id"]
            for (word,), ids in records.find_alike(other, [way], [(word,) for word in asked]).items():
                found[word] = Meaning(word, "exact") if len(ids) == 1 else Meaning(None, "none")
        left = [word for word in words if word not in found]
        if left and target.ways[0].type.key == "text" and target.ways[0].name != "id":
            found |= meanings(left, dict.fromkeys(records.titles(other, target.ways[0], MOST_TITLES), ()))
        return {word: found.get(word, Meaning(None, "none")) for word in words}
