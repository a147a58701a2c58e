"""A demonstration's confirmations: second persons' words of the past, as they stand in the history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.log import Entry
from prooftrail.platform.processes.confirming import CONFIRMED
from prooftrail.platform.processes.store import load
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CONFIRMATION = "confirmation"
"""What a file of them is called in `blueprint.yaml`; it is no object."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of them: of which record, before which node, what was asked, who confirmed it and when."""

    record: UUID
    node: str
    requirement: str
    by: UUID
    at: datetime


def confirm(work: "Work", object: str, words: Sequence[Word]) -> None:
    """Keep them, each with its event."""
    kind = work.schema.object(object)
    columns = "id, owner, unit, process, process_version"
    rows = work.connection.cursor(row_factory=dict_row).execute(
        f"select {columns} from {work.place.schema}.{kind.table.name} where id = any(%s)",
        [[each.record for each in words]],
    )
    held = {row["id"]: row for row in rows.fetchall()}
    asked = [(each, held[each.record], _role(work, held[each.record], each)) for each in words]
    work.connection.cursor().executemany(
        f"insert into {work.place.schema}._confirmation (id, object, record, process, node, requirement, by, "
        "roles, at) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            [
                uuid7(),
                object,
                each.record,
                row["process"],
                each.node,
                each.requirement,
                each.by,
                [role],
                each.at,
            ]
            for each, row, (role, _) in asked
        ],
    )
    work.events.write(list(_entries(work, kind.id, asked)))


def _entries(
    work: "Work", object: str, asked: Sequence[tuple[Word, Mapping[str, object], tuple[str, Json]]]
) -> Iterator[Entry]:
    for each, row, (role, label) in asked:
        because: dict[str, Json] = {
            "process": str(row["process"]), "node": each.node, "requirement": each.requirement,
            "label": label, "role": role, "note": None, "demo": True,
        }  # fmt: skip
        owner, unit = row["owner"], row["unit"]
        assert isinstance(owner, UUID | None) and isinstance(unit, UUID | None)
        yield Entry(work.epoch, work.real_now, each.at, "person", each.by, CONFIRMED, None, object,
                    each.record, None, {}, because, owner, owner, unit, unit)  # fmt: skip


def _role(work: "Work", row: Mapping[str, object], word: Word) -> tuple[str, Json]:
    """Who is asked, and for what, in words."""
    version = row["process_version"]
    assert isinstance(version, int)
    node = load(work, str(row["process"]), version).node(word.node)
    said = next(each for each in node.said if each["key"] == word.requirement) if node else {}
    return str(said["role"]), dict(said["label"])
