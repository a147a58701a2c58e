"""Merging a whole group into one record, seeing beforehand what becomes of each field, and taking it back."""

from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.dedupe import joining
from prooftrail.sales.dedupe.actions.merge_records import asked, moves_of

MOST = 40


class MergeGroup(Input):
    """The records that go; `take` says by hand whose value of a field survives, by the record's id."""

    object: str = Field(max_length=60)
    losers: list[UUID] = Field(min_length=1, max_length=MOST)
    take: dict[str, UUID] = Field(default_factory=dict, max_length=400)


class UndoGroup(Input):
    """Merges as they were answered, in their order."""

    merges: list[UUID] = Field(min_length=1, max_length=MOST)


@action("preview_group", "预览合并一组", "Preview merging a group")
def preview_group(work: Work, record: UUID | None, given: MergeGroup) -> Done:
    """`{"fields": [{"field","takes": RECORD}], "moves": {"activity.customer": 12}}`."""
    object, survivor = _asked(work, record, given)
    rows = joining.held(work, object, survivor, given.losers)
    choice = joining.chosen_among(work, object, rows, survivor, given.losers, given.take)
    readable = work.access.readable(object)
    fields: list[Json] = [
        {"field": name, "takes": str(id)} for name, id in choice.items() if name in readable
    ]
    return Done({"fields": fields, "moves": moves_of(work, object, given.losers)})


@action("merge_group", "合并一组重复", "Merge a group")
def merge_group(work: Work, record: UUID | None, given: MergeGroup) -> Done:
    """`{"merges": [ID], "moved": {place: count}, "taken": [field]}`: all of it or nothing."""
    object, survivor = _asked(work, record, given)
    done, written = joining.merge_all(work, object, survivor, given.losers, given.take)
    moved: dict[str, Json] = dict(joining.moved_by(done))
    taken: list[Json] = [*sorted({name for each in done for name in each.taken})]
    return Done({"merges": [str(each.id) for each in done], "moved": moved, "taken": taken}, written)


@action("undo_group", "撤销合并一组", "Undo merging a group")
def undo_group(work: Work, record: UUID | None, given: UndoGroup) -> Done:
    """All records are there again; `left` counts what somebody has changed since, which stays."""
    if len(set(given.merges)) < len(given.merges):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"merges": "bad_value"})
    left, written = joining.part_all(work, given.merges)
    return Done({"left": left}, written)


def _asked(work: Work, record: UUID | None, given: MergeGroup) -> tuple[ObjectType, UUID]:
    object, survivor = asked(work, record, given.object, given.take)
    if len(set(given.losers)) < len(given.losers):
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": object.name}, fields={"losers": "bad_value"}
        )
    if set(given.take.values()) - {survivor, *given.losers}:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": object.name}, fields={"take": "bad_value"}
        )
    return object, survivor
