"""Verifying the log: seals against each other and the key, events against seals, heads kept outside.

Everything streams in log order, in transactions of a few seconds, so that memory stays flat and
neither schema changes nor vacuum wait.
"""

import json
from binascii import hexlify
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg.rows import class_row

from prooftrail.platform.events.chain import commit, leaf
from prooftrail.platform.events.heads import Head
from prooftrail.platform.events.line import COVERED, SELECTED
from prooftrail.platform.events.report import Report
from prooftrail.platform.events.seals import COLUMNS, LEAF, Seal, last_seal
from prooftrail.platform.keys import signed

if TYPE_CHECKING:
    from prooftrail.platform.work import Work, Workspaces

BATCH_EVENTS = 100_000
BATCH_SEALS = 2_000
BEFORE_ALL = (-(2**31), 0, 0)
AT = {name: at for at, name in enumerate(COVERED)}
PERSONAL = (
    "case when commitments is not null then json_build_object('s', salts, 'c', changes, 'm', commitments) end"
)
Trusted = Mapping[str, Ed25519PublicKey]
Position = tuple[int, int, int]


@dataclass(slots=True)
class Read:
    """One event as the database has it: its place, the leaf that follows from it, and its line."""

    place: Position
    leaf: bytes
    sound: bool
    line: bytes

    def named(self) -> str:
        """What a person needs to find it."""
        cells = self.line.split(b"\t")
        action, object, record = (cells[AT[name]].decode() for name in ("action", "object", "record"))
        about = "" if record == "\\N" else f" of {object} {record}"
        return f"event {self.place[2]} ({action}{about}, recorded {cells[AT['recorded_at']].decode()})"


def verify_log(workspaces: "Workspaces", report: Report, trusted: Trusted, heads: Sequence[Head]) -> None:
    """Seals and events of one workspace into the report."""
    from prooftrail.platform.work import Caller

    caller = Caller(reason="verify")
    before: Seal | None = None
    while True:
        with workspaces.begin(report.workspace, caller) as work:
            unhurried(work)
            batch = _next_seals(work, before)
            if not batch:
                _verify_tail(work, report, before)
                _verify_heads(work, report, heads)
                return
            broken = _verify_chain(report, batch, before, trusted)
            _verify_events(work, report, batch, before, broken)
            before = batch[-1]
            report.seals += len(batch)


def unhurried(work: "Work") -> None:
    """This transaction reads much: it ends by itself, not by the clock."""
    work.execute("set local transaction_timeout = 0; set local statement_timeout = 0")


def _next_seals(work: "Work", before: Seal | None) -> list[Seal]:
    table = f"{work.place.schema}._seal"
    cursor = work.connection.cursor(row_factory=class_row(Seal))
    return cursor.execute(
        f"select {COLUMNS} from (select *, sum(events) over (order by n) as total from {table} "
        "where n > %s order by n limit %s) s where total - events < %s order by n",
        [before.n if before else 0, BATCH_SEALS, BATCH_EVENTS],
    ).fetchall()


def _verify_chain(report: Report, batch: list[Seal], before: Seal | None, trusted: Trusted) -> set[int]:
    """Findings about seals; answers the numbers of those whose leaves prove nothing.

    A good signature at the end speaks for every seal before it that its link leads to.
    """
    good = signed(trusted.get(batch[-1].key_id), batch[-1].signature, batch[-1].head)
    broken = set()
    for seal in batch:
        due = before.n + 1 if before else 1
        follows = seal.n == due
        if not follows:
            report.add("seal_missing", f"seal {due}" + (f" to {seal.n - 1}" if seal.n - 1 > due else ""))
        whole = len(seal.leaves) == seal.events * LEAF
        if follows and (seal.link(report.workspace, before) != seal.head or not whole):
            report.add("seal_broken", f"seal {seal.n} of {seal.sealed_at:%Y-%m-%d %H:%M:%S}")
            broken.add(seal.n)
            good = False
        before = seal
    if not good:
        for seal in batch:
            if not signed(trusted.get(seal.key_id), seal.signature, seal.head):
                report.add("seal_unsigned", f"seal {seal.n} of {seal.sealed_at:%Y-%m-%d %H:%M:%S}")
    return broken


def _verify_events(
    work: "Work", report: Report, batch: list[Seal], before: Seal | None, broken: set[int]
) -> None:
    """Every event of the batch's range against the leaves of its seal."""
    waiting = iter(batch)
    seal, found = next(waiting), list[Read]()
    for event in read_events(work, before.end if before else BEFORE_ALL, batch[-1].end):
        while event.place > seal.end:
            _compare(report, seal, found, trust=seal.n not in broken)
            seal, found = next(waiting), []
        found.append(event)
        report.events += 1
        if report.events % 10_000 == 0:
            report.step("events", report.events)
    _compare(report, seal, found, trust=seal.n not in broken)
    for seal in waiting:
        _compare(report, seal, [], trust=seal.n not in broken)


def _compare(report: Report, seal: Seal, found: list[Read], *, trust: bool) -> None:
    same = b"".join([event.leaf for event in found]) == seal.leaves
    sealed = {} if same or not trust else dict(seal.each_leaf())
    for event in found:
        kept = sealed.pop(event.place[2], None)
        if kept is None and not same and trust:
            report.add("event_inserted", f"{event.named()}, not in seal {seal.n}")
        elif not event.sound or (kept is not None and kept != event.leaf):
            report.add("event_changed", f"{event.named()}, sealed in {seal.n}")
    for number in sealed:
        report.add(
            "event_missing", f"event {number}, sealed in {seal.n} of {seal.sealed_at:%Y-%m-%d %H:%M:%S}"
        )


def _verify_tail(work: "Work", report: Report, before: Seal | None) -> None:
    """Events no seal covers yet: what they say of themselves, and that their place can be."""
    row = work.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    assert row is not None
    for event in read_events(work, before.end if before else BEFORE_ALL, None):
        report.events += 1
        report.unsealed += 1
        epoch, tx, _ = event.place
        if epoch > work.epoch or (epoch == work.epoch and tx >= row[0]):
            report.add("event_inserted", f"{event.named()}, in a transaction that has not been yet")
        elif not event.sound:
            report.add("event_changed", f"{event.named()}, not sealed yet")


def _verify_heads(work: "Work", report: Report, heads: Sequence[Head]) -> None:
    rows = work.execute(
        f"select n, encode(head, 'hex') from {work.place.schema}._seal where n = any(%s)",
        [[head.n for head in heads]],
    ).fetchall()
    known: dict[int, str] = dict(rows)
    last = last_seal(work)
    end = f"the database ends with seal {last.n}" if last else "the database has no seal"
    for head in heads:
        if head.n not in known:
            report.add(
                "log_cut", f"seal {head.n} of {head.sealed_at:%Y-%m-%d %H:%M:%S} was kept outside; {end}"
            )
        elif known[head.n] != head.head:
            report.add("log_cut", f"seal {head.n} is another one than the one kept outside")


def read_events(work: "Work", after: Position, upto: Position | None) -> Iterator[Read]:
    """Events after one place up to another, in log order."""
    until = "" if upto is None else f" and (epoch, tx, seq) <= ({upto[0]}, '{upto[1]}'::xid8, {upto[2]})"
    query = (
        f"copy (select tx, seq, commitment, {PERSONAL}, {SELECTED} from {work.events.table} "
        f"where (epoch, tx, seq) > ({after[0]}, '{after[1]}'::xid8, {after[2]}){until} "
        "order by epoch, tx, seq) to stdout"
    )
    work.execute("set local datestyle = 'ISO'; set local bytea_output = 'hex'; set local timezone = 'UTC'")
    with work.connection.cursor().copy(query) as copy:
        for block in copy:
            tx, seq, stored, personal, line = bytes(block).split(b"\t", 4)
            line = line[:-1]
            commitment = sha256(line).digest()
            place = (int(line[: line.index(b"\t")]), int(tx), int(seq))
            sound = hexlify(commitment) == stored[3:]
            if personal != b"\\N":
                sound = sound and _personal_sound(personal)
            yield Read(place, leaf(commitment, place[1], place[2]), sound, line)


def _personal_sound(personal: bytes) -> bool:
    """Whether the personal changes are the ones the event is committed to."""
    # Only backslashes are escaped in the JSON of a COPY line.
    kept = json.loads(personal.replace(b"\\\\", b"\\").decode())
    salts, changes, commitments = kept["s"] or {}, kept["c"], kept["m"]
    return all(
        key in salts and key in changes and commit(bytes.fromhex(salts[key]), changes[key]) == said
        for key, said in commitments.items()
    )
