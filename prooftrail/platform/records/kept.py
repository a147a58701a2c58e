"""Rows that follow from the log: put there beside the event they are made of, and made anew from it.

They do not come through the door, and have no events of their own: the event they follow from is theirs.
"""

import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def put(work: "Work", object: ObjectType, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows there, of which each says its `id`; one that is there already stays as it is."""
    assert object.kept
    if not rows:
        return
    table = f"{work.place.schema}.{object.table.name}"
    columns = ", ".join(object.columns())
    said = [
        {"version": 1, "created_at": work.now, "updated_at": work.now, "origin": "entered",
         "salt": f"\\x{os.urandom(16).hex()}", **row}
        for row in rows
    ]  # fmt: skip
    work.execute(
        f"insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, "
        "%s::json) on conflict (id) do nothing",
        [json.dumps(said, default=_plain)],
    )


def amend(work: "Work", object: ObjectType, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let rows that are there say what they say now; each names its `id`, all the same columns."""
    assert object.kept
    if not rows:
        return
    table = f"{work.place.schema}.{object.table.name}"
    said = [{"updated_at": work.now, **row} for row in rows]
    sets = ", ".join(f"{name} = k.{name}" for name in said[0] if name != "id")
    work.execute(
        f"update {table} t set {sets} from json_populate_recordset(null::{table}, %s::json) k "
        "where t.id = k.id",
        [json.dumps(said, default=_plain)],
    )


def drop(work: "Work", object: ObjectType, where: str, bound: Mapping[str, Any]) -> None:
    """Take rows away for good, those of a condition."""
    assert object.kept
    work.execute(f"delete from {work.place.schema}.{object.table.name} where {where}", bound)


def hide(work: "Work", object: ObjectType, where: str, bound: Mapping[str, Any]) -> None:
    """Put rows into the trash since `at`, with what they are about; without it take them out again."""
    assert object.kept
    work.execute(
        f"update {work.place.schema}.{object.table.name} set deleted_at = %(at)s where {where}", bound
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
