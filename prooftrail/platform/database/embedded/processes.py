"""Which processes belong to a cluster: a PostgreSQL process always works inside its data folder."""

import os
import signal
from enum import Enum
from pathlib import Path

_PROC = Path("/proc")


class Life(Enum):
    """What became of a process number."""

    OURS = "the server"
    CORPSE = "the server, dead, its number not yet collected by the system"
    NOBODY = "free, or given to somebody else since"


def life_of(pid: int, cluster: Path) -> Life:
    """Whether a process is the living server of a cluster.

    Numbers are given away anew, low ones at every start of a container, so a living process proves
    nothing. A system without /proc has the number only.
    """
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return Life.NOBODY
    if not (_PROC / "self" / "stat").exists():
        return Life.OURS
    try:
        state = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        if state in ("Z", "X"):
            return Life.CORPSE
        return Life.OURS if (_PROC / str(pid) / "cwd").readlink() == cluster else Life.NOBODY
    except FileNotFoundError:
        return Life.NOBODY


def end_orphans(cluster: Path) -> None:
    """End the children a killed server left at work; they would block the next one until they look up."""
    for process in _PROC.glob("[0-9]*"):
        try:
            ours = (process / "cwd").readlink() == cluster
            if ours and (process / "exe").readlink().name.startswith("postgres"):
                os.kill(int(process.name), signal.SIGQUIT)
        except OSError:
            continue  # gone meanwhile, or somebody else's
