"""One embedded server for the tests that only look at it, and a way to become somebody else."""

import os
import pwd
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from prooftrail.platform.database import embedded


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short, empty folder everybody may enter, as an installation below /opt would be."""
    path = Path(tempfile.mkdtemp(prefix="pt-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@dataclass(frozen=True)
class Server:
    """A running server: its root folder and the conninfo of the login role."""

    root: Path
    dsn: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("server") / "postgres"
    with embedded.running(root) as dsn:
        yield Server(root, dsn)


def postmaster(root: Path) -> int:
    """The process number of the server of a root folder."""
    return int((root / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0])


def as_nobody(act: Callable[[], None]) -> None:
    """Run in a child that is the normal user `nobody`; what it raises fails the test."""
    user = pwd.getpwnam("nobody")
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            act()
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
