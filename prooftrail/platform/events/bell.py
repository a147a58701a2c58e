"""The bell: after a commit that made the log grow, whoever listens is told which workspace's it was.

It is rung after the commit and not inside it, because PostgreSQL lets only one transaction with a
NOTIFY commit at a time. It is a hint: who misses it looks by himself within the second.
"""

import logging
import threading
import time

from psycopg_pool import PoolTimeout

from prooftrail.platform.database.pool import Pool

log = logging.getLogger(__name__)

CHANNEL = "prooftrail_log"
QUIET = 0.1
"""Seconds between two rings for one workspace; listeners look once more after them."""


class Bell:
    """One process's bell."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._rung: dict[str, float] = {}
        self._lock = threading.Lock()

    def ring(self, workspace: str) -> None:
        """Tell the listeners, unless they were told a moment ago. Never fails: the write is done."""
        now = time.monotonic()
        with self._lock:
            if now - self._rung.get(workspace, 0.0) < QUIET:
                return
            self._rung[workspace] = now
        try:
            with self._pool.connection(timeout=0.2) as connection:
                connection.execute("select pg_notify(%s, %s)", [CHANNEL, workspace])
        except PoolTimeout:
            # Every connection is at work, and listeners look by themselves before long.
            log.info("bell not rung: no connection free")
        except Exception as error:
            log.warning("bell not rung: %s", type(error).__name__)
