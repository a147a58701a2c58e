"""Looking for duplicates in bulk, and judging the pairs that were found."""

import json
from collections.abc import Mapping, Set
from itertools import accumulate
from typing import Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.likeness import pairs as store
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.dedupe.roles import AMONG, readable_roles
from prooftrail.sales.dedupe.rules.gathering import Pair, gathered
from prooftrail.sales.dedupe.rules.matching import Role

PERMISSION = "records:import"
"""Whoever may bring records in by thousands may have them looked through."""
MOST, MOST_READ, MOST_SHOWN = 50, 400, 150
"""Pairs and groups shown, pairs gone through for them, and records in groups."""


class OfObject(Input):
    """Of which object."""

    object: str = Field(max_length=60)


class RejectDuplicate(OfObject):
    """The other of the pair; one of them is the action's record."""

    other: UUID


@action("look_for_duplicates", "批量查重", "Look for duplicates", permission=PERMISSION)
def look_for_duplicates(work: Work, record: UUID | None, given: OfObject) -> Done:
    """Have the worker go through every record; one run of an object goes on at a time."""
    store.begin(work, _kind(work, given.object))
    return Done({"runs": store.runs(work)})


@action("list_duplicates", "待判重复", "List duplicates")
def list_duplicates(work: Work, record: UUID | None, given: OfObject) -> Done:
    """`{"pairs": [{"one","other","percent","reasons"}], "groups": [{"records","pairs"}], "runs"}`: each side
    as the caller may read it; a group has pairs that hang together, its records by id.
    """
    object = _kind(work, given.object)
    told = readable_roles(work, object)
    rows = store.open_pairs(work, object, MOST_READ)
    ids = sorted({row[side] for row in rows for side in ("one", "other")})
    two = [Pair(row["one"], row["other"], row["score"]) for row in rows]
    most = work.settings.value("dedupe.most_in_group")
    found = gathered(two, store.rejected_among(work, ids), most)[:MOST]
    totals = accumulate(len(each) for each in found)
    groups = [each for each, total in zip(found, totals, strict=True) if total <= MOST_SHOWN]
    shown = {id for row in rows[:MOST] for id in (row["one"], row["other"])}
    shown |= {id for group in groups for id in group}
    sides: dict[UUID, Json] = {id: json.loads(work.records.get(object.name, id)) for id in sorted(shown)}
    pairs: list[Json] = [
        {**_told(row, told), "one": sides[row["one"]], "other": sides[row["other"]]} for row in rows[:MOST]
    ]
    together: list[Json] = [
        {
            "records": [sides[id] for id in group],
            "pairs": [
                {**_told(row, told), "one": str(row["one"]), "other": str(row["other"])}
                for row in rows
                if row["one"] in group and row["other"] in group
            ],
        }
        for group in groups
    ]
    return Done({"pairs": pairs, "groups": together, "runs": store.runs(work)})


def _told(row: Mapping[str, Any], told: Set[Role]) -> dict[str, Json]:
    """How surely a pair is one, with the reasons the caller may hear."""
    reasons: list[Json] = [each for each in row["reasons"] if each["role"] in told]
    return {"percent": round(row["score"] * 100), "reasons": reasons}


@action("reject_duplicate", "判为不是重复", "Reject duplicate")
def reject_duplicate(work: Work, record: UUID | None, given: RejectDuplicate) -> Done:
    """Say that two records are not the same, for good: no run and no form brings the pair up again."""
    object = _kind(work, given.object)
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    for id in (record, given.other):
        if not work.records.present(object.name, id):
            raise work.records.missing(object.name)
    if record == given.other:
        raise Refusal(
            "merge_with_itself", "invalid", facts={"object": object.name}, fields={"other": "bad_value"}
        )
    return Done({"news": store.judge(work, object, record, given.other, store.REJECTED)})


def _kind(work: Work, name: str) -> ObjectType:
    if name not in AMONG:
        raise Refusal("dedupe_no_object", "invalid", facts={"object": name, "objects": sorted(AMONG)})
    return work.schema.object(name)
