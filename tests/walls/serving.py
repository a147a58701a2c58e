"""A server as a process of its own, for what only shows from outside it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0


class Served:
    """A running `prooftrail web`: where it listens, and what it has said on stderr."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        self.lines: list[str] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)

    def stop(self) -> int:
        """Ask it to stop; the seconds it has are few."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self._reading.join(5)
        return code


@contextmanager
def serving(folder: Path, environ: Mapping[str, str] | None = None, *arguments: str) -> Iterator[Served]:
    """`prooftrail web` over a data folder whose database may be in use by others."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = {"PROOFTRAIL_DATA": str(folder), "PORT": str(port), **(environ or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "prooftrail", "web", *arguments], env={**os.environ, **said}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("Prooftrail: "), first + (process.stderr.read() if process.stderr else "")
        scheme = "https" if first.startswith("Prooftrail: https") else "http"
        served = Served(process, f"{scheme}://127.0.0.1:{port}")
        _wait_for(port)
        yield served
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            threading.Event().wait(0.05)
        else:
            return
    raise AssertionError("the server does not listen")
