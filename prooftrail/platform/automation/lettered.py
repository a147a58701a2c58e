"""What blanks and formulas of a rule's steps come to for many records: words as people read them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.automation.inputs import FORMULA, Texts, filled, input_texts, is_formula
from prooftrail.platform.automation.judging import computed
from prooftrail.platform.automation.occasions import Occasion, load_rows
from prooftrail.platform.automation.rules.lettering import blanks, is_fact
from prooftrail.platform.automation.shapes import RECORD, Rule
from prooftrail.platform.exports.cells import Cells
from prooftrail.platform.fields import Field
from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.fields.reference import target
from prooftrail.platform.people.actor import system
from prooftrail.platform.processes.store import load
from prooftrail.platform.records.reading import Query
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LOCALES: tuple[Locale, ...] = ("zh", "en")
PAGE = 500
STAGE = "stage"
Said = Mapping[UUID, Mapping[str, Any]]


@dataclass(frozen=True)
class Filled:
    """A step ready to be performed: its input, and the record it is about."""

    action: str
    record: UUID | None
    input: dict[str, Any]


class Lettering:
    """Fills the steps of one rule for a batch of occasions; reads each kind of record once."""

    def __init__(self, work: "Work", rule: Rule, occasions: Sequence[Occasion]) -> None:
        self._work, self._rule = work, rule
        texts = [text for step in rule.steps for _, text in input_texts(step["input"])]
        self._formulas = list(dict.fromkeys(text[FORMULA] for text in texts if is_formula(text)))
        names = [name for text in texts if not is_formula(text) for name in blanks(text)]
        self._names = list(dict.fromkeys(names))
        self._object = work.schema.objects.get(str(rule.object)) if rule.object else None
        ids = list(dict.fromkeys(each.record for each in occasions if each.record is not None))
        self._values, self._far, self._raw = self._load(ids)
        self._cells = {locale: Cells(locale, work.zone, work.currency) for locale in LOCALES}

    def steps(self, each: Occasion) -> list[Filled]:
        """The rule's steps for one occasion."""
        texts = self._texts(each)
        made = {text: _plain(self._raw[text].get(each.record)) for text in self._formulas if each.record}
        record = str(each.record) if each.record else None
        return [
            Filled(
                step["action"], self._about(each, step["record"]), filled(step["input"], texts, made, record)
            )
            for step in self._rule.steps
        ]

    def _load(self, ids: Sequence[UUID]) -> tuple[Said, dict[str, Said], dict[str, dict[UUID, Any]]]:
        if self._object is None or not ids:
            return {}, {}, {text: {} for text in self._formulas}
        rows = load_rows(self._work, self._object, ids) if self._formulas else {}
        raw = {text: computed(self._work, self._object, text, rows) for text in self._formulas}
        own = [name for name in self._names if not is_fact(name)]
        links = [step["record"] for step in self._rule.steps if step["record"] not in (None, RECORD)]
        if not own and not links and not self._names:
            return {}, {}, raw
        fields = dict.fromkeys([*(name.partition(".")[0] for name in own), *links, self._object.title])
        if STAGE in own:
            fields |= dict.fromkeys(("process", "process_version"))
        values = _read(
            self._work, self._object, ids, [each for each in fields if each in self._object.fields]
        )
        return values, self._beyond(own, values), raw

    def _beyond(self, own: Sequence[str], values: Said) -> dict[str, Said]:
        """What records that are pointed to say, by link."""
        assert self._object is not None
        found: dict[str, Said] = {}
        for link in dict.fromkeys(name.partition(".")[0] for name in own if "." in name):
            other = self._work.schema.objects[target(self._object.fields[link])]
            wanted = [name.partition(".")[2] for name in own if name.startswith(f"{link}.")]
            ids = [UUID(each[link]["id"]) for each in values.values() if each.get(link)]
            found[link] = _read(self._work, other, ids, wanted)
        return found

    def _about(self, each: Occasion, path: str | None) -> UUID | None:
        if path is None or path == RECORD:
            return each.record if path == RECORD else None
        value = self._values.get(each.record, {}).get(path) if each.record else None
        return UUID(value["id"]) if value else None

    def _texts(self, each: Occasion) -> Texts:
        return {locale: self._words(each, locale) for locale in LOCALES}

    def _words(self, each: Occasion, locale: Locale) -> dict[str, str | None]:
        facts, found = self._facts(each, locale), dict[str, str | None]()
        for name in self._names:
            if is_fact(name):
                first, _, rest = name[1:].partition(".")
                if first in facts:
                    found[name] = self._fact(facts[first], rest, locale)
            elif self._object is not None:
                found[name] = self._word(each, name, locale)
        return found

    def _word(self, each: Occasion, name: str, locale: Locale) -> str | None:
        assert self._object is not None
        first, _, rest = name.partition(".")
        own = self._values.get(each.record, {}) if each.record else {}
        field = self._object.fields[first]
        if not rest and first == STAGE and self._object.staged:
            return self._stage(own, locale)
        if not rest:
            return self._text(field, own.get(first), locale)
        if not own.get(first):
            return None
        far = self._work.schema.objects[target(field)].fields[rest]
        return self._text(far, self._far[first].get(UUID(own[first]["id"]), {}).get(rest), locale)

    def _text(self, field: Field, value: Any, locale: Locale) -> str:
        if field.type.key == "time" and isinstance(value, str):
            return self._clock(datetime.fromisoformat(value))
        return self._cells[locale].text(field, value)

    def _clock(self, at: datetime) -> str:
        return at.astimezone(self._work.zone).strftime("%Y-%m-%d %H:%M")

    def _stage(self, own: Mapping[str, Any], locale: Locale) -> str | None:
        """A stage by its name in the record's own process; nobody reads its key."""
        key, process, version = own.get(STAGE), own.get("process"), own.get("process_version")
        node = load(self._work, process, version).node(key) if key and process and version else None
        return node.label.said(locale) if node else key

    def _facts(self, each: Occasion, locale: Locale) -> dict[str, Any]:
        work = self._work
        title = (
            self._values.get(each.record, {}).get(self._object.title)
            if self._object and each.record
            else None
        )
        return {
            "rule": self._rule.label[locale],
            "label": title,
            "now": work.now,
            "today": work.today,
            **each.facts,
        }

    def _fact(self, value: Any, rest: str, locale: Locale) -> str | None:
        if rest:
            value = value.get(rest) if isinstance(value, Mapping) else None
            field: Field | None = self._object.fields.get(rest) if self._object else None
            if field is not None and isinstance(value, str | bool | int):
                return self._cells[locale].text(field, value)
        if isinstance(value, Mapping) and value.keys() == {"zh", "en"}:
            return str(value[locale])
        if isinstance(value, datetime):
            return self._clock(value)
        return None if value is None else str(_plain(value))


def _read(work: "Work", object: ObjectType, ids: Sequence[UUID], fields: Sequence[str]) -> Said:
    """Records as the API shows them to the system, those in the trash too."""
    found: dict[UUID, Mapping[str, Any]] = {}
    with work.acting(system("rules")):
        for at in range(0, len(ids), PAGE):
            part = [str(each) for each in ids[at : at + PAGE]]
            query = Query(["id", "in", part], limit=PAGE, fields=list(fields))
            rows = json.loads(work.records.page(object.name, query).items)
            if len(rows) < len(set(part)):
                gone = Query(["id", "in", part], limit=PAGE, fields=list(fields), deleted="only")
                rows += json.loads(work.records.page(object.name, gone).items)
            found |= {UUID(row["id"]): row for row in rows}
    return found


def _plain(value: Any) -> Any:
    """A computed value as the API takes it."""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
