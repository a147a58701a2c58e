"""What the slot of a piece asks to be seen on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.processes.store import load
from prooftrail.platform.sight.rules.expecting import shows
from prooftrail.platform.sight.rules.stamps import without_stamp

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Expected:
    """A slot's name in English, and its words and measure."""

    label: str
    words: Sequence[str]
    measure: bool

    def shown_in(self, text: str) -> bool:
        """Whether a text shows it; what was burnt in does not count."""
        return shows(without_stamp(text), self.words, self.measure)

    def said(self) -> str:
        """It in words, for a model."""
        parts = [f"{self.label}"]
        if self.words:
            parts.append(f"with text such as {', '.join(self.words)}")
        if self.measure:
            parts.append("with a number and its unit of measure")
        return "; ".join(parts)


def expected_of(work: "Work", object: str, record: UUID, kind: str, slot: str | None) -> Expected | None:
    """What the first node ahead with that slot looks for; None where nothing is looked for."""
    known = work.schema.objects.get(object)
    if slot is None or known is None or not known.staged:
        return None
    row = work.execute(
        f"select process, process_version, stage from {work.place.schema}.{known.table.name} where id = %s",
        [record],
    ).fetchone()
    if row is None or row[0] is None:
        return None
    process = load(work, row[0], row[1])
    node = process.after(row[2])
    while node is not None:
        for said in node.said:
            for each in said.get("slots") or () if said.get("kind") == kind else ():
                if each["key"] == slot:
                    return _expected(each)
        node = process.after(node.key)
    return None


def _expected(slot: dict[str, Any]) -> Expected | None:
    words, measure = tuple(slot.get("words") or ()), bool(slot.get("measure"))
    return Expected(slot["label"]["en"], words, measure) if words or measure else None
