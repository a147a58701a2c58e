"""Connections: one pool per process, set up the way every statement relies on."""

import select
from collections.abc import Callable

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

REQUEST_LIMIT_MS = 10_000
GIVE_UP = 3.0
"""Seconds of trying to connect anew; then the next caller begins again, and nobody sleeps too long."""
Connection = psycopg.Connection[TupleRow]
Pool = ConnectionPool[Connection]


def open_pool(
    dsn: str,
    *,
    size: int = 16,
    statement_ms: int = REQUEST_LIMIT_MS,
    name: str = "web",
    made: Callable[[Connection], None] | None = None,
) -> Pool:
    """A pool whose connections keep the shared search path and plan each statement for its values.

    Custom plans, because one prepared plan for a rep's twenty customers and a director's
    million is a wrong plan for one of them. Rows cost more than PostgreSQL thinks where pages are in
    memory: at its own price it walks 25,000 rows in the wanted order to find 51 instead of sorting 2,000.
    A page is never worth a second process. `made` is called with each new connection.
    """
    options = (
        f"-c search_path=prooftrail -c timezone=UTC -c plan_cache_mode=force_custom_plan -c jit=off "
        f"-c cpu_tuple_cost=0.03 -c max_parallel_workers_per_gather=0 "
        f"-c statement_timeout={statement_ms} -c idle_in_transaction_session_timeout=60000"
    )
    pool: Pool = ConnectionPool(
        dsn,
        min_size=1,
        max_size=size,
        open=True,
        timeout=10,
        max_idle=120,
        reconnect_timeout=GIVE_UP,
        name=name,
        configure=made,
        kwargs={"options": options, "application_name": f"prooftrail {name}"},
        check=_check_alive,
    )
    return pool


def _check_alive(connection: Connection) -> None:
    """Raise for a connection whose server has gone, without asking it anything.

    A connection at rest has nothing to read but the server's farewell or the end of the line.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        connection.pgconn.consume_input()
        if poll.poll(0) or connection.pgconn.status != psycopg.pq.ConnStatus.OK:
            raise psycopg.OperationalError("the server closed the connection")
