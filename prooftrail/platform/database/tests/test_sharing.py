"""Several processes, one server; and what is refused instead of guessed."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from prooftrail.platform.database import embedded
from prooftrail.platform.database.tests.conftest import postmaster

_VISITOR = """
import sys
from pathlib import Path
from prooftrail.platform.database import embedded
with embedded.running(Path(sys.argv[1])) as dsn:
    print(dsn, flush=True)
    sys.stdin.read()
"""


def _visit(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _VISITOR, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(embedded.__file__).parents[4],
    )


def _entered(visitor: subprocess.Popen[str]) -> str:
    assert visitor.stdout is not None
    return visitor.stdout.readline().strip()


def _leave(visitor: subprocess.Popen[str]) -> None:
    visitor.communicate("")
    assert visitor.returncode == 0


def test_two_first_starts_at_once_share_one_server_and_the_last_stops_it(folder: Path) -> None:
    root = folder / "postgres"
    first, second = _visit(root), _visit(root)
    assert _entered(first) == _entered(second) != ""
    pid = postmaster(root)
    _leave(first)
    assert postmaster(root) == pid
    with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
        _leave(second)
        assert connection.execute("select 1").fetchone() == (1,)
        assert postmaster(root) == pid
    assert not (root / "cluster" / "postmaster.pid").exists()
    assert list(root.glob("making-*")) == []


def test_a_killed_user_leaves_the_server_to_the_next(folder: Path) -> None:
    root = folder / "postgres"
    visitor = _visit(root)
    _entered(visitor)
    pid = postmaster(root)
    visitor.kill()
    visitor.communicate()
    with embedded.running(root) as dsn, psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        assert postmaster(root) == pid
    assert not (root / "cluster" / "postmaster.pid").exists()


def test_one_process_may_enter_twice(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root) as outer:
        with embedded.running(root) as inner:
            assert inner == outer
        psycopg.connect(outer).close()
    assert not (root / "cluster" / "postmaster.pid").exists()


def test_stop_ends_it_for_everybody_and_ensure_brings_it_back(folder: Path) -> None:
    root = folder / "postgres"
    assert embedded.stop(root) is False
    with embedded.running(root) as dsn:
        assert embedded.stop(root) is True
        assert embedded.stop(root) is False
        assert embedded.ensure(root) == dsn
        psycopg.connect(dsn).close()


def test_a_first_start_that_died_is_begun_anew(folder: Path) -> None:
    root = folder / "postgres"
    (root / "making-dead").mkdir(parents=True)
    (root / "making-dead" / "PG_VERSION").write_text("18\n")
    with embedded.running(root) as dsn:
        psycopg.connect(dsn).close()
    assert not (root / "making-dead").exists()


def test_data_of_another_version_are_refused_and_left_alone(folder: Path) -> None:
    root = folder / "postgres"
    (root / "cluster").mkdir(parents=True)
    (root / "cluster" / "PG_VERSION").write_text("17\n")
    with pytest.raises(embedded.CannotStart) as refused, embedded.running(root):
        pass
    assert "PostgreSQL 17" in refused.value.reason
    assert "prooftrail upgrade" in refused.value.remedy
    assert [path.name for path in (root / "cluster").iterdir()] == ["PG_VERSION"]


def test_a_folder_with_something_else_in_it_is_refused(folder: Path) -> None:
    root = folder / "postgres"
    (root / "cluster").mkdir(parents=True)
    (root / "cluster" / "photo.jpg").write_bytes(b"")
    with pytest.raises(embedded.CannotStart, match="no PostgreSQL data folder"), embedded.running(root):
        pass


def test_a_broken_setting_is_named(folder: Path) -> None:
    root = folder / "postgres"
    with embedded.running(root):
        pass
    local = root / "cluster" / "local.conf"
    local.write_text("work_mem = 'plenty'\n")
    local.chmod(0o644)
    with pytest.raises(embedded.CannotStart, match="work_mem"), embedded.running(root):
        pass


def test_pg_dump_comes_along() -> None:
    shown = subprocess.run([embedded.binaries() / "pg_dump", "--version"], capture_output=True, text=True)
    assert "(PostgreSQL) 18" in shown.stdout
