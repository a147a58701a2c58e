"""Brings a clone to the state a command needs: packages in `.venv`, the web build in `prooftrail/static`.

Runs on the standard library alone, as root or not. Each step leaves a stamp, so a second run only compares
digests and writes nothing. One set-up at a time per clone: a second one waits, then finds the work done.

    python -m tools.setup run     packages to serve, web build
    python -m tools.setup dev     packages to develop, web build
    python -m tools.setup check   packages to develop, web packages without a build
"""

import fcntl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tools import packages, web
from tools.packages import ROOT

LOCK = ROOT / ".setup.lock"


def main(mode: str) -> None:
    """Does what `mode` lacks; exits with a sentence when a step fails."""
    if mode not in {"run", "dev", "check"}:
        sys.exit(__doc__)
    if not missing_steps(mode):
        return
    try:
        with one_at_a_time() as lock:
            # Asked again: another set-up may have done it while we waited.
            for label, step in missing_steps(mode):
                do(label, step, lock)
    except subprocess.CalledProcessError as failure:
        sys.exit(f"setup: {failure.cmd[0]} ended with code {failure.returncode}; its words are above")
    except PermissionError as failure:
        sys.exit(f"setup: {failure.filename} belongs to another user; use a clone of your own")


def missing_steps(mode: str) -> list[tuple[str, Callable[[int], None]]]:
    """What is still to do, in order: label and step."""
    steps: list[tuple[str, Callable[[int], None]]] = []
    if not packages.is_ready(mode):
        steps.append(("Python packages", lambda lock: packages.install(mode, lock)))
    if not web.exists():
        return steps
    to_build = mode != "check" and not web.build_ready()
    if not web.packages_ready() and (to_build or mode != "run"):
        steps.append(("web packages", web.install))
    if to_build:
        steps.append(("web build", web.build))
    return steps


def do(label: str, step: Callable[[int], None], lock: int) -> None:
    """One step, announced and timed, because it takes longer than a reader waits in silence."""
    print(f"setup: {label} …", flush=True)
    begin = time.monotonic()
    step(lock)
    print(f"setup: {label} ready after {time.monotonic() - begin:.0f} s", flush=True)


@contextmanager
def one_at_a_time() -> Iterator[int]:
    """Holds the clone's set-up lock; children inherit it, so a killed set-up never races its leftovers."""
    with LOCK.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("setup: another set-up of this clone is under way; waiting for it", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield held.fileno()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) == 2 else "")
