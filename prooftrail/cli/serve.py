"""`prooftrail serve`: database, web process and worker process, watched over until it is told to stop."""

import argparse
import signal
import subprocess
import sys
import threading
from typing import Any

from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import opened
from prooftrail.platform.database import embedded
from prooftrail.platform.database.install import workspaces
from prooftrail.settings import ProcessSettings, read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="serve web and worker")
    parser.add_argument("--demo-anyway", action="store_true", help="demo logins on an address others reach")
    parser.add_argument(
        "--no-demo", action="store_true", help="do not create the workspace demo on an empty server"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Start everything, restart what dies, stop everything on SIGTERM or Ctrl-C."""
    settings = read_settings(demo_anyway=given.demo_anyway)
    with opened(settings) as parts:
        if not given.no_demo and not workspaces(parts.dsn):
            ensure_demo(parts)
        dsn = parts.dsn
        parts.pool.close()
        return Supervisor(settings, dsn, given.demo_anyway).run()


class Supervisor:
    """Two child processes and the database below them."""

    def __init__(self, settings: ProcessSettings, dsn: str, demo_anyway: bool) -> None:
        self._settings, self._dsn = settings, dsn
        self._extra = ["--demo-anyway"] if demo_anyway else []
        self._stop = threading.Event()
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> int:
        """Watch until stopped; a second look each half second."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        try:
            while not self._stop.is_set():
                self._look()
                self._stop.wait(0.5)
        finally:
            self._end()
        return 0

    def _look(self) -> None:
        if not self._settings.database_url:
            embedded.ensure(self._settings.data / "database")
        for name in ("web", "worker"):
            child = self._children.get(name)
            if child is None or child.poll() is not None:
                command = [sys.executable, "-m", "prooftrail", name, *(self._extra if name == "web" else [])]
                self._children[name] = subprocess.Popen(command)

    def _end(self) -> None:
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
