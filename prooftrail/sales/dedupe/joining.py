"""Groups of records that are one, merged into one of them at once, and parted again at once.

A group is merged one after the other in one transaction; whose value of each field survives is decided
beforehand, among all of them as they were.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records import Written
from prooftrail.platform.records.loading import lock_rows
from prooftrail.platform.records.merges import Merge
from prooftrail.platform.schema import ObjectType
from prooftrail.sales.dedupe.merging import both, load_merge, merge, part, side_of, values_of
from prooftrail.sales.dedupe.rules.surviving import rule_of, whose

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def held(work: "Work", object: ObjectType, survivor: UUID, losers: Sequence[UUID]) -> dict[UUID, Any]:
    """Every row of the group, locked in one order. Refuses one that is gone or may not be changed."""
    lock_rows(work, object, sorted({survivor, *losers}), leaving=True)
    rows: dict[UUID, Any] = {}
    for loser in losers:
        rows |= both(work, object, survivor, loser)
    return rows


def chosen_among(
    work: "Work", object: ObjectType, rows: Mapping[UUID, Any], survivor: UUID, losers: Sequence[UUID],
    by_hand: Mapping[str, UUID],
) -> dict[str, UUID]:  # fmt: skip
    """`{field: record}` for every field the group differs in: whose value survives."""
    rules = work.settings.value("dedupe.survivors")
    order = [survivor, *losers]
    sides = [side_of(object, rows[id]) for id in order]
    found: dict[str, UUID] = {}
    for name in values_of(object):
        if all(each.values.get(name) == sides[0].values.get(name) for each in sides):
            continue
        at = 0 if name == "owner" else whose(name, rule_of(name, rules), sides)
        found[name] = by_hand.get(name, order[at])
    return found


def merge_all(
    work: "Work", object: ObjectType, survivor: UUID, losers: Sequence[UUID], by_hand: Mapping[str, UUID]
) -> tuple[list[Merge], list[Written]]:
    """Let one record take over all others of its group."""
    rows = held(work, object, survivor, losers)
    choice = chosen_among(work, object, rows, survivor, losers, by_hand)
    done: list[Merge] = []
    written: list[Written] = []
    for loser in losers:
        sides = {name: "loser" if id == loser else "survivor" for name, id in choice.items()}
        kept, changed = merge(work, object, survivor, loser, sides)
        done.append(kept)
        written += changed
    return done, written


def part_all(work: "Work", merges: Sequence[UUID]) -> tuple[int, list[Written]]:
    """Take merges back, the last one first; how much was changed since, which stays, is answered."""
    left, written = 0, list[Written]()
    for id in reversed(merges):
        more, changed = part(work, load_merge(work, id))
        left += more
        written += changed
    return left, written


def moved_by(merges: Sequence[Merge]) -> Counter[str]:
    """How many records moved, by where they point from."""
    found: Counter[str] = Counter()
    for each in merges:
        found.update({place: len(ids) for place, ids in each.moved["records"].items()})
    return found
