"""Advisory locks several packages share; each number is used for one thing only."""

from prooftrail.platform.database.pool import Connection

BACKUP = 7349
"""Held by a running backup: what it still has to copy must not be removed."""


def hold_backup(connection: Connection) -> None:
    """Tell everybody that a backup runs, until the connection ends."""
    connection.execute("select pg_advisory_lock_shared(%s)", [BACKUP])


def backup_under_way(connection: Connection) -> bool:
    """Whether a backup runs just now. It holds every table still, and may for an hour."""
    row = connection.execute(
        "select exists (select from pg_locks where locktype = 'advisory' and classid = 0 and objid = %s "
        "and objsubid = 1 and mode = 'ShareLock' and granted and database = "
        "(select oid from pg_database where datname = current_database()))",
        [BACKUP],
    ).fetchone()
    return bool(row and row[0])


def backup_running(connection: Connection) -> bool:
    """Whether a backup runs; if not, none starts before this transaction ends."""
    row = connection.execute("select pg_try_advisory_xact_lock(%s)", [BACKUP]).fetchone()
    return row is None or not row[0]
