"""What an operator watches of the database: how far readers lag, what is unsealed, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prooftrail.platform.database.install import Place
from prooftrail.platform.database.pool import Connection, Pool

MOST_COUNTED = 100_000
"""Past this many it is enough to know that there are more."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The last turn of one sweep: when it ended, how long it took, and whether it failed."""

    name: str
    ended_at: datetime
    seconds: float
    failed: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """One workspace. `unsealed` stops counting at a limit; `oldest_job` is in seconds."""

    workspace: str
    unsealed: int
    open_jobs: int
    oldest_job: float
    turns: Sequence[Turn]


@dataclass(frozen=True, slots=True)
class Watch:
    """The whole server, or one workspace of it."""

    lag_seconds: float
    workspaces: Sequence[Figures]


def watch(pool: Pool, only: str | None = None) -> Watch:
    """Read everything as the owner, in one short transaction."""
    with pool.connection(timeout=3) as connection:
        row = connection.execute("select prooftrail.watermark_lag()").fetchone()
        places = connection.execute(
            "select name, schema, role from workspace "
            "where %(only)s::text is null or name = %(only)s order by name",
            {"only": only},
        ).fetchall()
        return Watch(float(row[0]) if row else 0.0, [_figures(connection, Place(*place)) for place in places])


def note_turn(connection: Connection, place: Place, turn: Turn) -> None:
    """Keep what the worker did, for the web process to show."""
    connection.execute(
        f"insert into {place.schema}._sweep (name, ended_at, seconds, failed) values (%s, %s, %s, %s) "
        "on conflict (name) do update set ended_at = excluded.ended_at, seconds = excluded.seconds, "
        "failed = excluded.failed",
        [turn.name, turn.ended_at, turn.seconds, turn.failed],
    )


def _figures(connection: Connection, place: Place) -> Figures:
    jobs = connection.execute("select * from prooftrail.waiting(%s)", [place.name]).fetchone()
    turns = connection.execute(
        f"select name, ended_at, seconds, failed from {place.schema}._sweep order by name"
    ).fetchall()
    open_jobs, oldest = jobs or (0, 0.0)
    unsealed = _unsealed(connection, place)
    return Figures(place.name, unsealed, open_jobs, float(oldest), [Turn(*each) for each in turns])


def _unsealed(connection: Connection, place: Place) -> int:
    last = connection.execute(
        f"select epoch, last_tx::text, last_seq from {place.schema}._seal order by n desc limit 1"
    ).fetchone()
    since = "where (epoch, tx, seq) > (%s, %s::text::xid8, %s)" if last else ""
    counted = f"select count(*) from (select 1 from {place.schema}._event {since} limit {MOST_COUNTED}) e"
    row = connection.execute(counted, last).fetchone()
    return row[0] if row else 0
