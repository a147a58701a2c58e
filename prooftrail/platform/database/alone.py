"""One transaction that has a workspace's schema to itself, as the owner: for changes of shape.

Everybody else's transaction holds the schema's shared lock from its first statement, so whoever gets
the exclusive one knows that no transaction spans two shapes, and that no table is in use.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from prooftrail.platform.database.pool import Connection

SCHEMA_LOCK = 7337
BUILDER_LOCK = 7338
LIMIT = "2s"
"""How long others may have to wait behind us while we wait for the last of them."""
BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)
"""Raised where others did not finish in time; the whole transaction may be tried again."""

OPTIONS = "-c search_path=prooftrail -c timezone=UTC -c jit=off"


@contextmanager
def alone(dsn: str, schema: str) -> Iterator[Connection]:
    """The transaction: committed when the block ends, undone when it raises. Raises one of `BUSY`."""
    options = f"{OPTIONS} -c statement_timeout=20000 -c lock_timeout={LIMIT}"
    with psycopg.connect(dsn, options=options, application_name="prooftrail design") as connection:
        connection.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [SCHEMA_LOCK, schema])
        yield connection


def builder_name(schema: str) -> str:
    """What the connection that builds a schema's indexes calls itself."""
    return f"prooftrail indexes {schema}"[:63]


@contextmanager
def building(dsn: str, schema: str) -> Iterator[Connection | None]:
    """A connection for building indexes beside everybody's work; None where another builder is at it.

    Each statement is a transaction of its own, without a time limit, because that is how PostgreSQL
    builds concurrently.
    """
    options = f"{OPTIONS} -c statement_timeout=0 -c transaction_timeout=0 -c lock_timeout=0"
    name = builder_name(schema)
    with psycopg.connect(dsn, options=options, application_name=name, autocommit=True) as connection:
        mine = "select pg_try_advisory_lock(%s, hashtext(%s))"
        row = connection.execute(mine, [BUILDER_LOCK, schema]).fetchone()
        yield connection if row is not None and row[0] else None


def stop_building(connection: Connection, schema: str, table: str) -> None:
    """Let go of the table whoever builds an index on it: a change of shape is short, and he starts again."""
    connection.execute(
        "select pg_cancel_backend(a.pid) from pg_stat_activity a join pg_locks l on l.pid = a.pid "
        "where a.application_name = %s and l.relation = to_regclass(%s) and l.pid <> pg_backend_pid()",
        [builder_name(schema), f"{schema}.{table}"],
    )
