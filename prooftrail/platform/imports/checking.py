"""Checking rows: every one gets a verdict and, where it will not be written as it is, its reasons.

Verdicts: create, update, skip, reject, and retry: refused by a gate now, tried again when applied,
because an attempt that counts is made by writing.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.reference import identifier
from prooftrail.platform.imports.cells import WHOLE_ROW, Cells, Draft
from prooftrail.platform.imports.keys import MATCH, Earlier, Key, Keys
from prooftrail.platform.imports.links import Links
from prooftrail.platform.imports.mapping import ImportMapping
from prooftrail.platform.imports.reading import Row
from prooftrail.platform.imports.repeating import Repeating
from prooftrail.platform.imports.staged import ALIKE_ROW, Staged
from prooftrail.platform.imports.tally import Tally
from prooftrail.platform.likeness.asking import alike
from prooftrail.platform.records import Change, Pending
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class Checker:
    """Checks one chunk of one import inside one transaction. `alike` and `alike_rows` are the mapping's, with
    their defaults.
    """

    def __init__(
        self, work: "Work", mapping: ImportMapping, id: UUID, links: Links, tally: Tally,
        alike: str, alike_rows: str,
    ) -> None:  # fmt: skip
        self._work, self._mapping, self._id = work, mapping, id
        self._alike, self._alike_rows = alike, alike_rows
        self._links, self._tally = links, tally
        self._cells, self._keys = Cells(work, mapping, tally), Keys(work, mapping, id)
        self._repeating = Repeating(work, mapping, id)
        self._fresh: dict[Key, tuple[int, UUID | None]] = {}

    def check(self, rows: Sequence[Row]) -> list[Staged]:
        """A verdict for every row, in order."""
        drafts = [self._cells.draft(row) for row in rows]
        self._links.resolve(self._work, self._mapping, drafts, self._tally)
        staged = [Staged(draft) for draft in drafts]
        self._look_further([each.draft for each in staged if each.draft.faults])
        for each in staged:
            if each.draft.faults:
                each.reject(
                    Refusal("invalid_fields", "invalid", fields=each.draft.faults, about=each.draft.about)
                )
        waiting = [each for each in staged if not each.verdict]
        self._match(waiting)
        self._liken([each for each in waiting if not each.verdict and each.record is None])
        known = self._keys.earlier(key for each in waiting for key in each.keys)
        while waiting := [each for each in waiting if not each.verdict]:
            self._pass(waiting, known)
        if self._alike_rows != "off":
            self._liken_rows(staged)
        self._keys.keep(self._fresh)
        return staged

    def _look_further(self, drafts: Sequence[Draft]) -> None:
        """What else is wrong with rows that will not be written, so that they are mended at once."""
        filled = {target.field.name for target in self._mapping.targets}
        changes = [Change("create", self._mapping.object.name, None, _but_id(each)) for each in drafts]
        checked = self._work.records.check(changes, loose=self._mapping.history) if changes else []
        for draft, pending in zip(drafts, checked, strict=True):
            refusal = pending.refusal
            for name, code in refusal.fields.items() if refusal else ():
                if refusal and name in filled and name not in draft.faults:
                    draft.faults[name] = code
                    draft.about[name] = self._quoting(draft, name, refusal.about.get(name, {}))

    def _quoting(self, draft: Draft, name: str, about: Mapping[str, Any]) -> dict[str, Any]:
        """The facts of a refused field; a choice's with the word that is none of those on offer."""
        cells = draft.row.cells
        said = [
            cells[each.at].strip()[:80]
            for each in self._mapping.targets
            if each.field.name == name and each.field.type.key == "choice" and each.at < len(cells)
        ]
        return {**({"said": said[0]} if said and said[0] else {}), **about}

    def _match(self, waiting: Sequence[Staged]) -> None:
        """Find the record each row is the same as, and what to do then."""
        how = self._mapping.on_match
        asked = how != "create" and self._mapping.match
        found = self._keys.matched([each.draft for each in waiting]) if asked else {}
        for at, each in enumerate(waiting):
            each.keys = self._keys.of(each.draft)
            ids = found.get(at, [])
            if ids and how == "skip":
                each.record = ids[0]
                each.skip("already_there")
            elif len(ids) > 1:
                each.reject(_of_field(self._mapping.match[0].name, "match_ambiguous", count=len(ids)))
            elif ids:
                each.record = ids[0]

    def _liken(self, strange: Sequence[Staged]) -> None:
        """Rows no record is the same as by their words may be of one all the same."""
        if self._alike == "off" or not strange:
            return
        found = alike(self._work, self._mapping.object, [each.draft.values for each in strange])
        for each, like in zip(strange, found, strict=True):
            if like is None:
                continue
            self._tally.add("import_rows_alike")
            own = like.object == self._mapping.object.name and like.label is not None
            if self._alike == "match" and self._mapping.on_match != "create" and like.sure and own:
                each.like(like, "alike_taken")
                each.record, each.by_likeness = like.record, True
                each.verdict = "skip" if self._mapping.on_match == "skip" else ""
            else:
                each.like(like, ALIKE_ROW if like.label is not None else "alike_hidden")

    def _liken_rows(self, staged: Sequence[Staged]) -> None:
        """Rows that will become records and are likely an earlier one of the file: told, or left out."""
        fresh = [each for each in staged if each.verdict == "create"]
        instead: dict[UUID, tuple[int, UUID | None]] = {}
        for each, found in self._repeating.found(fresh):
            self._tally.add("import_rows_alike_in_file")
            out = self._alike_rows == "skip" and found.near.sure
            if out and each.record is not None:
                instead[each.record] = (found.at, found.record)
                each.verdict, each.record = "skip", found.record
            if out or each.reasons is None:
                facts = {"row": found.line, "percent": found.near.percent}
                code = "alike_row_left_out" if out else "alike_row_before"
                each.reasons = {"code": ALIKE_ROW, "facts": facts,
                                "fields": {WHOLE_ROW: code, **found.near.why}, "about": {}}  # fmt: skip
        for each in staged:  # what was the same as a row that is left out is the same as the one before it
            if each.record in instead:
                each.record = instead[each.record][1]
        self._fresh = {key: instead.get(record, (at, record)) if record else (at, record)
                       for key, (at, record) in self._fresh.items()}  # fmt: skip

    def _pass(self, waiting: Sequence[Staged], known: dict[Key, Earlier]) -> None:
        """Settle what can be settled now; a row that hangs on an unsettled one before it waits its turn."""
        asking: list[Staged] = []
        asked: set[Any] = set()
        for each in waiting:
            hangs_on = {*each.keys, each.record} - {None}
            if asked & hangs_on:
                asked |= hangs_on
            elif not self._repeats(each, known):
                asked |= hangs_on
                asking.append(each)
        self._ask(asking)
        for each in asking:
            for key in each.keys if each.verdict in ("create", "update") else ():
                if key not in known:
                    known[key] = (each.draft.row.line, each.record)
                    self._fresh[key] = (each.draft.row.at, each.record)

    def _repeats(self, each: Staged, known: Mapping[Key, Earlier]) -> bool:
        """Whether the row is settled by being the same as an earlier one of the file."""
        for key in each.keys:
            if key not in known or (each.record is not None and known[key][1] == each.record):
                continue
            line, record = known[key]
            if key[0] != MATCH:
                each.reject(_of_field(key[0], "duplicate_in_file", row=line))
            elif self._mapping.on_match == "skip":
                each.record = record
                each.skip("same_as_row", row=line)
            else:  # it changes what the earlier row will make
                each.record, each.verdict, each.keys = record, "update", []
                each.draft.values = self._beyond_match(each.draft.values)
            return True
        return False

    def _beyond_match(self, values: Mapping[str, Any], *, alike: bool = False) -> dict[str, Any]:
        """What an update writes: neither what it was found by nor what new rows get."""
        found = {field.name for field in self._mapping.match} | {"id"} | set(self._mapping.constants)
        found |= {self._mapping.object.title} if alike else set()
        return {key: value for key, value in values.items() if key not in found}

    def _ask(self, asking: Sequence[Staged]) -> None:
        """Let the door say what it would write and what not."""
        changes = [self._change(each) for each in asking]
        checked = self._work.records.check(
            [change for change in changes if change is not None],
            loose=self._mapping.history, import_batch=self._id, because={"import": str(self._id)},
        )  # fmt: skip
        answers = iter(checked)
        for each, change in zip(asking, changes, strict=True):
            if change is not None:
                self._answer(each, next(answers))

    def _answer(self, each: Staged, pending: Pending) -> None:
        if pending.refusal is not None:
            about = pending.refusal.about
            for name in pending.refusal.fields:
                about[name] = self._quoting(each.draft, name, about.get(name, {}))
            each.reject(pending.refusal)
        elif pending.op == "update" and not any(pending.changed(name) for name in pending.given):
            each.skip("nothing_new")
        else:
            each.verdict = pending.op

    def _change(self, each: Staged) -> Change | None:
        name, values = self._mapping.object.name, each.draft.values
        if each.record is not None:
            each.draft.values = self._beyond_match(values, alike=each.by_likeness)
            return Change("update", name, each.record, each.draft.values)
        try:
            each.record = identifier(values.pop("id")) if values.get("id") else uuid7()
        except FieldFault as fault:
            each.reject(_of_field("id", fault.code))
            return None
        values.pop("id", None)
        return Change("create", name, each.record, values)


def _but_id(draft: Draft) -> dict[str, Any]:
    return {name: value for name, value in draft.values.items() if name != "id"}


def keep(work: "Work", id: UUID, staged: Sequence[Staged]) -> None:
    """Store the rows with their verdicts."""
    place = f"{work.place.schema}._import_row (import, at, line, raw, verdict, record, ready, reasons)"
    with work.connection.cursor().copy(f"copy {place} from stdin") as copy:
        for each in staged:
            row = each.draft.row
            ready = each.draft.values if each.verdict in ("create", "update", "retry") else None
            reasons = None if each.reasons is None else Jsonb(each.reasons, dumps=as_json)
            copy.write_row([id, row.at, row.line, json.dumps(row.cells, ensure_ascii=False), each.verdict,
                            each.record, None if ready is None else as_json(ready), reasons])  # fmt: skip


def _of_field(name: str, code: str, **facts: Any) -> Refusal:
    return Refusal("invalid_fields", "invalid", fields={name: code}, about={name: facts})


def as_json(value: Any) -> str:
    """JSON text; what JSON has no word for is said as text."""
    return json.dumps(value, ensure_ascii=False, default=str)
