"""Links by what the file says: exactly as written first, then by its letters and digits alone."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.reference import identifier
from prooftrail.platform.imports.cells import Draft
from prooftrail.platform.imports.mapping import ImportMapping
from prooftrail.platform.imports.rules.spelling import squeeze
from prooftrail.platform.imports.tally import Tally
from prooftrail.platform.imports.targets import Target

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Known = dict[str, "UUID | str | _Spelled"]
KEPT = 50_000


class _Spelled:
    """A record found under another spelling."""

    def __init__(self, record: UUID, meant: str) -> None:
        self.record, self.meant = record, meant


class Links:
    """Remembers what one import has looked up, so that a name costs one look in any number of rows.

    A found record keeps its place for the import; what is missing or ambiguous does too.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Known] = {}

    def resolve(self, work: "Work", mapping: ImportMapping, drafts: Sequence[Draft], tally: Tally) -> None:
        """Put ids in the place of texts, or say what is wrong."""
        for target in mapping.targets:
            name = target.field.name
            asking = [each for each in drafts if name in each.links] if target.linked else []
            if asking:
                known = self._known.setdefault((target.at, name), {})
                if len(known) > KEPT:
                    known.clear()
                self._look_up(work, target, {each.links[name] for each in asking} - known.keys(), known)
                for each in asking:
                    _settle(target, each, known[each.links[name]], tally)

    def _look_up(self, work: "Work", target: Target, said: set[str], known: Known) -> None:
        other = work.schema.object(target.object or "")
        missing = set(said)
        for way in target.ways:
            texts = {_as_id(text) if way.name == "id" else text: text for text in missing}
            texts.pop(None, None)
            if not texts:
                continue
            for (key,), ids in work.records.find_alike(other.name, [way], [(key,) for key in texts]).items():
                known[texts[key]] = ids[0] if len(ids) == 1 else "reference_ambiguous"
            missing -= known.keys()
        self._look_closer(work, target, missing, known)
        known |= dict.fromkeys(missing - known.keys(), "reference_not_found")

    def _look_closer(self, work: "Work", target: Target, missing: set[str], known: Known) -> None:
        bare = {squeeze(text): text for text in missing if squeeze(text)}
        way = target.ways[0]
        if not bare or way.type.key != "text" or way.name == "id":
            return
        found = work.records.find_spelled(target.object or "", way, list(bare))
        for text in missing:
            close = found.get(squeeze(text), ())
            if len(close) == 1:
                known[text] = _Spelled(*close[0])
            elif close:
                known[text] = "reference_ambiguous"


def _as_id(text: str) -> UUID | None:
    try:
        return identifier(text)
    except FieldFault:
        return None


def _settle(target: Target, draft: Draft, found: "UUID | str | _Spelled", tally: Tally) -> None:
    name, said = target.field.name, draft.links[target.field.name]
    facts: Mapping[str, Any] = {"column": target.column, "field": name}
    if isinstance(found, str):
        if target.blank_missing:
            tally.add("import_missing_left_blank", {**facts, "said": said[:80]})
        else:
            draft.fault(name, FieldFault(found, to=target.object), said)
        return
    if isinstance(found, _Spelled):
        tally.add("import_written_two_ways", {**facts, "said": said, "meant": found.meant})
        found = found.record
    about = target.field.type.key == "about"
    draft.values[name] = {"object": target.object, "id": str(found)} if about else str(found)
