"""A full disk refuses writes and loses none; with room again, everything goes on by itself."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from prooftrail.cli.verify import verify
from tests.trust.serving import Server, until
from tests.trust.writers import Load, check_journal

pytestmark = pytest.mark.heavy

ROOM = "400m"
PROGRESS = 60


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=755", "prooftrail-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a disk of our own needs root and the right to mount")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(ballast: Path) -> None:
    """Take every byte that is left."""
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue


def upload(server: Server) -> int:
    """The status of handing in a megabyte; nothing else than taken or come back later will do."""
    headers = {"Authorization": f"Bearer {server.keys[-1]}"}
    try:
        answer = httpx.post(
            f"{server.url}/api/v1/files",
            headers=headers,
            files={"file": ("a.bin", os.urandom(1 << 20))},
            timeout=30,
        )
    except httpx.HTTPError:
        return 0
    assert answer.status_code in (201, 503), answer.text
    return answer.status_code


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    server = Server(small_disk)
    server.prepare(keys=17)
    journals = small_disk.parent / "journals"
    journals.mkdir()
    try:
        server.start()
        with Load(server, journals) as load:
            until("writes", lambda: load.acknowledged >= PROGRESS)
            ballast = small_disk / "ballast"
            fill(ballast)
            until("refusals", lambda: sum(writer.statuses[503] for writer in load.writers) > 16)
            fill(ballast)
            until("an upload to be refused", lambda: upload(server) == 503)
            ballast.unlink()
            due = load.acknowledged + PROGRESS
            until("writes to go on", lambda: load.acknowledged >= due)
        with server.opened() as parts:
            check_journal(parts, load)
            until("everything to be sealed", lambda: verify(parts, "demo").unsealed == 0)
            report = verify(parts, "demo")
            assert report.clean, report.named[:20]
        statuses = {status for writer in load.writers for status in writer.statuses}
        assert statuses <= {0, 200, 201, 409, 503}, statuses
    finally:
        server.kill()
