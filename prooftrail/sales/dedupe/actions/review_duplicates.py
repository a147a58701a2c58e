"""Looking for duplicates in bulk, and judging the pairs that were found."""

import json
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.likeness import pairs as store
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.dedupe.roles import AMONG, readable_roles

PERMISSION = "records:import"
"""Whoever may bring records in by thousands may have them looked through."""
MOST = 50


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
    """`{"pairs": [{"one","other","percent","reasons"}], "runs"}`: each side as the caller may read it."""
    object = _kind(work, given.object)
    told = readable_roles(work, object)
    sides: dict[UUID, Json] = {}
    pairs: list[Json] = []
    for row in store.open_pairs(work, object, MOST):
        for id in (row["one"], row["other"]):
            if id not in sides:
                sides[id] = json.loads(work.records.get(object.name, id))
        reasons: list[Json] = [each for each in row["reasons"] if each["role"] in told]
        pairs.append({"one": sides[row["one"]], "other": sides[row["other"]],
                      "percent": round(row["score"] * 100), "reasons": reasons})  # fmt: skip
    return Done({"pairs": pairs, "runs": store.runs(work)})


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
