"""Monthly partitions of the log, made ahead of time; what falls outside them goes to the rest."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import Connection

if TYPE_CHECKING:
    from prooftrail.platform.jobs.sweeps import Ground

AHEAD = 3


def keep_partitions(ground: "Ground", place: Place) -> None:
    """The sweep: whatever month comes, its partition is there."""
    with psycopg.connect(ground.dsn, options="-c timezone=UTC") as connection:
        make_partitions(connection, place, datetime.now(UTC).date())


def make_partitions(connection: Connection, place: Place, today: date) -> None:
    """Event partitions of this month and the next two.

    Made as tables and attached then, for that stops no writer; a lock that is not free at once is
    left to the next turn.
    """
    connection.execute("set local lock_timeout = '200ms'")
    parent = sql.Identifier(place.schema, "_event")
    month = today.replace(day=1)
    for _ in range(AHEAD):
        after = (month + timedelta(days=31)).replace(day=1)
        name = sql.Identifier(place.schema, f"_event_{month:%Y_%m}")
        there = connection.execute("select to_regclass(%s)", [name.as_string(connection)]).fetchone()
        if there is None or there[0] is None:
            connection.execute(
                sql.SQL("create table {} (like {} including all excluding identity)").format(name, parent)
            )
            connection.execute(
                sql.SQL("alter table {} attach partition {} for values from ({}) to ({})").format(
                    parent, name, sql.Literal(f"{month} 00:00+00"), sql.Literal(f"{after} 00:00+00")
                )
            )
        month = after
