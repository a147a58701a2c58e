"""Sweeps: short, set-based work repeated for every workspace, by one worker at a time.

A sweep that fails is logged and tried again at its next turn. Each has a thread of its own, so
that a long one delays no other.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.files.store import Files
from prooftrail.platform.jobs.figures import Turn, note_turn
from prooftrail.platform.keys import Keys
from prooftrail.platform.work import Work, Workspaces

log = logging.getLogger(__name__)
SWEEP_LOCKS = 7341


@dataclass(frozen=True)
class Ground:
    """What a sweep works with; `dsn` is the owner's, for what no workspace role may do.

    `seals` is the folder of the seals' heads.
    """

    dsn: str
    workspaces: Workspaces
    files: Files
    keys: Keys
    seals: Path


@dataclass(frozen=True)
class Sweep:
    """`run` is called for each workspace about every `seconds`, at once again where it answers True: that
    it left some of its work, so that other workspaces have their turn.

    `due` is given where business time decides: the first moment at which `run` will have something to
    do, as the workspace stands, or None. So a clock that is moved can stop at each. `follows`: it does what
    follows from what was written, and a clock that is moved waits for it wherever it stops. `looks`: it
    only looks whether all is well, so that a moved clock stops for it once and at its end.
    """

    name: str
    seconds: float
    run: Callable[[Ground, Place], object]
    due: Callable[[Work], datetime | None] | None = None
    follows: bool = False
    looks: bool = False


def run_sweeps(ground: Ground, sweeps: Sequence[Sweep], stop: threading.Event) -> None:
    """Each in its thread, turn by turn, until `stop` is set and the last turn is over."""
    threads = [
        threading.Thread(target=_repeat, args=(ground, sweep, stop), name=f"sweep {sweep.name}")
        for sweep in sweeps
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.wait()


def _repeat(ground: Ground, sweep: Sweep, stop: threading.Event) -> None:
    while not stop.is_set():
        more = run_once(ground, sweep)
        stop.wait(0 if more else sweep.seconds)


def run_once(ground: Ground, sweep: Sweep) -> bool:
    """One turn over every workspace; one that another worker is at is left to it. True where work is left."""
    try:
        # A connection of its own: the lock lasts for the turn, however many transactions that takes.
        with psycopg.connect(
            ground.dsn, autocommit=True, options="-c search_path=prooftrail", connect_timeout=10
        ) as own:
            rows = own.execute("select name, schema, role from workspace order by name").fetchall()
            return sum(_run_at(ground, sweep, Place(*row), own) for row in rows) > 0
    except psycopg.Error as error:
        log.warning("sweep %s: the database is away: %s", sweep.name, type(error).__name__)
        return False


def _run_at(ground: Ground, sweep: Sweep, place: Place, own: Connection) -> bool:
    key = [SWEEP_LOCKS, f"{place.name}/{sweep.name}"]
    row = own.execute("select pg_try_advisory_lock(%s, hashtext(%s))", key).fetchone()
    if row is None or not row[0]:
        return False
    try:
        return _take_turn(ground, sweep, place, own)
    finally:
        own.execute("select pg_advisory_unlock(%s, hashtext(%s))", key)


def _take_turn(ground: Ground, sweep: Sweep, place: Place, own: Connection) -> bool:
    """Run it, and keep that it ran: `own` is the owner's connection."""
    began, failed, more = time.monotonic(), True, False
    try:
        more = sweep.run(ground, place) is True
        failed = False
    except psycopg.OperationalError as error:
        log.warning("sweep %s of %s: %s", sweep.name, place.name, type(error).__name__)
    except Exception:
        log.exception("sweep %s of %s failed", sweep.name, place.name)
    finally:
        note_turn(own, place, Turn(sweep.name, datetime.now(UTC), time.monotonic() - began, failed))
    return more
