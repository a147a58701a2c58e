"""A workspace that is designed in, a worker's turn, and short ways to say things."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.database.install import Place
from prooftrail.platform.schema.design.indexing import build_due
from prooftrail.settings import ProcessSettings
from tests.conftest import Api, shared_demo, signed_in

PORT = 8170

shop = shared_demo()
ops = signed_in("ops")
rep = signed_in("rep")


@pytest.fixture(scope="session")
def place(parts: Opened, shop: str) -> Place:
    """Where the workspace lives."""
    return parts.workspaces.directory.find(shop)


@pytest.fixture(scope="session")
def build(parts: Opened, place: Place) -> Callable[[], None]:
    """A worker's turn: every index that is due."""
    return lambda: build_due(parts.dsn, parts.workspaces, place)


def fresh(stem: str = "f") -> str:
    """An API name nobody has used."""
    return f"x_{stem}{uuid4().hex[:8]}"


def said(name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    """The body that defines a field, its label made from its name."""
    return {"name": name, "label": {"zh": f"字段{name[2:]}", "en": f"Field {name[2:]}"}, "type": kind, **more}


def define(api: Api, object: str, kind: str = "text", status: int = 201, **more: Any) -> dict[str, Any]:
    """A new field of a fresh name."""
    answer = api.post(
        f"objects/{object}/fields", said(more.pop("name", None) or fresh(), kind, **more), status
    )
    return dict(answer)


def until(question: Callable[[], Any], seconds: float = 60) -> None:
    """Ask again and again until it is so."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not question():
        assert time.monotonic() < deadline, "it did not come to that in time"
        pause.wait(0.02)


@contextmanager
def served(
    settings: ProcessSettings, port: int = PORT, kill_at: Path | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A web process of its own over the same data; `kill_at` is the file that names a step to die at."""
    environment = {**os.environ, "PROOFTRAIL_DATA": str(settings.data), "PORT": str(port)}
    if kill_at is not None:
        environment["PROOFTRAIL_TEST_KILL_AT"] = str(kill_at)
    process = subprocess.Popen([sys.executable, "-m", "prooftrail", "web"], env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: ready(url))
        yield process, url
    finally:
        process.kill()
        process.wait()


def ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False
