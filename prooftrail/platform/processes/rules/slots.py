"""Slots of a requirement: each takes one piece, and nothing that was shown lies in two.

Pure. Twin: web/src/rules/slots.ts; shared cases: cases/gates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one piece, by its key. `reads`: what it is for has to be read on the picture."""

    key: str
    reads: bool = False


def slots_of(said: Sequence[Mapping[str, object]] | None) -> tuple[Slot, ...]:
    """Slots as they are spelt, `[{"key","words"?,"measure"?}]`."""
    return tuple(
        Slot(str(each["key"]), bool(each.get("words") or each.get("measure"))) for each in said or ()
    )


def fill(slots: Sequence[str], pieces: Sequence[tuple[str | None, str]]) -> dict[str, str]:
    """What lies in each slot, as many filled as can be. `pieces`: the slot of each and what it shows."""
    offered = {key: [shown for slot, shown in pieces if slot == key] for key in slots}
    holder: dict[str, str] = {}

    def place(slot: str, tried: set[str]) -> bool:
        for shown in offered[slot]:
            if shown in tried:
                continue
            tried.add(shown)
            if shown not in holder or place(holder[shown], tried):
                holder[shown] = slot
                return True
        return False

    for slot in offered:
        place(slot, set())
    return {slot: shown for shown, slot in holder.items()}
