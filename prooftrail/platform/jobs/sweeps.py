"""Sweeps: short, set-based work repeated for every workspace, by one worker at a time.

A sweep that fails is logged and tried again at its next turn; it never stops the others.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from prooftrail.platform.database.install import Place, workspaces
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.files.store import Files
from prooftrail.platform.jobs.figures import Turn, note_turn
from prooftrail.platform.work import Workspaces

log = logging.getLogger(__name__)
SWEEP_LOCKS = 7341


@dataclass(frozen=True)
class Ground:
    """What a sweep works with; `dsn` is the owner's, for what no workspace role may do."""

    dsn: str
    workspaces: Workspaces
    files: Files


@dataclass(frozen=True)
class Sweep:
    """`run` is called for each workspace about every `seconds`."""

    name: str
    seconds: float
    run: Callable[[Ground, Place], None]


def run_sweeps(ground: Ground, sweeps: Sequence[Sweep], stop: threading.Event) -> None:
    """Turn by turn until `stop` is set."""
    due = {sweep.name: 0.0 for sweep in sweeps}
    while not stop.is_set():
        for sweep in sweeps:
            if time.monotonic() >= due[sweep.name]:
                due[sweep.name] = time.monotonic() + sweep.seconds
                run_once(ground, sweep)
        stop.wait(0.5)


def run_once(ground: Ground, sweep: Sweep) -> None:
    """One turn over every workspace; one that another worker is at is left to it."""
    try:
        places = workspaces(ground.dsn)
    except Exception as error:
        log.warning("sweep %s: no workspaces: %s", sweep.name, type(error).__name__)
        return
    for place in places:
        try:
            with ground.workspaces.pool.connection() as connection:
                mine = "select pg_try_advisory_xact_lock(%s, hashtext(%s))"
                row = connection.execute(mine, [SWEEP_LOCKS, f"{place.name}/{sweep.name}"]).fetchone()
                if row is not None and row[0]:
                    take_turn(ground, sweep, place, connection)
        except Exception as error:
            log.warning("sweep %s of %s: %s", sweep.name, place.name, type(error).__name__)


def take_turn(ground: Ground, sweep: Sweep, place: Place, own: Connection) -> None:
    """Run it, and keep that it ran: `own` is the owner's connection."""
    began, failed = time.monotonic(), True
    try:
        sweep.run(ground, place)
        failed = False
    except Exception:
        log.exception("sweep %s of %s failed", sweep.name, place.name)
    finally:
        note_turn(own, place, Turn(sweep.name, datetime.now(UTC), time.monotonic() - began, failed))
