"""Where everything lies below the root folder, and the two locks."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from psycopg.conninfo import make_conninfo

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.embedded.account import Account

PORT = 5432
"""Only a part of the socket's name."""

_LONGEST_SOCKET_PATH = 100
"""sockaddr_un holds 107 bytes on Linux, 103 on macOS."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The paths below one root folder."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data."""
        return self.root / "cluster"

    @property
    def log(self) -> Path:
        """The server's own logs."""
        return self.root / "log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: ours, or one below /tmp when ours makes too long a name.

        Not the TMPDIR of the moment: two shells must find the same server.
        """
        own = self.root / "socket"
        listed = not set("\",'\\") & set(str(own))  # the setting is a list with quotes and commas
        if listed and len(os.fsencode(own / f".s.PGSQL.{PORT}.lock")) <= _LONGEST_SOCKET_PATH:
            return own
        return Path("/tmp") / f"prooftrail-{hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]}"

    def dsn(self, role: str, database: str) -> str:
        """The conninfo of a role; it names everything, so PG* variables of the caller change nothing."""
        return make_conninfo(
            host=str(self.socket),
            port=PORT,
            user=role,
            dbname=database,
            sslmode="disable",
            gssencmode="disable",
        )

    def prepare(self, account: Account) -> None:
        """Make what is missing; the account alone may enter. The caller holds the lock."""
        if not self.log.exists():
            account.own(_made(self.log), 0o700)
        if account.nameless:
            # Root keeps the folder and the server passes by its group: others called nobody stay out.
            os.chown(self.root, 0, account.gid)
            self.root.chmod(0o710)
        self._prepare_socket(account)

    def _prepare_socket(self, account: Account) -> None:
        """Anybody may make folders in /tmp: one that is not ours and closed is never used."""
        folder = self.socket
        if not os.path.lexists(folder):
            account.own(_made(folder), 0o700)
        found = folder.lstat()
        if found.st_uid != account.uid or folder.is_symlink() or found.st_mode & 0o077:
            raise CannotStart(
                f"The socket folder {folder} is not the server's own closed folder.",
                "Somebody else made it. Remove it, or choose a shorter PROOFTRAIL_DATA.",
            )

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the right to start and stop this server."""
        with self.open_lock("lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def open_lock(self, name: str) -> IO[str]:
        """A lock file, opened for reading: that is enough for flock and works for any owner's file."""
        path = self.root / name
        descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        return os.fdopen(descriptor)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    return folder
