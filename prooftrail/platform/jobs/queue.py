"""Jobs: work that runs once, beside requests, in the worker. Procrastinate keeps and hands them out.

A job is deferred by the owner's role inside the transaction that needs it: both are kept or neither.
Arguments are ids only; whatever else a job needs it reads when it runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.database.pool import Connection

if TYPE_CHECKING:
    from prooftrail.platform.database.install import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

QUEUE = "jobs"
Stop = Callable[[], bool]
ROW = "row(%s, %s, 0, %s, null, %s, null)::procrastinate_job_to_defer_v1"
DEFER = f"select procrastinate_defer_jobs_v1(array[{ROW}])"
OPEN = "select 1 from procrastinate_jobs where task_name = %s and args = %s and status in ('todo', 'doing')"


@dataclass(frozen=True)
class Job:
    """`run(ground, place, id, stop)` works a few seconds at most and answers whether it is done.

    What is not done is deferred again, so that many long jobs take turns. It looks at `stop`
    between its steps, and may be run again from wherever it was killed.
    """

    name: str
    run: "Callable[[Ground, Place, UUID, Stop], bool]"


def defer(work: "Work", name: str, id: UUID) -> None:
    """Run the job once this transaction is kept."""
    work.execute("select set_config('role', 'none', true)")
    enqueue(work.connection, name, work.place.name, id)
    work.execute("select set_config('role', %s, true)", [work.place.role])


def enqueue(connection: Connection, name: str, workspace: str, id: UUID) -> None:
    """The same for who already is the owner. Jobs of one id run one after the other."""
    arguments = {"workspace": workspace, "id": str(id)}
    connection.execute(DEFER, [QUEUE, name, f"{name}:{workspace}:{id}", Jsonb(arguments)])


def is_open(connection: Connection, name: str, workspace: str, id: UUID) -> bool:
    """Whether the job waits or runs."""
    arguments = Jsonb({"workspace": workspace, "id": str(id)})
    return connection.execute(OPEN, [name, arguments]).fetchone() is not None
