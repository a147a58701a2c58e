"""A backup, put back into an empty folder, is the same company in a new life."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from prooftrail.app import create_app
from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database import embedded
from prooftrail.platform.database.install import workspaces
from prooftrail.platform.events.seals import seal_log
from prooftrail.platform.records import Change
from prooftrail.platform.schema.design.adding import Wanted, define_fields
from prooftrail.platform.schema.design.dropping import drop_due
from prooftrail.platform.schema.design.fields import hide_field
from prooftrail.platform.work import Caller
from tests.trust.serving import Server

pytestmark = pytest.mark.heavy

SYSTEM = Caller(reason="tests")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A small demo, sealed but for its end."""
    found = Server(tmp_path_factory.mktemp("source"))
    found.prepare(keys=1)
    with found.opened() as parts:
        lose_a_field(parts)
        seal_all(parts)
        customer(parts, "未封存")
    yield found
    embedded.stop(found.data / "database")


@pytest.fixture(scope="module")
def folder(source: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its backup, made while somebody else uses it."""
    to = tmp_path_factory.mktemp("backup") / "folder"
    with source.opened():
        done = prooftrail(source.data, "backup", "--to", str(to))
    assert done.returncode == 0, done.stderr
    assert "is not in it" in done.stdout
    return to


def prooftrail(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PROOFTRAIL_DATA": str(data)}
    command = [sys.executable, "-m", "prooftrail", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def seal_all(parts: Opened) -> None:
    for place in workspaces(parts.dsn):
        seal_log(parts.ground, place)


def customer(parts: Opened, name: str, **more: str) -> None:
    with parts.workspaces.begin("demo", SYSTEM) as work:
        work.records.apply([Change("create", "customer", None, {"name": name, **more})])


def lose_a_field(parts: Opened) -> None:
    """A designed field that was filled in, removed, and dropped for good: only the log remembers it."""
    wanted = Wanted("x_gone", {"zh": "旧备注", "en": "Old note"}, "text")
    parts.workspaces.design("demo", SYSTEM, lambda work: define_fields(work, "customer", [wanted]))
    customer(parts, "有旧备注", x_gone="已不在列里")
    parts.workspaces.design("demo", SYSTEM, lambda work: hide_field(work, "customer", "x_gone"))
    later = datetime.now(UTC) + timedelta(days=31)
    assert parts.workspaces.design("demo", SYSTEM, lambda work: drop_due(work, now=later))


def feed(server: Server, parts: Opened, after: str | None = None) -> httpx.Response:
    with TestClient(create_app(parts.settings, parts.dsn, parts.pool)) as client:
        headers = {"Authorization": f"Bearer {server.keys[0]}"}
        return client.get("/api/v1/events", params={"limit": 500} | ({"after": after} if after else {}),
                          headers=headers)  # fmt: skip


def end_of(server: Server, parts: Opened) -> str:
    cursor = None
    while (page := feed(server, parts, cursor).json())["items"]:
        cursor = page["next"]
    assert cursor is not None
    return str(cursor)


def test_it_is_whole_and_goes_on(source: Server, folder: Path, tmp_path: Path) -> None:
    with source.opened() as parts:
        at_backup = end_of(source, parts)
        customer(parts, "备份之后")
        beyond = end_of(source, parts)
        before = verify(parts, "demo")

    secret = source.data / "keys" / "master"
    done = prooftrail(tmp_path, "restore", "--from", str(folder), "--key", str(secret))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything fits" in done.stdout

    restored = Server(tmp_path, keys=source.keys)
    with restored.opened() as parts:
        assert parts.keys.seals.id == source_key(folder)
        customer(parts, "新生")
        seal_all(parts)
        after = verify(parts, "demo")
        assert after.clean and after.unsealed == 0
        assert (after.events, after.rows) == (before.events, before.rows)  # one less, one more
        page = feed(restored, parts, at_backup).json()
        assert [each["changes"]["name"][1] for each in page["items"]] == ["新生"]
        lost = feed(restored, parts, beyond)
        assert (lost.status_code, lost.json()["error"]["code"]) == (409, "cursor_expired")
        assert end_of(restored, parts) == page["next"]
    again = prooftrail(tmp_path, "restore", "--from", str(folder))
    assert again.returncode == 1 and "holds workspaces already" in again.stderr


def source_key(folder: Path) -> str:
    return str(json.loads((folder / "manifest.json").read_text())["key_id"])


def test_without_the_key_old_seals_still_count(folder: Path, tmp_path: Path) -> None:
    done = prooftrail(tmp_path, "restore", "--from", str(folder), "--workspace", "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is not here" in done.stdout and "everything fits" in done.stdout


def test_a_second_backup_copies_only_what_is_new(source: Server, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "files").rglob("*") if path.is_file()}
    assert before
    with source.opened():
        done = prooftrail(source.data, "backup", "--to", str(folder))
    assert done.returncode == 0, done.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before
    parts = [path for path in folder.iterdir() if path.is_dir() and path.name != "files"]
    assert len(parts) == 1, "former dumps are gone"


def test_what_is_missing_or_damaged_is_named(source: Server, folder: Path, tmp_path: Path) -> None:
    blobs = sorted(path for path in (folder / "files").rglob("*") if path.is_file())
    whole = [path.read_bytes() for path in blobs[:2]]
    try:
        blobs[0].unlink()
        blobs[1].write_bytes(b"x")
        done = prooftrail(tmp_path, "restore", "--from", str(folder))
        assert done.returncode == 1
        assert f"{blobs[0].name}: missing" in done.stdout
        assert f"{blobs[1].name}: damaged" in done.stdout
    finally:
        for path, content in zip(blobs, whole, strict=False):
            path.write_bytes(content)


def test_a_changed_dump_is_refused(folder: Path, tmp_path: Path) -> None:
    dump = next(folder.rglob("ws_demo.dump"))
    with dump.open("ab") as file:
        file.write(b"x")
    done = prooftrail(tmp_path, "restore", "--from", str(folder))
    assert done.returncode == 1 and "not what was backed up" in done.stderr
    assert not (tmp_path / "database").exists(), "nothing was begun"


def test_the_key_never_goes_into_the_backup(source: Server, folder: Path, tmp_path: Path) -> None:
    secret = (source.data / "keys" / "master").read_text().strip()
    assert not any(secret.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    refused = prooftrail(source.data, "backup", "--to", str(folder), "--with-key", str(folder / "key"))
    assert refused.returncode == 2
