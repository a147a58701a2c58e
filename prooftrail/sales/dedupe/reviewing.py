"""Pairs that may be one, found in bulk and kept for somebody to judge.

A run goes through an object's records by their ids, some in each turn of the worker; killed in the middle it
goes on where it was. Each record brings the few that share a key with it: never all are compared.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.likeness import pairs
from prooftrail.platform.likeness.store import mates
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.sales.dedupe.roles import Known, load
from prooftrail.sales.dedupe.rules.matching import Verdict, compare

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST, MOST_OF_KEY = 200, 12
"""Records of one turn, and mates read of each key."""


def go_on(work: "Work") -> bool:
    """One turn of a run, if one is under way; whether there is more of it."""
    run = pairs.under_way(work)
    if run is None or run.object not in work.schema.objects:
        return False
    object = work.schema.object(run.object)
    records = load(work, object, "(%(after)s::uuid is null or t.id > %(after)s) order by t.id limit %(most)s",
                   {"after": run.after, "most": MOST})  # fmt: skip
    found, done = _look(work, object, records), len(records) < MOST
    pairs.went_on(work, run, records[-1].id if records else None, len(records), found, done=done)
    return not done


def _look(work: "Work", object: ObjectType, records: Sequence[Known]) -> int:
    """Compare each with those that share a key with it; how many pairs are kept."""
    near = mates(work, [each.id for each in records], MOST_OF_KEY)
    together = sorted({(min(one, other), max(one, other)) for one, other in near})
    known = {each.id: each for each in records}
    missing: set[UUID] = {id for pair in together for id in pair} - set(known)
    known |= {each.id: each for each in load(work, object, "t.id = any(%(ids)s)", {"ids": list(missing)})}
    subjects = {id: each.subject for id, each in known.items()}
    least = work.settings.value("dedupe.likely_percent") / 100
    found = 0
    for one, other in together:
        if one in subjects and other in subjects:
            verdict = compare(subjects[one], subjects[other])
            if verdict.score >= least:
                found += pairs.keep_pair(work, object, one, other, verdict.score, reasons_of(verdict))
    return found


def reasons_of(verdict: Verdict) -> list[Json]:
    """`[{"role","level","bits"}]`, the weightiest first."""
    return [{"role": each.role, "level": each.level, "bits": str(each.bits)} for each in verdict.reasons]
