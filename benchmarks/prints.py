"""How long it takes to find the few photos a new one may be a copy of, among very many.

At a million photos their words take 17 GB: the size is set by
PROOFTRAIL_BENCH_PRINTS, and what has been made for it is used again.
"""

import os
import time
from collections.abc import Iterator
from random import Random
from statistics import median

import psycopg

from benchmarks.figure import Figure
from benchmarks.ground import ground
from prooftrail.app import shipped
from prooftrail.opening import Opened
from prooftrail.platform.database.install import create_workspace, workspaces
from prooftrail.platform.prints.store import Kept, nearest
from prooftrail.platform.work import Caller, Work

PHOTOS = int(os.environ.get("PROOFTRAIL_BENCH_PRINTS") or 50_000)
WORKSPACE = f"prints{PHOTOS}"
WORDS, OFTEN = 300, 2_000
"""Words of a photo, of which every eighth is one of so many that everybody has."""
KEPT_WORDS, ASKED = 30, 40
"""Words an edited photo shares with its original, and how many are asked for."""
BUDGET_MS = 50
PORTION = 20_000
"""Photos of one statement while the ground is made."""
WORD = (
    "case when hashint4(at * 1000 + turn) & 7 = 0 "
    f"then ((hashint4(at * 1000 + turn) & 2147483647) >> 3) %% {OFTEN} "
    "else (hashint4(at * 1000 + turn) & 2147483647) >> 7 end"
)
"""The word of a photo's turn, the same each time."""


def run() -> Iterator[Figure]:
    """Milliseconds for the likeliest twelve; each edited photo has to be first of its."""
    with ground() as parts:
        if all(place.name != WORKSPACE for place in workspaces(parts.dsn)):
            _make(parts)
        took, right = [], 0
        for at in range(0, PHOTOS, PHOTOS // ASKED):
            with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
                like = _edited(work, at)
                began = time.monotonic()
                found = nearest(work, like, 12)
                took.append((time.monotonic() - began) * 1000)
            right += bool(found) and found[0][0] == _key(at)
        mean, worst = median(took), max(took)
        yield Figure(f"copies of a photo looked up among {PHOTOS:,}, ms", mean, None,
                     f"≤ {BUDGET_MS} ms", mean <= BUDGET_MS)  # fmt: skip
        yield Figure("the slowest of them, ms", worst, None, f"≤ {4 * BUDGET_MS} ms", worst <= 4 * BUDGET_MS)
        share = right / len(took)
        yield Figure("the original first among them, share", share, None, "≥ 0.95", share >= 0.95)


def _edited(work: Work, at: int) -> Kept:
    """A photo that shares a tenth of its words with one that is kept."""
    made = Random(at + 0.5)
    query = f"select {WORD} from (select %s::int as at, generate_series(1, {WORDS}) as turn) each"
    mine, others = (
        [row[0] for row in work.execute(query, [which]).fetchall()] for which in (at, at + PHOTOS)
    )
    return Kept("photo", made.randbytes(32), sorted({*mine[:KEPT_WORDS], *others[KEPT_WORDS:]}))


def _key(at: int) -> bytes:
    return at.to_bytes(32)


def _make(parts: Opened) -> None:
    """Rows as they stand in the tables, not logged; the key is an index made when all are there."""
    place = create_workspace(parts.dsn, WORKSPACE, shipped(), zone="Asia/Shanghai", currency="CNY")
    table = f"{place.schema}._print_word"
    with psycopg.connect(parts.dsn, autocommit=True) as connection:
        for limit in ("transaction_timeout", "statement_timeout"):
            connection.execute(f"set {limit} = 0")
        with connection.cursor().copy(f"copy {place.schema}._print (kind, key, content) from stdin") as copy:
            for at in range(PHOTOS):
                copy.write_row(["photo", _key(at), b""])
        keys = "select conname from pg_constraint where conrelid = %s::regclass and contype in ('p', 'f')"
        for (key,) in connection.execute(keys, [table]).fetchall():
            connection.execute(f"alter table {table} drop constraint {key}")
        connection.execute(f"alter table {table} set unlogged")
        for first in range(0, PHOTOS, PORTION):
            connection.execute(
                f"insert into {table} (word, print) select {WORD}, at + 1 from generate_series(%s::int, "
                f"%s::int) as at cross join generate_series(1, {WORDS}) as turn",
                [first, min(first + PORTION, PHOTOS) - 1],
            )
        connection.execute("set maintenance_work_mem = '1GB'")
        connection.execute(f"create index on {table} (word, print)")
        connection.execute(f"vacuum analyze {table}")
        connection.execute(f"vacuum analyze {place.schema}._print")
