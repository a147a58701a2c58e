"""How long it takes to find the few photos a new one may be a copy of, among very many."""

import os
import time
from collections.abc import Iterator
from random import Random
from statistics import median

from benchmarks.figure import Figure
from benchmarks.ground import ground
from prooftrail.app import shipped
from prooftrail.opening import Opened
from prooftrail.platform.database.install import create_workspace, owner, workspaces
from prooftrail.platform.prints.store import Kept, nearest
from prooftrail.platform.work import Caller

WORKSPACE = "prints"
PHOTOS = int(os.environ.get("PROOFTRAIL_BENCH_PRINTS") or 50_000)
WORDS, OFTEN = 300, 2_000
"""Words of a photo, of which every tenth is one of so many that everybody has."""
KEPT_WORDS, ASKED = 30, 40
"""Words an edited photo shares with its original, and how many are asked for."""
BUDGET_MS = 50


def run() -> Iterator[Figure]:
    """Milliseconds for the likeliest twelve; each edited photo has to be first of its."""
    with ground() as parts:
        if all(place.name != WORKSPACE for place in workspaces(parts.dsn)):
            _make(parts)
        took, right = [], 0
        for at in range(0, PHOTOS, PHOTOS // ASKED):
            made = Random(at + 0.5)
            words = _words(at)[:KEPT_WORDS] + _words(-at - 1)[KEPT_WORDS:]
            like = Kept("photo", made.randbytes(32), sorted(set(words)))
            with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
                began = time.monotonic()
                found = nearest(work, like, 12)
                took.append((time.monotonic() - began) * 1000)
            right += bool(found) and found[0][0] == _key(at)
        mean = median(took)
        yield Figure(f"copies of a photo looked up among {PHOTOS:,}, ms", mean, None,
                     f"≤ {BUDGET_MS} ms", mean <= BUDGET_MS)  # fmt: skip
        share = right / len(took)
        yield Figure("the original first among them, share", share, None, "≥ 0.95", share >= 0.95)


def _words(seed: int) -> list[int]:
    made = Random(seed)
    return [made.randrange(OFTEN) if made.random() < 0.1 else made.randrange(1 << 24) for _ in range(WORDS)]


def _key(at: int) -> bytes:
    return at.to_bytes(32)


def _make(parts: Opened) -> None:
    place = create_workspace(parts.dsn, WORKSPACE, shipped(), zone="Asia/Shanghai", currency="CNY")
    with owner(parts.dsn) as connection:
        cursor = connection.cursor()
        with cursor.copy(f"copy {place.schema}._print (kind, key, content) from stdin") as copy:
            for at in range(PHOTOS):
                copy.write_row(["photo", _key(at), b""])
        with cursor.copy(f"copy {place.schema}._print_word (word, print) from stdin") as copy:
            for at in range(PHOTOS):
                for word in set(_words(at)):
                    copy.write_row([word, at + 1])
        cursor.execute(f"analyze {place.schema}._print_word")
