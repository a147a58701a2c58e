"""A killed server comes back, with every write it acknowledged."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg

from prooftrail.platform.database import embedded
from prooftrail.platform.database.tests.conftest import postmaster


def _write(dsn: str, writer: int, acknowledged: list[tuple[int, int]], enough: threading.Event) -> None:
    try:
        with psycopg.connect(dsn, autocommit=True) as connection:
            for n in range(100_000):
                connection.execute("insert into journal values (%s, %s)", [writer, n])
                acknowledged.append((writer, n))
                if len(acknowledged) > 300:
                    enough.set()
    except psycopg.OperationalError:
        return


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root) as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("create table journal (writer int, n int, primary key (writer, n))")
        acknowledged: list[tuple[int, int]] = []
        enough = threading.Event()
        writers = [
            threading.Thread(target=_write, args=(dsn, writer, acknowledged, enough)) for writer in range(4)
        ]
        for thread in writers:
            thread.start()
        assert enough.wait(60)
        os.kill(postmaster(root), signal.SIGKILL)
        assert embedded.ensure(root) == dsn
        for thread in writers:
            thread.join()
        with psycopg.connect(dsn) as connection:
            rows = set(connection.execute("select writer, n from journal").fetchall())
        assert set(acknowledged) <= rows
        assert len(rows) - len(acknowledged) <= len(writers)


def test_a_server_killed_while_nobody_looked_is_recovered_by_the_next_start(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root) as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("create table journal (n int); insert into journal values (1)")
        os.kill(postmaster(root), signal.SIGKILL)
    with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select n from journal").fetchall() == [(1,)]


def test_a_process_number_given_away_anew_is_not_taken_for_the_server(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root):
        left_behind = (root / "cluster" / "postmaster.pid").read_text()
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        lines = left_behind.split("\n")
        lines[0] = str(stranger.pid)
        lines[7] = "ready   "
        stale = root / "cluster" / "postmaster.pid"
        stale.write_text("\n".join(lines))
        stale.chmod(0o644)
        assert embedded.stop(root) is False
        with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_corpse_nobody_collects_does_not_block_the_start(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root):
        left_behind = (root / "cluster" / "postmaster.pid").read_text()
    corpse = subprocess.Popen(["true"])
    os.waitid(os.P_PID, corpse.pid, os.WEXITED | os.WNOWAIT)  # dead, and not collected
    stale = root / "cluster" / "postmaster.pid"
    stale.write_text("\n".join([str(corpse.pid), *left_behind.split("\n")[1:]]))
    stale.chmod(0o644)
    with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    corpse.wait()


def test_a_busy_child_of_a_killed_server_does_not_delay_its_successor(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root) as dsn:
        started = threading.Event()
        worker = threading.Thread(target=_count, args=(dsn, started))
        worker.start()
        started.wait()
        os.kill(postmaster(root), signal.SIGKILL)
        began = time.monotonic()
        assert embedded.ensure(root) == dsn
        worker.join()
        assert time.monotonic() - began < 20


def _count(dsn: str, started: threading.Event) -> None:
    """Keep a server process busy for minutes, without a moment in which it looks up."""
    try:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("set client_connection_check_interval = 0")
            started.set()
            connection.execute("do $$ begin for i in 1..2000000000 loop end loop; end $$")
    except psycopg.OperationalError:
        return
