"""Taking a process designer's change back: the version before, published anew; a retired one in use again."""

from typing import TYPE_CHECKING

from prooftrail.platform.processes.designing import Design, in_force, retire
from prooftrail.platform.processes.flight import Group, carry_over, in_flight
from prooftrail.platform.processes.store import COLUMNS, DRAFT, Process, read_process
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.deeds import Deed, object_of
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def _found(work: "Work", deed: Deed) -> tuple[Design, Process]:
    object = object_of(work, deed)
    if object is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    found = Design(work, deed.because["process"]["key"], object.name)
    if found.newest is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    return found, found.newest


@inverse("process_published")
def publish_before(work: "Work", deed: Deed) -> None:
    """Publish what was before as the next version, and take the records of the undone one over to it.

    Who stands at a node that is new in it goes back to the nearest one before. Where nothing was before, the
    process is retired.
    """
    found, newest = _found(work, deed)
    about = deed.because["process"]
    if newest.version != about["version"] or newest.retired:
        raise Refusal("process_moved_on", "conflict", facts={"process": newest.label.json()})
    if about["before"] is None:
        retire(work, found, newest)
        return
    row = work.execute(
        f"insert into {found.table} (key, version, object, label, nodes, published_at, by) "
        f"select key, %s, object, label, nodes, %s, %s from {found.table} where key = %s and version = %s "
        f"returning {COLUMNS}",
        [newest.version + 1, work.now, work.actor.person, found.key, about["before"]],
    ).fetchone()
    if row is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    old = read_process(row)
    groups = [each for each in in_flight(work, found.key, found.object) if _of(each, newest)]
    moved = carry_over(work, found.object, old, groups, _back(newest, old, about["map"]))
    in_force(work)
    changes: dict[str, Json] = {"version": [newest.version, old.version]}
    found.note("process_published", old.label.json(), changes, version=old.version, before=newest.version,
               flight="move", map={}, moved=moved)  # fmt: skip


def _of(group: Group, process: Process) -> bool:
    return group.process.version == process.version


def _back(newest: Process, old: Process, moves: dict[str, str]) -> dict[str, str]:
    """Where records of nodes go that were not there before: where they came from, or one node back."""
    found: dict[str, str] = {}
    here = old.path[0].key
    came = {to: key for key, to in moves.items() if old.node(key)}
    for node in newest.path:
        if old.node(node.key):
            here = node.key
        else:
            found[node.key] = came.get(node.key, here)
            here = found[node.key]
    return found


@inverse("process_retired")
def use_again(work: "Work", deed: Deed) -> None:
    """Take new records into a retired process again."""
    found, newest = _found(work, deed)
    if not newest.retired:
        raise Refusal("process_moved_on", "conflict", facts={"process": newest.label.json()})
    query = f"update {found.table} set retired_at = null where key = %s and version > {DRAFT}"
    work.execute(query, [found.key])
    in_force(work)
    found.note("process_resumed", newest.label.json(), {"retired": [True, False]})
