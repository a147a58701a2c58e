"""The queue: a job is kept with what asked for it, and a killed worker's job goes on elsewhere."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest

from prooftrail.opening import Opened, background
from prooftrail.platform.database.place import Place
from prooftrail.platform.imports.running import IMPORT, LOST, pick_up
from prooftrail.platform.jobs.queue import Job, Stop, defer, enqueue
from prooftrail.platform.jobs.running import run_jobs
from prooftrail.platform.jobs.sweeps import Ground
from tests.imports.conftest import SYSTEM, Company
from tests.trust.serving import until

pytestmark = pytest.mark.heavy

OPEN = "select count(*) from procrastinate_jobs where args ->> 'id' = %s and status in ('todo', 'doing')"


def open_jobs(parts: Opened, id: UUID | str) -> int:
    with parts.pool.connection() as connection:
        row = connection.execute(OPEN, [str(id)]).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def working(parts: Opened, *jobs: Job) -> Iterator[None]:
    """A worker in a thread of this process."""
    with working_on(parts.ground, *jobs):
        yield


@contextmanager
def working_on(ground: Ground, *jobs: Job, nice: int = 0) -> Iterator[None]:
    """The same with a ground and a priority of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=run_jobs, args=(ground, jobs, stop, nice))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive()


def test_a_job_is_kept_with_its_transaction_or_not_at_all(parts: Opened, company: Company) -> None:
    lost, kept = uuid4(), uuid4()
    with pytest.raises(ZeroDivisionError), parts.workspaces.begin(company.name, SYSTEM) as work:
        defer(work, "nothing", lost)
        raise ZeroDivisionError
    with parts.workspaces.begin(company.name, SYSTEM) as work:
        defer(work, "nothing", kept)
        assert work.execute("select current_user").fetchone() == (work.place.role,)
    assert (open_jobs(parts, lost), open_jobs(parts, kept)) == (0, 1)


def test_the_queue_is_out_of_a_workspaces_reach(parts: Opened, company: Company) -> None:
    for statement in (
        "select * from procrastinate_jobs",
        "delete from procrastinate_jobs",
        "select procrastinate_cancel_job_v1(1, true, true)",
    ):
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege),
            parts.workspaces.begin(company.name, SYSTEM) as work,
        ):
            work.execute(statement)


def test_a_job_takes_turns_until_it_is_done(parts: Opened, company: Company) -> None:
    turns: list[UUID] = []

    def run(ground: Ground, place: Place, id: UUID, stop: Stop) -> bool:
        turns.append(id)
        return turns.count(id) == 3

    first, second = uuid4(), uuid4()
    with parts.workspaces.begin(company.name, SYSTEM) as work:
        defer(work, "turns", first)
        defer(work, "turns", second)
    with working(parts, Job("turns", run)):
        until("both to be done", lambda: open_jobs(parts, first) + open_jobs(parts, second) == 0)
    assert (turns.count(first), turns.count(second)) == (3, 3)


def test_a_lost_workers_job_is_run_again(parts: Opened, company: Company) -> None:
    runs: list[UUID] = []

    def run(ground: Ground, place: Place, id: UUID, stop: Stop) -> bool:
        runs.append(id)
        return True

    id = uuid4()
    with parts.pool.connection() as connection:
        enqueue(connection, "lost", company.name, id)
        connection.execute(
            "with dead as (insert into procrastinate_workers (last_heartbeat) "
            "values (now() - interval '40 seconds') returning id) "
            "update procrastinate_jobs set status = 'doing', worker_id = dead.id from dead "
            "where args ->> 'id' = %s",
            [str(id)],
        )
    with working(parts, Job("lost", run)):
        until("the job to be done", lambda: open_jobs(parts, id) == 0)
    assert runs == [id]


def test_an_import_nobody_works_at_is_picked_up(parts: Opened, company: Company) -> None:
    id = company.post("boss", "customer", "name\n一\n")["id"]
    place = parts.workspaces.directory.find(company.name)
    with parts.pool.connection() as connection:
        connection.execute("delete from procrastinate_jobs where args ->> 'id' = %s", [id])
    pick_up(parts.ground, place)
    assert open_jobs(parts, id) == 0
    with parts.workspaces.begin(company.name, SYSTEM) as work:
        work.execute(f"update {place.schema}._import set heartbeat_at = %s", [work.real_now - LOST - LOST])
    pick_up(parts.ground, place)
    pick_up(parts.ground, place)
    assert open_jobs(parts, id) == 1
    assert company.work_off(id)["created"] == 1


def test_a_killed_worker_leaves_an_import_that_goes_on(parts: Opened, company: Company, python: str) -> None:
    """The worker is a process of its own, killed in the middle; another finds the job and the place."""
    rows = 4_000
    content = "name,code\n" + "".join(f"客户{n},K-{n}\n" for n in range(rows))
    id = company.post("boss", "customer", content, {"match": ["code"]})["id"]
    environment = {**os.environ, "PROOFTRAIL_DATA": str(parts.settings.data)}
    command = [python, "-m", "prooftrail", "worker"]
    process = subprocess.Popen(command, env=environment)
    until(
        "some rows to be written",
        lambda: company.shown(id)["progress"]["at"] > 0 and company.count("customer") > 0,
    )
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = company.shown(id)["progress"]["at"]
    assert company.count("customer") == done  # what is written and how far it says it is are one
    with parts.pool.connection() as connection:
        connection.execute("update procrastinate_workers set last_heartbeat = now() - interval '40 seconds'")
    with working(parts, IMPORT):
        until("the import to be done", lambda: company.shown(id)["state"] == "done")
    assert company.count("customer") == rows == company.shown(id)["created"]
    codes = company.rows("select count(distinct code), count(*) from {}.customer")
    assert codes == [(rows, rows)]
    events = company.rows(
        "select count(*) from {}._event where action = 'record.created' and object = 'customer'"
    )
    assert events == [(rows,)]


def test_a_worker_told_to_stop_ends_within_seconds(parts: Opened, company: Company, python: str) -> None:
    content = "name\n" + "".join(f"客户{n}\n" for n in range(20_000))
    id = company.post("boss", "customer", content)["id"]
    environment = {**os.environ, "PROOFTRAIL_DATA": str(parts.settings.data)}
    process = subprocess.Popen([python, "-m", "prooftrail", "worker"], env=environment)
    until("it to be at work", lambda: company.shown(id)["progress"]["at"] > 0)
    process.terminate()
    assert process.wait(60) == 0
    assert company.shown(id)["state"] in ("checking", "applying") and open_jobs(parts, id) == 1
    with parts.pool.connection() as connection:
        assert connection.execute(
            "select count(*) from procrastinate_jobs where status = 'doing'"
        ).fetchone() == (0,)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows a priority for one thread")
def test_jobs_and_their_sessions_step_back_behind_everybody_else(parts: Opened, company: Company) -> None:
    found: dict[str, int] = {}

    def nice_of(id: int) -> int:
        return os.getpriority(os.PRIO_PROCESS, id)

    def run(ground: Ground, place: Place, id: UUID, stop: Stop) -> bool:
        found["thread"] = nice_of(threading.get_native_id())
        with ground.workspaces.begin(place.name, SYSTEM) as work:
            found["session"] = nice_of(work.connection.info.backend_pid)
        return True

    with parts.workspaces.begin(company.name, SYSTEM) as work:
        defer(work, "nice", uuid4())
    with background(parts) as ground, working_on(ground, Job("nice", run), nice=9):
        until("it to be done", lambda: len(found) == 2)
    assert found == {"thread": 9, "session": parts.settings.background_nice}
    with parts.workspaces.begin(company.name, SYSTEM) as work:
        assert nice_of(work.connection.info.backend_pid) < parts.settings.background_nice
