"""The worker's turn: each new activity and photo is looked at after it was written, and never before.

Read, see, write: what takes time happens between two transactions, so that nobody waits for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.prints import store
from prooftrail.platform.prints.store import Kept, Turn
from prooftrail.platform.sight.turning import READ
from prooftrail.platform.work import Caller
from prooftrail.sales.fabrication import loading
from prooftrail.sales.fabrication.keeping import keep_suspicions
from prooftrail.sales.fabrication.looking import Found, look_at_entries, look_at_photos, look_at_stamps
from prooftrail.sales.fabrication.seeing import Sight, see
from prooftrail.sales.fabrication.senses import senses_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason="fabrication")
MOST = 100
"""Activities, and photos, of one turn."""
WATCHED = ("activity", "evidence")


@dataclass
class Seen:
    """What a turn has read: the new ones, the texts to keep and what was found in them."""

    turns: dict[str, Turn] = field(default_factory=dict)
    photos: list[loading.Photo] = field(default_factory=list)
    read: Turn | None = None
    texts: list[Kept] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def every(self) -> list[Turn]:
        """How far each log was read."""
        return [*self.turns.values(), *([self.read] if self.read else [])]


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to look at."""
    with on.workspaces.begin(place.name, CALLER) as work:
        seen = read(work)
        senses = senses_of(work)
    sight = Sight()
    if seen.photos:
        with senses.eye() as eye:
            sight = see(on, place, seen.photos, eye)
    if seen.photos or seen.found or seen.texts or _moved(seen.every()):
        with on.workspaces.begin(place.name, CALLER) as work:
            write(work, seen, sight)
    return any(turn.more for turn in seen.every())


def read(work: "Work") -> Seen:
    """What is new, and what the entries among it show by themselves."""
    seen = Seen({name: store.made_since(work, name, MOST) for name in WATCHED})
    entries = loading.entries(work, seen.turns["activity"].records)
    seen.photos = loading.photos(work, seen.turns["evidence"].records)
    seen.texts, seen.found = look_at_entries(work, entries)
    seen.read = store.made_since(work, "evidence", MOST, action=READ)
    seen.found += look_at_stamps(work, loading.stamped(work, seen.read.records))
    return seen


def write(work: "Work", seen: Seen, sight: Sight) -> None:
    """Keep prints and suspicions, and where the next turn goes on."""
    store.keep(work, [*seen.texts, *sight.prints.values()])
    found = [*seen.found, *look_at_photos(work, seen.photos, sight)]
    keep_suspicions(work, found)
    for name, turn in seen.turns.items():
        store.keep_place(work, name, turn.place)
    if seen.read is not None:
        store.keep_place(work, "evidence", seen.read.place, action=READ)


def _moved(turns: Iterable[Turn]) -> bool:
    return any(turn.records or turn.first for turn in turns)
