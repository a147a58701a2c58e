"""Records in flight when their process gets another version: counted, looked at, and taken over.

A record taken over stays at its node and meets the new gate with its next step; it never skips one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.people.actor import system
from prooftrail.platform.processes.guard import MOVED
from prooftrail.platform.processes.rules.tightening import find_skips, is_tighter
from prooftrail.platform.processes.standing import gates
from prooftrail.platform.processes.store import Process, load
from prooftrail.platform.records.change import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHUNK = 1_000
Moves = Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """So many records of one version in flight at one node."""

    process: Process
    node: str
    records: int


def in_flight(work: "Work", key: str, object: ObjectType) -> list[Group]:
    """Where the live records of a process are on their way, by version and node."""
    if not object.staged:
        return []
    rows = work.execute(
        f"select process_version, stage, count(*) from {work.place.schema}.{object.table.name} "
        "where process = %s and deleted_at is null group by 1, 2 order by 1, 2",
        [key],
    ).fetchall()
    groups = (Group(load(work, key, version), stage, count) for version, stage, count in rows)
    return sorted((each for each in groups if not each.process.ended(each.node)), key=_on_the_way)


def _on_the_way(group: Group) -> tuple[int, int]:
    """The newest version first, each from its first node to its last."""
    keys = [node.key for node in group.process.nodes]
    return -group.process.version, keys.index(group.node) if group.node in keys else len(keys)


def check_moves(new: Process, groups: Sequence[Group], moves: Moves) -> None:
    """Refuse a map that leaves records nowhere, or carries them past a gate."""
    faults: dict[str, str] = {}
    for group in groups:
        here = group.node
        if here in [node.key for node in new.nodes]:
            continue
        if moves.get(here) not in [node.key for node in new.path]:
            faults[f"map.{here}"] = "process_unmapped"
        elif here in find_skips([node.key for node in group.process.path],
                                [node.key for node in new.path], moves):  # fmt: skip
            faults[f"map.{here}"] = "process_map_skips"
    if faults:
        facts = {"process": new.label.json(), "nodes": ", ".join(each.partition(".")[2] for each in faults)}
        raise Refusal("process_map", "invalid", facts=facts, fields=faults)


def carry_over(work: "Work", object: ObjectType, new: Process, groups: Sequence[Group], moves: Moves) -> int:
    """Take every record in flight over to a version; how many there were."""
    most, asked = work.settings.value("processes.most_carried"), sum(each.records for each in groups)
    if asked > most:
        facts = {"process": new.label.json(), "records": asked, "most": most}
        raise Refusal("process_too_many", "conflict", facts=facts)
    check_moves(new, groups, moves)
    moved = 0
    for group in groups:
        target = group.node if new.node(group.node) else moves[group.node]
        values: dict[str, Any] = {"process_version": new.version}
        if target != group.node:
            values["stage"] = target
        because: dict[str, Json] = {"process": new.key, "from": group.process.version, "to": new.version}
        for ids in _chunks(_ids(work, object, group)):
            with work.acting(system("process", work.actor.person)):
                changes = [Change("update", object.name, id, values) for id in ids]
                work.records.apply(changes, because=because, action=MOVED, loose=True)
            moved += len(ids)
    return moved


def adopt(work: "Work", object: ObjectType, new: Process) -> int:
    """Let records that are in no process yet begin in this one; how many there were."""
    table = f"{work.place.schema}.{object.table.name}"
    most = work.settings.value("processes.most_carried")
    rows = work.execute(
        f"select id from {table} where process is null and deleted_at is null order by id limit %s "
        "for no key update",
        [most],
    ).fetchall()
    first: dict[str, Any] = {
        "process": new.key, "process_version": new.version, "stage": new.nodes[0].key,
        "stage_since": work.now.isoformat(),
    }  # fmt: skip
    for ids in _chunks([row[0] for row in rows]):
        with work.acting(system("process", work.actor.person)):
            changes = [Change("update", object.name, id, first) for id in ids]
            work.records.apply(changes, because={"process": new.key}, action=MOVED, loose=True)
    return len(rows)


def _ids(work: "Work", object: ObjectType, group: Group) -> list[UUID]:
    rows = work.execute(
        f"select id from {work.place.schema}.{object.table.name} where process = %s and process_version = %s "
        "and stage = %s and deleted_at is null order by id for no key update",
        [group.process.key, group.process.version, group.node],
    ).fetchall()
    return [row[0] for row in rows]


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for at in range(0, len(ids), CHUNK):
        yield ids[at : at + CHUNK]


def foresee(
    work: "Work", object: ObjectType, new: Process, groups: Sequence[Group], moves: Moves
) -> dict[str, Json]:
    """What taking over would mean: `{"in_flight","nodes","unmapped","skips"}`; nothing is changed.

    Of each group: how many records, whether the gate before them asks for more than it did, and how many
    of those tried do not meet it now.
    """
    keys = [node.key for node in new.nodes]
    nodes: list[Json] = []
    skips: set[str] = set()
    for group in groups:
        target = group.node if group.node in keys else moves.get(group.node)
        old_path = [node.key for node in group.process.path]
        skips |= {each for each in find_skips(old_path, [node.key for node in new.path], moves)
                  if each == group.node}  # fmt: skip
        known = target if target in keys else None
        nodes.append(_group(work, object, new, group, known))
    unmapped = {each.node for each in groups if each.node not in keys and moves.get(each.node) not in keys}
    return {
        "in_flight": sum(each.records for each in groups), "nodes": nodes,
        "unmapped": list[Json](sorted(unmapped)), "skips": list[Json](sorted(skips)),
    }  # fmt: skip


def _group(
    work: "Work", object: ObjectType, new: Process, group: Group, target: str | None
) -> dict[str, Json]:
    before, after = group.process.after(group.node), new.after(target) if target else None
    tighter = is_tighter(before.requires if before else (), after.requires if after else ())
    here = group.process.node(group.node)
    found: dict[str, Json] = {
        "node": group.node, "label": here.label.json() if here else None, "version": group.process.version,
        "to": target, "records": group.records, "next": after.key if after else None, "tighter": tighter,
        "tried": 0, "failing": 0,
    }  # fmt: skip
    if after is None:
        return found
    query = (
        f"select {', '.join(object.columns())} from {work.place.schema}.{object.table.name} where "
        "process = %s and process_version = %s and stage = %s and deleted_at is null order by id limit %s"
    )
    most = work.settings.value("processes.most_tried")
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(query, [group.process.key, group.process.version, group.node, most]).fetchall()
    tried = gates(work, object, new, [(row, after) for row in rows])
    return found | {"tried": len(tried), "failing": sum(not each.open for each in tried)}
