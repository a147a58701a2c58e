"""A PostgreSQL of one's own instead of the embedded one: what it must be able to do."""

import psycopg

from prooftrail.platform.database.cannot_start import CannotStart

_OLDEST = 17
_ASKED = """
select current_setting('server_version_num')::int / 10000,
       current_user,
       current_database(),
       r.rolcreaterole or r.rolsuper,
       has_database_privilege(current_user, current_database(), 'CREATE'),
       pg_encoding_to_char(d.encoding),
       pg_is_in_recovery()
  from pg_roles r, pg_database d
 where r.rolname = current_user and d.datname = current_database()
"""


def check(dsn: str) -> None:
    """Return if the database will do, else raise `CannotStart` with what to do about it.

    It has to be 17 or later, writable and in UTF-8, and its login needs CREATEROLE and CREATE on the
    database, because every workspace is a schema and a role. It need not be a superuser.
    """
    try:
        with psycopg.connect(dsn, connect_timeout=10, autocommit=True) as connection:
            row = connection.execute(_ASKED).fetchone()
    except psycopg.ProgrammingError as error:
        # The text of this error repeats the address, password included.
        raise CannotStart(
            "DATABASE_URL is not an address PostgreSQL understands.",
            "Write it as postgresql://LOGIN:PASSWORD@HOST:5432/DATABASE.",
        ) from error
    except psycopg.OperationalError as error:
        raise CannotStart(
            f"The database of DATABASE_URL does not answer: {' '.join(str(error).split())}",
            "Check that it runs, that it can be reached from here, and its login and password.",
        ) from error
    assert row is not None
    _judge(*row)


def _judge(
    major: int, login: str, database: str, may_role: bool, may_create: bool, encoding: str, standby: bool
) -> None:
    if major < _OLDEST:
        raise CannotStart(
            f"DATABASE_URL leads to PostgreSQL {major}; Prooftrail needs {_OLDEST} or later.",
            "Upgrade it, or leave DATABASE_URL out to use the embedded PostgreSQL 18.",
        )
    if standby:
        raise CannotStart(
            "DATABASE_URL leads to a read-only replica.", "Give the address of the primary server."
        )
    if encoding != "UTF8":
        raise CannotStart(
            f"The database {database} is encoded in {encoding}, which does not hold every character.",
            f"Create it anew: CREATE DATABASE {database} OWNER {login} ENCODING 'UTF8' TEMPLATE template0;",
        )
    if not may_role:
        raise CannotStart(
            f"The login {login} may not create roles, and every workspace has a role of its own.",
            f"As a superuser: ALTER ROLE {login} CREATEROLE;",
        )
    if not may_create:
        raise CannotStart(
            f"The login {login} may not create schemas in the database {database}.",
            f"As its owner: GRANT CREATE ON DATABASE {database} TO {login};",
        )
