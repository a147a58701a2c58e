"""The worker's turn: what records are found by is kept beside them, read from the log onward.

Writers wait for nothing. At first the tables are gone through once; from then on whatever changed is read
again. A record that is gone is found no more.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.database.place import Place
from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position
from prooftrail.platform.fields.text import pinyin
from prooftrail.platform.jobs.sweeps import Ground
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
KEEP = (
    "insert into {schema}._likeness (record, object, core, initials, keys) "
    "select r, %s, c, i, k::bigint[] "
    "from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[]) as said(r, c, i, k) on conflict (record) "
    "do update set core = excluded.core, initials = excluded.initials, keys = excluded.keys"
)


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to read. A run that looks for pairs waits until all is read."""
    with on.workspaces.begin(place.name, CALLER) as work:
        return turn(work) or go_on(work)


def turn(work: "Work") -> bool:
    """Read on for one transaction's worth; whether there is more."""
    below, last = watermark(work)
    row = work.execute(
        f"select epoch, tx::text, seq, filled from {work.place.schema}._likeness_cursor"
    ).fetchone()
    if row is None:
        _keep_place(work, last, {})
        return True
    epoch, tx, seq, filled = row
    place = Position(epoch, int(tx), seq)
    for name in AMONG:
        if filled.get(name) != DONE:
            _keep_place(work, place, filled | {name: _fill(work, work.schema.object(name), filled.get(name))})
            return True
    return _follow(work, place, last, below, filled)


def keep(work: "Work", object: ObjectType, records: Iterable[Known]) -> None:
    """Keep by what records are found."""
    rows = [_kept(each) for each in records]
    if rows:
        ids, cores, initials, keys = (list(column) for column in zip(*rows, strict=True))
        work.execute(KEEP.format(schema=work.place.schema), [object.id, ids, cores, initials, keys])


def _kept(record: Known) -> tuple[UUID, str | None, str | None, str]:
    subject = record.subject
    core = subject.company.core if subject.company else None
    initials = pinyin("said", core)["said_initials"] if core and HAN.search(core) else None
    return record.id, core, initials, "{" + ",".join(map(str, keys_of(subject))) + "}"


def _fill(work: "Work", object: ObjectType, after: str | None) -> str:
    """The next records of a table by their ids, and the last of them; `DONE` behind the end."""
    found = load(work, object, "(%(after)s::uuid is null or t.id > %(after)s) order by t.id limit %(most)s",
                 {"after": after, "most": MOST})  # fmt: skip
    keep(work, object, found)
    return str(found[-1].id) if len(found) == MOST else DONE


def _follow(work: "Work", place: Position, last: Position, below: int, filled: dict[str, str]) -> bool:
    objects = {work.schema.object(name).id: work.schema.object(name) for name in AMONG}
    rows = work.execute(
        f"select epoch, tx::text, seq, object, record from {work.events.table} "
        "where object = any(%(objects)s) and record is not null and (epoch, tx, seq) > "
        "(%(e)s, %(t)s::text::xid8, %(s)s) and (epoch < %(epoch)s or tx < %(below)s::text::xid8) "
        "order by epoch, tx, seq limit %(most)s",
        {"objects": list(objects), "e": place.epoch, "t": str(place.tx), "s": place.seq, "epoch": work.epoch,
         "below": str(below), "most": MOST},
    ).fetchall()  # fmt: skip
    for id, object in objects.items():
        _read_again(work, object, sorted({row[4] for row in rows if row[3] == id}))
    more = len(rows) == MOST
    end = Position(rows[-1][0], int(rows[-1][1]), rows[-1][2]) if more else max(place, last)
    if end != place:
        _keep_place(work, end, filled)
    return more


def _read_again(work: "Work", object: ObjectType, records: Sequence[UUID]) -> None:
    if not records:
        return
    live = load(work, object, "t.id = any(%(ids)s)", {"ids": list(records)})
    gone = set(records) - {each.id for each in live}
    if gone:
        work.execute(f"delete from {work.place.schema}._likeness where record = any(%s)", [sorted(gone)])
    keep(work, object, live)


def _keep_place(work: "Work", place: Position, filled: dict[str, str]) -> None:
    work.execute(
        f"insert into {work.place.schema}._likeness_cursor (epoch, tx, seq, filled) "
        "values (%s, %s::text::xid8, %s, %s) on conflict (only_row) do update set epoch = excluded.epoch, "
        "tx = excluded.tx, seq = excluded.seq, filled = excluded.filled",
        [place.epoch, str(place.tx), place.seq, Jsonb(filled)],
    )
