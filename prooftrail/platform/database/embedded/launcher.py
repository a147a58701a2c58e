"""Share one embedded server between processes: the first starts it, the last stops it."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.embedded.account import Account, able, account_for
from prooftrail.platform.database.embedded.folders import Folders
from prooftrail.platform.database.embedded.server import (
    SUPERUSER,
    Sign,
    binaries,
    create_cluster,
    halt,
    look,
    start,
)

NAME = "prooftrail"
"""The login role, and the database it owns."""

_log = logging.getLogger(__name__)


@contextmanager
def running(root: Path) -> Iterator[str]:
    """Use the server of a root folder; yields the conninfo of the login role.

    The folder, cluster, role and database are made as needed. Any number of processes and threads may
    be inside at once; the last one out stops the server. A process that is killed leaves it running,
    and the next one in finds it. Raises `CannotStart`.
    """
    folders = Folders(root.resolve())
    with _ours(folders), folders.changing():
        users = folders.open_lock("users")
        try:
            fcntl.flock(users, fcntl.LOCK_SH)
            dsn = _up(folders)
        except BaseException:
            users.close()
            raise
    try:
        yield dsn
    finally:
        _leave(folders, users)


def ensure(root: Path) -> str:
    """Start the server if it does not answer, for whoever uses it already; the same conninfo.

    For the process that watches over web and worker: a server that was killed comes back at once.
    """
    folders = Folders(root.resolve())
    with _ours(folders), folders.changing():
        return _up(folders)


def answers(root: Path) -> bool:
    """Whether the server answers; it is only looked at."""
    return look(Folders(root.resolve())) is Sign.READY


def stop(root: Path) -> bool:
    """Stop the server whoever uses it; true if it ran."""
    folders = Folders(root.resolve())
    if not folders.root.exists():
        return False
    with _ours(folders), folders.changing():
        return folders.cluster.exists() and halt(folders, _account(folders))


def superuser(root: Path, database: str = NAME) -> str:
    """The conninfo of the superuser, for maintenance and restore only; the server must be running."""
    return Folders(root.resolve()).dsn(SUPERUSER, database)


def _account(folders: Folders) -> Account:
    return able(account_for(folders.root, folders.cluster), binaries() / "postgres", folders.root)


def _up(folders: Folders) -> str:
    """The caller holds the lock."""
    folders.prepare(account_for(folders.root, folders.cluster))
    account = _account(folders)
    create_cluster(folders, account)
    start(folders, account)
    _establish(folders)
    return folders.dsn(NAME, NAME)


def _establish(folders: Folders) -> None:
    """Make the login role and its database; a start that died half-way is completed by the next."""
    name = sql.Identifier(NAME)
    with psycopg.connect(folders.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
            return
        if not connection.execute("select 1 from pg_roles where rolname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("create role {} login createrole nosuperuser").format(name))
        # Dumps, restores and index builds take as long as they take.
        for setting in ("transaction_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(
                sql.SQL("alter role {} set {} = 0").format(sql.Identifier(SUPERUSER), sql.Identifier(setting))
            )
        connection.execute(sql.SQL("create database {} owner {} template template0").format(name, name))


def _leave(folders: Folders, users: IO[str]) -> None:
    """Stop the server if nobody else uses it. A failure is logged: the work itself is done."""
    try:
        with folders.changing(), users:
            # Nobody enters while the lock is held, so trading the shared lock for the whole is safe.
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            halt(folders, _account(folders))
    except BlockingIOError:
        return
    except (CannotStart, OSError) as error:
        _log.warning("the embedded database was left running: %s", error)


@contextmanager
def _ours(folders: Folders) -> Iterator[None]:
    """Have a root folder we may use; a no of the operating system is a reason not to start, no fault."""
    try:
        folders.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        account_for(folders.root, folders.cluster)
        yield
    except (OSError, psycopg.OperationalError) as error:
        raise CannotStart(
            f"The embedded database in {folders.root} cannot be used: {error}",
            "Check that the disk has room and that this user may write there.",
        ) from error
