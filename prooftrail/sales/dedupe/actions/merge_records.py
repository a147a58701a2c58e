"""Merging two records, seeing beforehand what becomes of each field, and taking it back."""

from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records.merging import pointing
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work
from prooftrail.sales.dedupe import merging
from prooftrail.sales.dedupe.roles import AMONG


class MergeRecords(Input):
    """The record that goes; `take` says by hand whose value of a field survives, else its rule does."""

    object: str = Field(max_length=60)
    loser: UUID
    take: dict[str, Literal["survivor", "loser"]] = Field(default_factory=dict, max_length=400)


class UndoMerge(Input):
    """Which merge is taken back."""

    merge: UUID


@action("preview_merge", "预览合并", "Preview merge")
def preview_merge(work: Work, record: UUID | None, given: MergeRecords) -> Done:
    """`{"fields": [{"field","survivor","loser","takes"}], "moves": {"activity.customer": 12}}`."""
    object, survivor = _asked(work, record, given)
    rows = merging.both(work, object, survivor, given.loser)
    readable = work.access.readable(object)
    fields: list[Json] = [
        {
            "field": name, "takes": str(side),
            "survivor": object.fields[name].value(rows[survivor]),
            "loser": object.fields[name].value(rows[given.loser]),
        }
        for name, side in merging.chosen(work, object, rows, survivor, given.loser, given.take).items()
        if name in readable
    ]  # fmt: skip
    moves = moves_of(work, object, [given.loser])
    return Done({"fields": fields, "moves": moves})


@action("merge", "合并重复", "Merge duplicates")
def merge_records(work: Work, record: UUID | None, given: MergeRecords) -> Done:
    """The record takes over the loser: everything that points to it, its files, shares and chosen values."""
    object, survivor = _asked(work, record, given)
    done, written = merging.merge(work, object, survivor, given.loser, given.take)
    moved: dict[str, Json] = {place: len(ids) for place, ids in done.moved["records"].items()}
    return Done({"merge": str(done.id), "moved": moved, "taken": [*sorted(done.taken)]}, written)


@action("undo_merge", "撤销合并", "Undo merge")
def undo_merge(work: Work, record: UUID | None, given: UndoMerge) -> Done:
    """Both records are there again; `left` counts what somebody has changed since, which stays."""
    left, written = merging.part(work, merging.load_merge(work, given.merge))
    return Done({"left": left}, written)


def moves_of(work: Work, object: ObjectType, losers: Sequence[UUID]) -> dict[str, Json]:
    """How many live records of those the caller may read point to them, by object and field."""
    moves: dict[str, Json] = {}
    for child, each in pointing(work.schema, object):
        if each.type.several or work.access.grant(child.name).read == "none":
            continue
        about = f" and {each.column}_object = '{object.name}'" if each.type.key == "about" else ""
        row = work.execute(
            f"select count(*) from {work.place.schema}.{child.table.name} "
            f"where {each.column} = any(%s) and deleted_at is null{about}",
            [list(losers)],
        ).fetchone()
        if row is not None and row[0]:
            moves[f"{child.name}.{each.name}"] = row[0]
    return moves


def _asked(work: Work, record: UUID | None, given: MergeRecords) -> tuple[ObjectType, UUID]:
    return asked(work, record, given.object, given.take)


def asked(
    work: Work, record: UUID | None, name: str, take: Iterable[str]
) -> tuple[ObjectType, UUID]:  # fmt: skip
    """The object and the survivor. Refuses objects nobody compares, and fields that are not the caller's."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if name not in AMONG:
        raise Refusal("dedupe_no_object", "invalid", facts={"object": name, "objects": sorted(AMONG)})
    object = work.schema.object(name)
    readable = work.access.readable(object)
    strange = [
        each for each in take
        if each not in readable or each in merging.NEVER or not work.access.writable(object, readable[each])
    ]  # fmt: skip
    if strange:
        fields = dict.fromkeys((each[:80] for each in strange), "unknown_field")
        raise Refusal("invalid_fields", "invalid", facts={"object": object.name}, fields=fields)
    return object, record
