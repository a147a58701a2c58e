"""A small demo the tests of work items share, its people, and a machine outside that can be reached."""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.outbound.addresses import LISTED
from prooftrail.platform.work import Work
from tests.conftest import shared_demo, signed_in

shop = shared_demo(60)
admin, rep, rep2, manager = signed_in("admin"), signed_in("rep"), signed_in("rep2"), signed_in("manager")
director, ops = signed_in("director"), signed_in("ops")


@dataclass
class Outside:
    """An HTTP server in a thread. `told` is what arrived; it answers `status`, or goes to `redirect`."""

    url: str
    told: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    redirect: str | None = None
    answer: bytes = b"{}"

    def by(self, key: str) -> list[dict[str, Any]]:
        """What arrived under a key."""
        return [each for each in self.told if each["key"] == key]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Something to call on this machine, which the server lists."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    found = Outside("")

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.told.append(
                {"key": self.headers["Idempotency-Key"], "path": self.path, "headers": dict(self.headers),
                 "body": json.loads(body)}
            )  # fmt: skip
            self.send_response(302 if found.redirect and found.status == 200 else found.status)
            if found.redirect:
                self.send_header("Location", found.redirect)
            self.end_headers()
            self.wfile.write(found.answer)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@dataclass
class Mailbox:
    """What a mail server took."""

    host: str
    port: int
    messages: list[str] = field(default_factory=list)


def place_of(parts: Opened, workspace: str) -> Place:
    """Where a workspace lies."""
    return parts.workspaces.directory.find(workspace)


def person(work: Work, login: str) -> UUID:
    """Somebody by his login."""
    row = work.execute(f"select id from {work.place.schema}.person where login = %s", [login]).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def port_of(url: str) -> int:
    """The port of an address."""
    return urlsplit(url).port or 0


def states(work: Work, keys: Sequence[str]) -> dict[str, str]:
    """The state of effects by key."""
    rows = work.execute(
        f"select key, state from {work.place.schema}._effect where key = any(%s)", [list(keys)]
    ).fetchall()
    return dict(rows)
