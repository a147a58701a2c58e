"""A worker's turn in a process of its own: `python -m tests.automation.dying WORKSPACE`."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from prooftrail.opening import Opened, opened
from prooftrail.platform.automation.listening import drain
from prooftrail.platform.effects.sending import send_due
from prooftrail.settings import read_settings


def die_at(step: str, parts: Opened, workspace: str, python: str, trap: Path, **more: str) -> None:
    """Give a worker a turn that ends at `step` by a signal nobody can catch; `more` is its environment's."""
    trap.write_text(step)
    said = {"PROOFTRAIL_DATA": str(parts.settings.data), "PROOFTRAIL_TEST_KILL_AT": str(trap), **more}
    turn = [python, "-m", "tests.automation.dying", workspace]
    done = subprocess.run(turn, env={**os.environ, **said}, timeout=60)
    assert done.returncode == -signal.SIGKILL and not trap.exists()


if __name__ == "__main__":
    with opened(read_settings()) as mine:
        place = mine.workspaces.directory.find(sys.argv[1])
        drain(mine.ground, place)
        send_due(mine.ground, place)
