"""The shared schema, and a workspace's schema, role and tables: made and dropped by the owner."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import psycopg
from psycopg import sql

from prooftrail.platform.database.partitions import make_partitions
from prooftrail.platform.database.place import Place as Place
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import Shipped, build_schema
from prooftrail.platform.schema.ddl import create_object
from prooftrail.platform.values import NAME

FOLDER = Path(__file__).parent
INSTALL_LOCK = 7331


@contextmanager
def owner(dsn: str) -> Iterator[Connection]:
    """One transaction as the owner, for what no workspace role may do."""
    with psycopg.connect(dsn, options="-c search_path=prooftrail -c timezone=UTC") as connection:
        yield connection


def install_shared(dsn: str) -> None:
    """The shared schema and functions; safe to run again and from two processes at once."""
    with owner(dsn) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        for script in ("shared.sql", "formula.sql"):
            connection.execute((FOLDER / script).read_bytes())
        _install_queue(connection)


def _install_queue(connection: Connection) -> None:
    """Procrastinate's tables beside ours in the shared schema; workspaces cannot reach them."""
    row = connection.execute("select to_regclass('prooftrail.procrastinate_jobs')").fetchone()
    if row is None or row[0] is None:
        connection.execute(resources.files("procrastinate").joinpath("sql", "schema.sql").read_bytes())


def workspaces(dsn: str) -> list[Place]:
    """Every workspace by name."""
    with owner(dsn) as connection:
        rows = connection.execute("select name, schema, role from workspace order by name").fetchall()
    return [Place(*row) for row in rows]


def create_workspace(
    dsn: str, name: str, shipped: Iterable[type[Shipped]], *, zone: str, currency: str
) -> Place:
    """A new company: role, schema, system and record tables, in one transaction."""
    if not NAME.fullmatch(name) or len(name) > 40:
        raise Refusal("bad_workspace_name", "invalid", fields={"name": "bad_workspace_name"})
    place, shipped = Place(name, f"ws_{name}", f"ws_{name}"), tuple(shipped)
    with owner(dsn) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        if connection.execute("select 1 from workspace where name = %s", [name]).fetchone():
            raise Refusal("workspace_exists", "conflict", facts={"name": name})
        make_role(connection, place.role)
        for statement in lay_out(place, shipped):
            connection.execute(statement.as_string(connection).encode())
        settings = sql.SQL("update {} set zone = %s, currency = %s")
        connection.execute(settings.format(sql.Identifier(place.schema, "_meta")), [zone, currency])
        make_partitions(connection, place, datetime.now(UTC).date())
        connection.execute(
            "insert into workspace (name, schema, role, layout) values (%s, %s, %s, %s)",
            [name, place.schema, place.role, layout_of(connection, place, shipped)],
        )
    return place


def lay_out(place: Place, shipped: Iterable[type[Shipped]]) -> Iterator[sql.SQL | sql.Composed]:
    """The statements that make a workspace's schema and its system and record tables, in order."""
    yield sql.SQL("create schema {}").format(sql.Identifier(place.schema))
    script = (FOLDER / "workspace.sql").read_text("utf-8")
    yield sql.SQL(script.format(schema=place.schema, role=place.role))
    for found in build_schema(place.schema, 1, shipped).objects.values():
        yield from create_object(place.schema, place.role, found)


def layout_of(connection: Connection, place: Place, shipped: Iterable[type[Shipped]]) -> str:
    """The digest of what a workspace's tables are in this release."""
    statements = (each.as_string(connection) for each in lay_out(place, shipped))
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def drop_workspace(dsn: str, name: str) -> None:
    """Everything of one company, for good."""
    with owner(dsn) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        row = connection.execute(
            "delete from workspace where name = %s returning schema, role", [name]
        ).fetchone()
        if not row:
            raise Refusal("unknown_workspace", "missing", facts={"name": name[:80]})
        connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(row[0])))
        connection.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(row[1])))


def make_role(connection: Connection, role: str) -> None:
    """The role of a workspace, which the login may become; one that is there already will do."""
    if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
    grant = sql.SQL("grant {} to current_user with set true, inherit false")
    connection.execute(grant.format(sql.Identifier(role)))
