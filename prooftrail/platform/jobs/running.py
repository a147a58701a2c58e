"""The worker's half of the queue: jobs run in threads, a killed worker's jobs are run again.

Only the worker process imports this: Procrastinate costs every other process memory and time.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import UUID

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException

from prooftrail.platform.jobs.priority import lower_thread
from prooftrail.platform.jobs.queue import QUEUE, Job, enqueue
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.refusal import Refusal

log = logging.getLogger(__name__)
AT_ONCE = 2
HEARTBEAT, STALLED, RESCUE = 5.0, 30.0, 10.0
"""Seconds: a worker's sign of life, when it counts as dead, how often its jobs are looked for."""
GRACE = 10.0


def run_jobs(ground: Ground, jobs: Sequence[Job], stop: threading.Event, nice: int = 0) -> None:
    """Until `stop` is set, in threads that step back by `nice`. A database that went away is waited for."""
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    while not stop.is_set():
        try:
            asyncio.run(_work(ground, jobs, stop, nice))
        except (ConnectorException, psycopg.Error, OSError) as error:
            log.warning("jobs: the database is away: %s", type(error).__name__)
        stop.wait(1.0)


async def _work(ground: Ground, jobs: Sequence[Job], stop: threading.Event, nice: int) -> None:
    options = "-c search_path=prooftrail -c timezone=UTC"
    kwargs = {"options": options, "application_name": "prooftrail jobs"}
    connector = procrastinate.PsycopgConnector(conninfo=ground.dsn, min_size=1, max_size=3, kwargs=kwargs)
    app = procrastinate.App(connector=connector)
    retry = procrastinate.RetryStrategy(max_attempts=10, wait=5)
    for job in jobs:
        app.task(name=job.name, queue=QUEUE, retry=retry)(_task(ground, job, stop, nice))
    async with app.open_async():
        beside = [asyncio.create_task(_rescue(app)), asyncio.create_task(_stopped(stop))]
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=[QUEUE],
                concurrency=AT_ONCE,
                install_signal_handlers=False,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
            )
        )
        await asyncio.wait([worker, beside[1]], return_when=asyncio.FIRST_COMPLETED)
        for each in [worker, *beside]:
            each.cancel()
        with suppress(asyncio.CancelledError):
            await worker


def _task(ground: Ground, job: Job, stop: threading.Event, nice: int) -> Callable[..., None]:
    def run(workspace: str, id: str) -> None:
        """A slice of the job; what is left waits behind the others."""
        lower_thread(nice)
        try:
            place = ground.workspaces.directory.find(workspace)
            done = job.run(ground, place, UUID(id), stop.is_set)
        except Refusal as refusal:
            log.warning("job %s of %s: %s", job.name, workspace, refusal.code)
            return
        if not done:
            with ground.workspaces.pool.connection() as connection:
                enqueue(connection, job.name, workspace, UUID(id))

    return run


async def _stopped(stop: threading.Event) -> None:
    while not stop.is_set():
        await asyncio.sleep(0.2)


async def _rescue(app: procrastinate.App) -> None:
    """Give the jobs of workers without a sign of life to the living."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            log.warning("job %s of a lost worker is run again", job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(RESCUE)
