"""What the words given at one step come to, and who of those asked has his turn.

Those asked sit in lines; a line is somebody with whoever was added before and after him, each by his `rank`.
Lanes of one line are asked side by side. A line says yes when all of it did, and no with the first no. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prooftrail.platform.approvals.rules.flow import Mode

Word = Literal["open", "yes", "no", "gone"]
Outcome = Literal["approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One who is asked. `gone`: somebody else is asked in his place, and his word does not count."""

    id: str
    line: int
    lane: int
    rank: int
    word: Word


@dataclass(frozen=True, slots=True)
class Standing:
    """`outcome` is None while words are missing; `turns` are the seats whose word is asked for now."""

    outcome: Outcome | None
    turns: frozenset[str]


def stand(mode: Mode, share: Decimal, seats: Sequence[Seat]) -> Standing:
    """How a step stands. Nobody left to ask counts as a yes: whether that may be is asked before."""
    groups: dict[tuple[int, int], list[Seat]] = {}
    for each in sorted(seats, key=lambda seat: (seat.line, seat.lane, seat.rank, seat.id)):
        if each.word != "gone":
            groups.setdefault((each.line, each.lane), []).append(each)
    words = {place: _word(group) for place, group in groups.items()}
    outcome = _outcome(mode, share, list(words.values()))
    if outcome is not None:
        return Standing(outcome, frozenset())
    waiting = [place for place, word in words.items() if word == "open"]
    if mode == "serial":
        waiting = [place for place in waiting if place[0] == waiting[0][0]]
    return Standing(None, frozenset(_turn(groups[place]) for place in waiting))


def _word(group: Sequence[Seat]) -> Word:
    words = [each.word for each in group]
    return "no" if "no" in words else "open" if "open" in words else "yes"


def _outcome(mode: Mode, share: Decimal, words: Sequence[Word]) -> Outcome | None:
    yes, no = words.count("yes"), words.count("no")
    if mode == "vote":
        needed = share * len(words)
        if yes >= needed:
            return "approved"
        return "rejected" if len(words) - no < needed else None
    if mode == "any" and yes:
        return "approved"
    if no:
        return "rejected"
    return "approved" if yes == len(words) else None


def _turn(group: Sequence[Seat]) -> str:
    return next(each.id for each in group if each.word == "open")
