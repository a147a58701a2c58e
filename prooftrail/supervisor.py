"""Watching over a server: the database and two child processes are brought back whenever they die.

The children hold one end of a pipe. When the supervisor dies, however hard, it closes, and they
end by themselves; the last one out stops the embedded database.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from prooftrail.platform.database import embedded
from prooftrail.settings import ProcessSettings

log = logging.getLogger(__name__)

LOOK = 0.3
STEADY = 20.0
"""A child that lived this long is started again at once, not later and later."""
LONGEST_WAIT = 10.0
PORT_TAKEN = 98
PATIENCE_WITH_PORT = 10.0
CLEAN_STOP = 15.0


class PortTaken(Exception):
    """Somebody else listens on our port, and does not go away."""


@dataclass
class Child:
    """One child process and when it may be started again."""

    name: str
    extra: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0
    begun: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Start it if it does not run and its time has come."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._buried(self.process.returncode, now)
        if self.process is None and now >= self.due:
            command = [sys.executable, "-m", "prooftrail", self.name, "--supervised", *self.extra]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE)
            self.started = now

    def _buried(self, code: int, now: float) -> None:
        lived = now - self.started
        if code == PORT_TAKEN and now - self.begun > PATIENCE_WITH_PORT and lived < STEADY:
            raise PortTaken
        self.failures = 0 if lived > STEADY else self.failures + 1
        wait = 0.0 if self.failures == 0 else min(LONGEST_WAIT, 0.25 * 2 ** (self.failures - 1))
        log.warning("%s ended with %s after %.1f s; again in %.2f s", self.name, code, lived, wait)
        self.process, self.due = None, now + wait
        if lived > STEADY:
            self.begun = float("inf")  # it had the port: whoever has it now will let it go


class Supervisor:
    """Web, worker and the database below them."""

    def __init__(self, settings: ProcessSettings, *, demo_anyway: bool = False, lan: bool = False) -> None:
        self._settings = settings
        self._stop = threading.Event()
        self._children = [Child("web", ("--demo-anyway",) if demo_anyway else ()), Child("worker")]
        if lan:
            self._children.append(Child("lan"))
        self._database_due = 0.0
        self._database_wait = LOOK

    def run(self) -> int:
        """Watch until SIGTERM or Ctrl-C; then stop everything."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        try:
            while not self._stop.is_set():
                self._look_at_database()
                for child in self._children:
                    child.look()
                self._stop.wait(LOOK)
        except PortTaken:
            return 1
        finally:
            self._end()
        return 0

    def _look_at_database(self) -> None:
        """A database that cannot start (a full disk, say) is tried again, ever less often."""
        root = self._settings.data / "database"
        if self._settings.database_url or time.monotonic() < self._database_due or embedded.answers(root):
            return
        try:
            embedded.ensure(root)
            self._database_wait = LOOK
        except embedded.CannotStart as error:
            log.warning("%s", error)
            self._database_wait = min(LONGEST_WAIT, 2 * self._database_wait)
            self._database_due = time.monotonic() + self._database_wait

    def _end(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        until = time.monotonic() + CLEAN_STOP
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def leave_in_order() -> None:
    """Let SIGTERM and Ctrl-C unwind the process, so that the last one out stops the database.

    For the time before and after those who listen to them, and for uvicorn, which passes them on.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)


def _leave(*_: object) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # once is enough: the way out is not to be cut short
    raise SystemExit(0)


def follow_supervisor() -> None:
    """In a child: end when the supervisor is gone."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="supervisor", daemon=True).start()
