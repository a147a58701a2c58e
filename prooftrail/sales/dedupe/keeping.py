"""The worker's turn: what records are found by is kept beside them, read from the log onward.

Writers wait for nothing. At first the tables are gone through once; from then on whatever changed is read
again. A record that is gone is found no more.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.events.feed import watermark
from prooftrail.platform.fields.text import pinyin
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.likeness import store
from prooftrail.platform.likeness.store import Kept, Read
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.work import Caller
from prooftrail.sales.dedupe.reviewing import go_on
from prooftrail.sales.dedupe.roles import AMONG, Known, load
from prooftrail.sales.dedupe.rules.company_names import HAN
from prooftrail.sales.dedupe.rules.keys import keys_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason="dedupe")
MOST = 2_000
"""Records of one transaction."""
DONE = "done"


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to read. A run that looks for pairs waits until all is read."""
    with on.workspaces.begin(place.name, CALLER) as work:
        return turn(work) or go_on(work)


def turn(work: "Work") -> bool:
    """Read on for one transaction's worth; whether there is more."""
    read = store.read_to(work)
    if read is None:
        store.keep_place(work, Read(watermark(work)[1]))
        return True
    for name in AMONG:
        if read.filled.get(name) != DONE:
            filled = _fill(work, work.schema.object(name), read.filled.get(name))
            store.keep_place(work, Read(read.place, {**read.filled, name: filled}))
            return True
    return _follow(work, read)


def kept(record: Known) -> Kept:
    """By what a record is found."""
    subject = record.subject
    core = subject.company.core if subject.company else None
    initials = pinyin("said", core)["said_initials"] if core and HAN.search(core) else None
    return Kept(record.id, keys_of(subject), core, initials)


def _fill(work: "Work", object: ObjectType, after: str | None) -> str:
    """The next records of a table by their ids, and the last of them; `DONE` behind the end."""
    found = load(work, object, "(%(after)s::uuid is null or t.id > %(after)s) order by t.id limit %(most)s",
                 {"after": after, "most": MOST})  # fmt: skip
    store.keep(work, object.id, [kept(each) for each in found])
    return str(found[-1].id) if len(found) == MOST else DONE


def _follow(work: "Work", read: Read) -> bool:
    objects = {work.schema.object(name).id: work.schema.object(name) for name in AMONG}
    changed, end, more = store.changed_since(work, read.place, list(objects), MOST)
    for id, records in changed.items():
        _read_again(work, objects[id], sorted(records))
    if end != read.place:
        store.keep_place(work, Read(end, read.filled))
    return more


def _read_again(work: "Work", object: ObjectType, records: Sequence[UUID]) -> None:
    live = load(work, object, "t.id = any(%(ids)s)", {"ids": list(records)})
    store.forget(work, sorted(set(records) - {each.id for each in live}))
    store.keep(work, object.id, [kept(each) for each in live])
