"""A web process of its own over the tests' database, and bytes sent to it as they are."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from prooftrail.settings import ProcessSettings


@contextmanager
def serving(settings: ProcessSettings, python: str) -> Iterator[str]:
    """The address of a server; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {
        **os.environ,
        "PROOFTRAIL_DATA": str(settings.data),
        "PORT": str(port),
        "PROOFTRAIL_DEV_CLOCK": "1",
    }
    command = [python, "-m", "prooftrail", "web"]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert "http" in said, said
        yield said.split()[-1]
    finally:
        process.terminate()
        process.wait(20)


def place(address: str) -> tuple[str, int]:
    """Host and port."""
    found = urlsplit(address)
    return found.hostname or "", found.port or 80


def status_of(address: str, raw: bytes, *, over: bool) -> int:
    """The status of the answer to these bytes; 0 for none. After them nothing comes where it is `over`."""
    with socket.create_connection(place(address), timeout=20) as line:
        try:
            line.sendall(raw)
            if over:
                line.shutdown(socket.SHUT_WR)
            head = line.recv(100)
        except OSError:
            return 0
    return int(head.split()[1]) if head.startswith(b"HTTP/") else 0
