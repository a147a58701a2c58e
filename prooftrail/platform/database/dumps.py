"""Running pg_dump and pg_restore against our database, whichever server it is on."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.embedded import binaries

VARIABLES = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
    "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "passfile": "PGPASSFILE", "service": "PGSERVICE", "gssencmode": "PGGSSENCMODE",
    "target_session_attrs": "PGTARGETSESSIONATTRS", "connect_timeout": "PGCONNECT_TIMEOUT",
}  # fmt: skip
NO_LIMITS = "-c transaction_timeout=0 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"


def dump_schema(dsn: str, snapshot: str, schema: str, to: Path) -> None:
    """One schema as it was at an exported snapshot, in pg_dump's own format."""
    _run(dsn, "pg_dump", "--format=custom", "--compress=1", f"--snapshot={snapshot}",
         "--lock-wait-timeout=60s", f'--schema="{schema}"', f"--file={to}")  # fmt: skip


def load_schema(dsn: str, dump: Path) -> None:
    """Put a dumped schema back, whole or not at all, owned by the login."""
    name = conninfo_to_dict(dsn).get("dbname") or conninfo_to_dict(dsn).get("user")
    _run(
        dsn,
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={name}",
        str(dump),
    )


def _run(dsn: str, name: str, *arguments: str) -> None:
    said = conninfo_to_dict(dsn)
    known = {VARIABLES[key]: str(value) for key, value in said.items() if key in VARIABLES}
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C",
                   "PGOPTIONS": NO_LIMITS, **known}  # fmt: skip
    done = subprocess.run(
        [_program(name, dsn), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotStart(
            f"{name} did not finish: {' '.join(done.stderr.split())[-600:]}",
            "Nothing was changed in the source. Mend what it names and run the command again.",
        )


def _program(name: str, dsn: str) -> str:
    """The embedded program; for a newer server, or one that wants TLS, one of the system."""
    with psycopg.connect(dsn) as connection:
        major, secure = connection.info.server_version // 10_000, connection.pgconn.ssl_in_use
    found = shutil.which(name)
    if found and (secure or major > _major_of(str(binaries() / name))) and _major_of(found) >= major:
        return found
    return str(binaries() / name)


def _major_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.split()
    digits = said[2].partition(".")[0] if len(said) > 2 else ""
    return int(digits) if digits.isdigit() else 0
