"""What a first start leaves behind: settings, roles, rights of files."""

import os
import pwd
import stat
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from prooftrail.platform.database import embedded
from prooftrail.platform.database.tests.conftest import Server, as_nobody

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def test_the_login_role_owns_the_database_and_is_no_superuser(server: Server) -> None:
    with psycopg.connect(server.dsn) as connection:
        row = connection.execute(
            """select rolname, rolsuper, rolcreaterole, rolcanlogin, rolbypassrls,
                      pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datlocprovider, datlocale
                 from pg_roles, pg_database where rolname = current_user and datname = current_database()"""
        ).fetchone()
    assert row == ("prooftrail", False, True, True, False, "prooftrail", "UTF8", "b", "C.UTF-8")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("synchronous_commit", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("max_locks_per_transaction", "1024"),
        ("transaction_timeout", "1min"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("listen_addresses", ""),
        ("jit", "off"),
        ("TimeZone", "UTC"),
        ("log_lock_waits", "on"),
        ("log_error_verbosity", "terse"),
    ],
)
def test_a_setting_is_in_force(server: Server, name: str, value: str) -> None:
    with psycopg.connect(server.dsn) as connection:
        assert connection.execute("select current_setting(%s)", [name]).fetchone() == (value,)


def test_maintenance_is_not_cut_off_after_a_minute(server: Server) -> None:
    with psycopg.connect(embedded.superuser(server.root)) as connection:
        shown = connection.execute(
            "select current_user, current_database(), current_setting('transaction_timeout')"
        ).fetchone()
    assert shown == ("postgres", "prooftrail", "0")


def test_variables_of_the_shell_change_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGHOST": "/nowhere", "PGPORT": "1", "PGUSER": "x", "PGDATABASE": "x"}.items():
        monkeypatch.setenv(name, value)
    with psycopg.connect(server.dsn) as connection:
        assert connection.execute("select current_user").fetchone() == ("prooftrail",)
    assert embedded.ensure(server.root) == server.dsn


def test_settings_of_the_administrator_win(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root):
        (root / "cluster" / "local.conf").write_text("work_mem = '7MB'\n")
        os.chmod(root / "cluster" / "local.conf", 0o644)
    with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("show work_mem").fetchone() == ("7MB",)


def test_only_the_owner_may_enter(server: Server) -> None:
    modes = {name: stat.S_IMODE((server.root / name).stat().st_mode) for name in ("cluster", "socket", "log")}
    assert modes == {"cluster": 0o700, "socket": 0o700, "log": 0o700}
    assert stat.S_IMODE(server.root.stat().st_mode) & 0o007 == 0


def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    root = folder / ("数据" * 20) / ("x" * 80)
    with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        socket = Path(str(conninfo_to_dict(dsn)["host"]))
        assert socket.parent == Path("/tmp")
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    socket.rmdir()


def test_a_socket_folder_somebody_else_left_open_is_not_used(folder: Path) -> None:
    root = folder / ("x" * 90)
    with embedded.running(root) as dsn:
        socket = Path(str(conninfo_to_dict(dsn)["host"]))
    socket.chmod(0o777)
    with pytest.raises(embedded.CannotStart, match="closed folder"), embedded.running(root):
        pass
    socket.rmdir()


@as_root
def test_as_root_the_server_runs_as_somebody_else_whom_others_of_that_name_cannot_reach(folder: Path) -> None:
    root = folder / "postgres"

    def knock() -> None:
        try:
            psycopg.connect(dsn).close()
        except psycopg.OperationalError:
            return
        raise AssertionError("nobody came in")

    with embedded.running(root) as dsn:
        assert (root / "cluster").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        as_nobody(knock)


@as_root
def test_a_normal_user_starts_one_of_his_own(folder: Path) -> None:
    with embedded.running(folder / "warm"):  # loads every module the child can no longer read
        pass
    home = folder / "home"
    home.mkdir()
    os.chown(home, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
    home.chmod(0o700)

    def use() -> None:
        with embedded.running(home / "postgres") as dsn, psycopg.connect(dsn) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert not (home / "postgres" / "cluster" / "postmaster.pid").exists()

    as_nobody(use)
    with embedded.running(home / "postgres") as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)  # root may use it, as its owner
    as_nobody(use)


@as_root
def test_a_normal_user_is_told_whose_database_it_is(folder: Path) -> None:
    with embedded.running(folder / "postgres"):
        pass

    def use() -> None:
        with pytest.raises(embedded.CannotStart, match="belongs to `root`"):
            embedded.ensure(folder / "postgres")

    as_nobody(use)


@as_root
def test_as_root_data_below_a_closed_folder_stay_there(folder: Path) -> None:
    closed = folder / "root"
    closed.mkdir(mode=0o700)
    with embedded.running(closed / "postgres") as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (closed / "postgres" / "cluster" / "postmaster.pid").exists()


@as_root
def test_where_the_server_cannot_pass_the_closed_folder_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "root"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("PATH", "/nowhere")  # no setpriv
    with pytest.raises(embedded.CannotStart) as refused:
        embedded.ensure(closed / "postgres")
    assert f"{closed} is closed" in refused.value.reason
    assert "/opt" in refused.value.remedy
