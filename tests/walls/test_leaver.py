"""Who leaves gets nothing more after one second: by stream, key, session or export."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prooftrail.opening import Opened
from tests.conftest import Api, Callers
from tests.walls.conftest import Heard
from tests.walls.serving import Served, serving

ROWS = 30_000
"""Records of an export that is still under way when its reader leaves."""


@pytest.fixture(scope="module")
def served(parts: Opened, demo: str) -> Iterator[Served]:
    with serving(parts.settings.data) as found:
        yield found


class Slow:
    """Reads an answer a little at a time, into a small buffer, and notes when each piece came."""

    def __init__(self, address: str, path: str, key: str) -> None:
        self.at: list[float] = []
        self.size, self.failed = 0, b""
        self.begun, self.ended = threading.Event(), threading.Event()
        self._wire = socket.socket()
        self._wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self._wire.settimeout(60)
        self._wire.connect(("127.0.0.1", int(address.rsplit(":", 1)[1])))
        self._wire.sendall(f"GET {path} HTTP/1.1\r\nhost: t\r\nauthorization: Bearer {key}\r\n\r\n".encode())
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        pause = threading.Event()
        try:
            while piece := self._wire.recv(32_768):
                if not self.at and b" 200 " not in piece[:20]:
                    self.failed = piece
                    return
                self.at.append(time.monotonic())
                self.size += len(piece)
                self.begun.set()
                pause.wait(0.015)
                if piece.endswith(b"\r\n0\r\n\r\n"):
                    return
        finally:
            self._wire.close()
            self.ended.set()


@pytest.fixture
def leaver(inside: Callable[..., Any], caller: Callers) -> tuple[str, Api]:
    """Somebody new with an account, who may export, and a key of his."""
    login = f"leaver{uuid4().hex[:6]}"
    with inside() as work:
        row = work.execute(
            f"select department from {work.place.schema}.person where login = 'manager'"
        ).fetchone()
        values = {"name": "暂别", "login": login, "department": str(row[0]), "roles": ["manager"]}
        person = work.records.create("person", values).id
        schema = work.place.schema
        work.execute(
            f"insert into {schema}._account (person, login, password) "
            f"select %s, %s, password from {schema}._account where login = 'manager'",
            [person, login],
        )
    return str(person), caller(login)


def leave(inside: Callable[..., Any], person: str) -> float:
    """The moment from which he is gone."""
    with inside() as work:
        work.records.update("person", UUID(person), {"left_on": work.today.isoformat()})
    return time.monotonic()


def test_streams_keys_and_sessions_end_at_once(
    served: Served, leaver: tuple[str, Api], inside: Callable[..., Any], caller: Callers
) -> None:
    person, api = leaver
    heard = Heard(served.address, "/api/v1/stream", api.key, {})
    with httpx.Client(base_url=served.address, timeout=30) as browser:
        said = {"workspace": "demo", "login": api.login, "password": "demo"}
        assert browser.post("/api/v1/session", json=said).status_code == 200
        session = Heard(
            served.address, "/api/v1/stream", "", {"cookie": f"prooftrail={browser.cookies['prooftrail']}"}
        )
        with inside() as work:
            made = work.records.create("customer", {"name": "临别一单", "owner": person}).id
        for each in (heard, session):
            each.until(lambda item: item.get("record") == str(made))
        gone = leave(inside, person)
        for call in (
            lambda: browser.get("/api/v1/me"),
            lambda: httpx.get(f"{served.address}/api/v1/me", headers={"authorization": f"Bearer {api.key}"}),
            lambda: browser.post("/api/v1/session", json=said),
        ):
            assert call().status_code == 401
        with inside() as work:
            work.records.update("customer", made, {"phone": "0574-gone"})
        for each in (heard, session):
            assert each.ended.wait(10), "still open"
            while not each.pieces.empty():
                at, piece = each.pieces.get()
                assert at < gone + 1 and b"0574" not in piece, piece


def test_an_export_stops_while_he_reads_it(
    served: Served, leaver: tuple[str, Api], inside: Callable[..., Any]
) -> None:
    person, api = leaver
    with inside() as work:
        columns = "id, version, type, topic, objection, owner, created_at, updated_at, origin, salt"
        work.execute(
            f"insert into {work.place.schema}.activity ({columns}) "
            "select gen_random_uuid(), 1, 'call', 'export ' || n, repeat('long ', 90), %s, %s, %s, "
            "'entered', '' from generate_series(1, %s) n",
            [person, work.now, work.now, ROWS],
        )
    reader = Slow(served.address, "/api/v1/records/activity/export?fields=topic,objection", api.key)
    assert reader.begun.wait(60), reader.failed
    gone = leave(inside, person)
    assert reader.ended.wait(60)
    assert [at - gone for at in reader.at if at > gone + 1] == [] and reader.size < ROWS * 400
    with inside() as work:
        work.execute(f"delete from {work.place.schema}.activity where owner = %s", [person])


def test_a_day_of_leaving_that_was_set_before_ends_him_when_it_comes(
    leaver: tuple[str, Api], inside: Callable[..., Any]
) -> None:
    person, api = leaver
    with inside() as work:
        day = work.today
        work.records.update("person", UUID(person), {"left_on": "2999-01-01"})
    assert api.get("me")["login"] == api.login
    with inside() as work:
        work.execute(f"update {work.place.schema}.person set left_on = %s where id = %s", [day, person])
        work.execute(f"update {work.place.schema}._meta set access_version = access_version + 1")
    api.get("me", 401)
