"""Opening the server's parts for a command: database, pool, workspaces, files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from prooftrail.app import open_files, open_keys, open_workspaces
from prooftrail.platform.database import embedded, external
from prooftrail.platform.database.install import drop_workspace, install_shared
from prooftrail.platform.database.pool import Connection, Pool, open_pool
from prooftrail.platform.events.heads import Heads
from prooftrail.platform.files.store import Files
from prooftrail.platform.jobs.priority import lower_session
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.keys import Keys
from prooftrail.platform.work import Workspaces
from prooftrail.settings import ProcessSettings


@dataclass(frozen=True)
class Opened:
    """What a command works with; `dsn` is the owner's."""

    settings: ProcessSettings
    dsn: str
    pool: Pool
    workspaces: Workspaces
    files: Files

    @cached_property
    def keys(self) -> Keys:
        """The server's keys."""
        return open_keys(self.settings)

    @property
    def ground(self) -> Ground:
        """What sweeps work with."""
        return Ground(self.dsn, self.workspaces, self.files, self.keys, self.settings.seals)


@contextmanager
def database(settings: ProcessSettings) -> Iterator[str]:
    """The database's conninfo: one's own by DATABASE_URL, or the embedded one, started as needed."""
    if settings.database_url:
        external.check(settings.database_url)
        install_shared(settings.database_url)
        yield settings.database_url
        return
    with embedded.running(settings.data / "database") as dsn:
        install_shared(dsn)
        yield dsn


@contextmanager
def opened(settings: ProcessSettings, *, statement_ms: int = 0) -> Iterator[Opened]:
    """Everything, for one command; no statement limit unless one is given."""
    with (
        database(settings) as dsn,
        open_pool(dsn, size=12, statement_ms=statement_ms, name="command") as pool,
    ):
        workspaces = open_workspaces(pool, open_keys(settings))
        yield Opened(settings, dsn, pool, workspaces, open_files(settings))


@contextmanager
def background(parts: Opened) -> Iterator[Ground]:
    """What jobs work with: sessions of their own that step back behind everybody else's."""
    settings = parts.settings
    nice, cluster = settings.background_nice, settings.data / "database" / "cluster"

    def made(connection: Connection) -> None:
        if not settings.database_url:
            lower_session(connection, cluster, nice)

    with open_pool(parts.dsn, size=4, statement_ms=0, name="jobs", made=made) as pool:
        yield replace(parts.ground, workspaces=open_workspaces(pool, parts.keys))


def discard(settings: ProcessSettings, dsn: str, workspace: str) -> None:
    """Remove a company for good, its files too; the heads of its seals are put aside."""
    drop_workspace(dsn, workspace)
    open_files(settings).clear(workspace)
    Heads(settings.seals, workspace).retire()
