"""A server that really listens, for what only shows over a wire: streams, exports, ends."""

import json
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from prooftrail.app import create_app
from prooftrail.opening import Opened

PATIENCE = 20.0
"""Seconds after which a test gives up waiting for what should have come at once."""
CLIENT = httpx.Client(
    timeout=PATIENCE, limits=httpx.Limits(max_connections=None, max_keepalive_connections=0)
)


@pytest.fixture(scope="session")
def application(parts: Opened) -> FastAPI:
    """The application the server serves; monkeypatches reach it."""
    return create_app(parts.settings, parts.dsn, parts.pool)


@pytest.fixture(scope="session")
def address(application: FastAPI) -> Iterator[str]:
    """Where a server of this process listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        application.state.services.listening.close()
        thread.join(10)


@pytest.fixture(scope="session")
def wire(address: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


class Heard:
    """A long answer being read by a thread of its own: what came, and when."""

    def __init__(self, address: str, path: str, key: str, headers: dict[str, str]) -> None:
        self.pieces: queue.Queue[tuple[float, bytes]] = queue.Queue()
        self.ended = threading.Event()
        self.status = 0
        self._kept: list[dict[str, Any]] = []
        self._rest = b""
        self._open = threading.Event()
        self._close = threading.Event()
        how = {"authorization": f"Bearer {key}", **headers} if key else headers
        self._thread = threading.Thread(target=self._read, args=(address + path, how), daemon=True)
        self._thread.start()
        assert self._open.wait(PATIENCE), "no answer"

    def _read(self, url: str, headers: dict[str, str]) -> None:
        try:
            with CLIENT.stream("GET", url, headers=headers) as answer:
                self.status = answer.status_code
                self._open.set()
                for piece in answer.iter_raw():
                    self.pieces.put((time.monotonic(), piece))
                    if self._close.is_set():
                        break
        except httpx.HTTPError:
            pass
        finally:
            self._open.set()
            self.ended.set()

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """Every item told so far, once one of them is the wanted one."""
        give_up = time.monotonic() + PATIENCE
        while not any(wanted(item) for item in self._kept):
            assert time.monotonic() < give_up, f"never told; told {self._kept}"
            try:
                _, piece = self.pieces.get(timeout=0.5)
            except queue.Empty:
                continue
            self._rest += piece
            *whole, self._rest = self._rest.split(b"\n\n")
            for block in whole:
                self._kept += _item(block)
        return list(self._kept)

    def close(self) -> None:
        """Hang up at the next byte."""
        self._close.set()


def _item(block: bytes) -> list[dict[str, Any]]:
    fields = dict(
        line.split(": ", 1) for line in block.decode().split("\n") if ": " in line and line[0] != ":"
    )
    if "data" not in fields:
        return []
    return [{"id": fields.get("id"), "event": fields.get("event"), **json.loads(fields["data"])}]


Listen = Callable[..., Heard]


@pytest.fixture
def listen(address: str) -> Iterator[Listen]:
    """`listen(api)`: the caller's stream; `listen(api, "/api/v1/…")`: another long answer."""
    heard: list[Heard] = []

    def make(key: str, path: str = "/api/v1/stream", **headers: str) -> Heard:
        heard.append(Heard(address, path, key, {k.replace("_", "-"): v for k, v in headers.items()}))
        return heard[-1]

    yield make
    for each in heard:
        each.close()


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds that another thread brings about."""
    give_up = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < give_up, "it never came about"
        pause.wait(0.02)
