"""Advisory locks several packages share; each number is used for one thing only."""

from prooftrail.platform.database.pool import Connection

BACKUP = 7349
"""Held by a running backup: what it still has to copy must not be removed."""


def hold_backup(connection: Connection) -> None:
    """Tell everybody that a backup runs, until the connection ends."""
    connection.execute("select pg_advisory_lock_shared(%s)", [BACKUP])


def backup_running(connection: Connection) -> bool:
    """Whether a backup runs; if not, none starts before this transaction ends."""
    row = connection.execute("select pg_try_advisory_xact_lock(%s)", [BACKUP]).fetchone()
    return row is None or not row[0]
