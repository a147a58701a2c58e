"""Seals: signed heads of a hash chain over the log, so that nobody changes it unseen.

A seal covers the events after its predecessor's, in log order, below the watermark: nothing can
appear there later. Whoever has the database alone can rebuild the chain but not sign it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from psycopg.rows import class_row

from prooftrail.platform.events.chain import canonical, leaf
from prooftrail.platform.events.heads import Head, Heads
from prooftrail.platform.keys import Signer

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

MOST_EVENTS = 20_000
"""Events of one seal; a longer range takes several."""
LEAF = 24
COLUMNS = "n, epoch, last_tx::text::bigint, last_seq, events, leaves, head, key_id, signature, sealed_at"


@dataclass(frozen=True, slots=True)
class Seal:
    """One link. `leaves` holds 24 bytes an event: its number and half a hash over commitment and place."""

    n: int
    epoch: int
    last_tx: int
    last_seq: int
    events: int
    leaves: bytes
    head: bytes
    key_id: str
    signature: bytes
    sealed_at: datetime

    @property
    def end(self) -> tuple[int, int, int]:
        """The place of its last event in the log."""
        return (self.epoch, self.last_tx, self.last_seq)

    def each_leaf(self) -> Iterator[tuple[int, bytes]]:
        """Number and leaf of every event, in log order."""
        for at in range(0, len(self.leaves), LEAF):
            yield int.from_bytes(self.leaves[at : at + 8]), self.leaves[at : at + LEAF]

    def link(self, workspace: str, before: "Seal | None") -> bytes:
        """The head it must have: over everything in it, and over its predecessor's head and signature."""
        said = [
            workspace, self.n, self.epoch, self.last_tx, self.last_seq, self.events, self.key_id,
            self.sealed_at.astimezone(UTC).isoformat(),
        ]  # fmt: skip
        past = before.head + before.signature if before else b""
        return sha256(past + sha256(self.leaves).digest() + canonical(said)).digest()


def seal_log(ground: "Ground", place: "Place") -> None:
    """Seal what is not sealed yet: the sweep, every few seconds, by one worker a workspace."""
    from prooftrail.platform.work import Caller

    heads = Heads(ground.seals, place.name)
    more = True
    while more:
        with ground.workspaces.begin(place.name, Caller(reason="seals")) as work:
            last = last_seal(work)
            fresh = seal_next(work, ground.keys.seals, last)
        # After the commit: a head outside that the database never had would look like tampering.
        if head := fresh or last:
            heads.keep(Head(head.n, head.head.hex(), head.key_id, head.sealed_at))
        more = fresh is not None


def last_seal(work: "Work") -> Seal | None:
    """The end of the chain."""
    cursor = work.connection.cursor(row_factory=class_row(Seal))
    return cursor.execute(
        f"select {COLUMNS} from {work.place.schema}._seal order by n desc limit 1"
    ).fetchone()


def seal_next(work: "Work", signer: Signer, last: Seal | None) -> Seal | None:
    """One more seal, of one epoch's events; None where there is nothing to seal."""
    rows = _unsealed(work, last)
    if not rows:
        return None
    epoch, tx, seq, _ = rows[-1]
    leaves = b"".join(leaf(commitment, tx, seq) for _, tx, seq, commitment in rows)
    unsigned = Seal((last.n if last else 0) + 1, epoch, tx, seq, len(rows), leaves, b"", signer.id, b"",
                    work.real_now)  # fmt: skip
    head = unsigned.link(work.place.name, last)
    signature = signer.sign(head)
    work.execute(
        f"insert into {work.place.schema}._seal (n, epoch, last_tx, last_seq, events, leaves, head, key_id, "
        "signature, sealed_at) values (%s, %s, %s::text::xid8, %s, %s, %s, %s, %s, %s, %s)",
        [unsigned.n, epoch, str(tx), seq, len(rows), leaves, head, signer.id, signature, work.real_now],
    )
    return Seal(unsigned.n, epoch, tx, seq, len(rows), leaves, head, signer.id, signature, work.real_now)


def _unsealed(work: "Work", last: Seal | None) -> list[tuple[int, int, int, Any]]:
    epoch, tx, seq = last.end if last else (0, 0, 0)
    rows = work.execute(
        f"select epoch, tx::text::bigint, seq, commitment from {work.events.table} "
        "where (epoch, tx, seq) > (%s, %s::text::xid8, %s) "
        "and (epoch < %s or (epoch = %s and tx < pg_snapshot_xmin(pg_current_snapshot()))) "
        "order by epoch, tx, seq limit %s",
        [epoch, str(tx), seq, work.epoch, work.epoch, MOST_EVENTS],
    ).fetchall()
    return [row for row in rows if row[0] == rows[0][0]]
