"""Background work steps back: its threads and database sessions run only on what others leave of the cores.

Only Linux knows a priority for one thread. Whoever is not root cannot give a priority back, so whatever
is lowered here does background work for the rest of its life.
"""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

from prooftrail.platform.database.pool import Connection

_PROC = Path("/proc")


def lower_thread(nice: int) -> None:
    """The calling thread, from now on; and the processes it starts."""
    if sys.platform == "linux":
        _lower(threading.get_native_id(), nice)


def lower_session(connection: Connection, cluster: Path, nice: int) -> None:
    """The server process behind a connection to the embedded server whose data lies in `cluster`.

    A server elsewhere is out of reach, and a number of its processes may be anybody's here: only a
    process that works in that folder is touched.
    """
    pid = connection.info.backend_pid
    if sys.platform != "linux" or nice <= 0:
        return
    with suppress(OSError):
        if (_PROC / str(pid) / "cwd").readlink() == cluster.resolve():
            _lower(pid, nice)
            # A kernel that shares time between sessions before processes looks at the session's own
            # priority, and PostgreSQL makes each of its processes a session.
            (_PROC / str(pid) / "autogroup").write_text(str(nice))


def _lower(id: int, nice: int) -> None:
    with suppress(OSError):
        if os.getpriority(os.PRIO_PROCESS, id) < nice:
            os.setpriority(os.PRIO_PROCESS, id, nice)
