"""Whatever dies at whatever moment: what was acknowledged is there, once, with its event."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from prooftrail.cli.verify import verify
from prooftrail.platform.faults import Step
from tests.trust.serving import Server, hit, lives, until
from tests.trust.writers import Load, check_journal

pytestmark = pytest.mark.heavy

PROGRESS = 40
"""Acknowledged writes between two kills."""
Kill = Callable[[Server], None]


def kill_web(server: Server) -> None:
    hit(server.child("web"))


def kill_worker(server: Server) -> None:
    hit(server.child("worker"))


def kill_database(server: Server) -> None:
    hit(server.postmaster())


def end_backends(server: Server) -> None:
    server.terminate_backends()


def die_at(step: Step) -> Kill:
    """Whoever reaches the step dies there."""

    def kill(server: Server) -> None:
        server.trap.write_text(step)
        until(f"a death at {step}", lambda: not server.trap.exists())

    return kill


def database_dies_at(step: Step) -> Kill:
    """The database dies when somebody reaches the step."""

    def kill(server: Server) -> None:
        until("the database's number", server.postmaster)
        server.trap.write_text(f"{step} {server.postmaster()}")
        until(f"a death at {step}", lambda: not server.trap.exists())

    return kill


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    found.prepare(keys=18)
    try:
        found.start()
        yield found
    finally:
        found.kill()


def survive(server: Server, kills: list[Kill]) -> None:
    with Load(server, server.data) as load:
        for kill in kills:
            due = load.acknowledged + PROGRESS
            until("writes to go on", lambda due=due: load.acknowledged >= due)
            kill(server)
        due = load.acknowledged + PROGRESS
        until("writes to go on", lambda: load.acknowledged >= due)
    until("the server to be ready", server.ready)
    with server.opened() as parts:
        check_journal(parts, load)
        until("everything to be sealed", lambda: verify(parts, "demo").unsealed == 0)
        report = verify(parts, "demo")
        assert report.clean, report.named[:20]
    statuses = {status for writer in load.writers for status in writer.statuses}
    assert statuses <= {0, 200, 201, 409, 503}, statuses


def test_five_deaths_under_sixteen_writers(server: Server) -> None:
    survive(
        server,
        [
            die_at("stored"),
            kill_database,
            database_dies_at("before_commit"),
            kill_web,
            die_at("after_commit"),
        ],
    )
    worker = server.child("worker")
    hit(worker)
    until("a new worker", lambda: server.child("worker") not in (worker, None))


@pytest.mark.long
def test_fifty_deaths_under_sixteen_writers(server: Server) -> None:
    steps = get_args(Step)
    kills = [make(step) for make in (die_at, database_dies_at) for step in steps]
    kills += [kill_web, kill_worker, kill_database, end_backends] * 9
    random.Random(2).shuffle(kills)
    survive(server, kills)


def test_stopping_leaves_nothing_running(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        server.start()
        web, worker, database = server.child("web"), server.child("worker"), server.postmaster()
        assert lives(web) and lives(worker) and lives(database)
        assert server.stop() == 0
        assert not (lives(web) or lives(worker) or lives(database))
        assert server.postmaster() is None

        server.start()
        web, worker, database = server.child("web"), server.child("worker"), server.postmaster()
        assert server.process is not None
        server.process.kill()
        until("the children to follow", lambda: not (lives(web) or lives(worker)))
        until("the last one out to stop the database", lambda: not lives(database))
    finally:
        server.kill()
