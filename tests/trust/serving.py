"""A real server in processes of its own: `prooftrail serve` over a folder, and its parts by number."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from prooftrail.app import open_files, open_workspaces
from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.database import embedded
from prooftrail.platform.database.install import install_shared
from prooftrail.platform.database.pool import open_pool
from prooftrail.platform.people.accounts import create_key
from prooftrail.platform.work import Caller
from prooftrail.settings import ProcessSettings, read_settings

PATIENCE = 120.0
"""Seconds a condition may take on a machine that does other things as well."""


def until(said: str, condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Look again and again until the condition holds; fails with what was waited for."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, f"waited {patience:.0f} s for: {said}"
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


@dataclass
class Server:
    """`serve` on a port over a data folder with a small demo."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    keys: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def trap(self) -> Path:
        """The file that names a step to kill at."""
        return self.data / "kill-at"

    @property
    def settings(self) -> ProcessSettings:
        return read_settings({"PROOFTRAIL_DATA": str(self.data), "PORT": str(self.port)})

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """The parts over the same database, in this process."""
        with embedded.running(self.data / "database") as dsn:
            install_shared(dsn)
            with open_pool(dsn, size=4, statement_ms=0, name="tests") as pool:
                yield Opened(self.settings, dsn, pool, open_workspaces(pool), open_files(self.settings))

    def prepare(self, keys: int) -> None:
        """A small demo, and as many keys of `ops`."""
        with self.opened() as parts:
            ensure_demo(parts, most=12)
            with parts.workspaces.begin("demo", Caller(reason="tests")) as work:
                self.keys = [create_key(work, "ops", None, "tests").text for _ in range(keys)]

    def start(self) -> None:
        """Start it and wait until it can work."""
        environment = {**os.environ, "PROOFTRAIL_DATA": str(self.data), "PORT": str(self.port),
                       "PROOFTRAIL_TEST_KILL_AT": str(self.trap)}  # fmt: skip
        log = (self.data / "serve.log").open("ab")
        command = [sys.executable, "-m", "prooftrail", "serve", "--no-demo"]
        self.process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        until("the server to be ready", self.ready)

    def ready(self) -> bool:
        """Whether it answers and its database does."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=20).status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self) -> int:
        """Tell it to stop, and wait."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(60)

    def kill(self) -> None:
        """Leave nothing behind, whatever state a failed test left it in."""
        if self.process is not None:
            for pid in (*children(self.process.pid), self.process.pid):
                hit(pid)
            self.process.wait()
        embedded.stop(self.data / "database")

    def child(self, name: str) -> int | None:
        """The process number of web or worker."""
        assert self.process is not None
        for pid in children(self.process.pid):
            if f"\0{name}\0" in command_of(pid):
                return pid
        return None

    def postmaster(self) -> int | None:
        """The process number of the database."""
        try:
            return int((self.data / "database/cluster/postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def terminate_backends(self) -> None:
        """What an administrator does with pg_terminate_backend."""
        try:
            with psycopg.connect(embedded.superuser(self.data / "database"), autocommit=True) as connection:
                connection.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where application_name like 'prooftrail%' and pid <> pg_backend_pid()"
                )
        except psycopg.OperationalError:
            return


def children(pid: int) -> list[int]:
    """The children of a process."""
    try:
        return [int(said) for said in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def command_of(pid: int) -> str:
    """A process's command line, its words divided by NUL."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def lives(pid: int | None) -> bool:
    """Whether a process is there and no corpse."""
    try:
        return pid is not None and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def hit(pid: int | None) -> None:
    """kill -9."""
    if pid is not None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
