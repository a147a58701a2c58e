"""What tests stand on: one real server of PostgreSQL a run, one demo workspace, and callers by login."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi.testclient import TestClient

from prooftrail.app import create_app, open_files, open_workspaces, shipped
from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.database import embedded
from prooftrail.platform.database.install import create_workspace, drop_workspace, install_shared
from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import open_pool
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.accounts import create_key
from prooftrail.platform.work import Caller, Work
from prooftrail.settings import ProcessSettings, read_settings

ROWS = 150
"""Rows of each demo file the tests' workspace holds."""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ProcessSettings:
    """Process settings over a folder of this run's own."""
    folder = tmp_path_factory.mktemp("data")
    return read_settings({"PROOFTRAIL_DATA": str(folder), "PROOFTRAIL_DEV_CLOCK": "1"})


@pytest.fixture(scope="session")
def dsn(settings: ProcessSettings) -> Iterator[str]:
    """A running embedded server."""
    with embedded.running(settings.data / "database") as found:
        install_shared(found)
        yield found


@pytest.fixture(scope="session")
def parts(settings: ProcessSettings, dsn: str) -> Iterator[Opened]:
    """The server's parts over that server."""
    with open_pool(dsn, size=24, name="tests") as pool:
        yield Opened(settings, dsn, pool, open_workspaces(pool), open_files(settings))


@pytest.fixture(scope="session")
def demo(parts: Opened) -> str:
    """A small demo workspace everybody reads. Tests that change more than they add make their own."""
    ensure_demo(parts, workspace="demo", most=ROWS)
    return "demo"


@contextmanager
def small_demo(parts: Opened, most: int = 40) -> Iterator[str]:
    """A small demo under a name of its own, for as long as it is used."""
    name = f"t{uuid4().hex[:8]}"
    ensure_demo(parts, workspace=name, most=most)
    yield name
    drop_workspace(parts.dsn, name)


@pytest.fixture
def own_workspace(parts: Opened) -> Iterator[str]:
    """A small demo of the test's own."""
    with small_demo(parts) as name:
        yield name


def shared_demo(most: int = 40) -> Any:
    """A fixture: a small demo which the tests of one folder share; each makes names of its own."""

    @pytest.fixture(scope="session")
    def made(parts: Opened) -> Iterator[str]:
        with small_demo(parts, most) as name:
            yield name

    return made


def signed_in(login: str, at: str = "shop") -> Any:
    """A fixture: somebody of the workspace that the fixture `at` gives."""

    @pytest.fixture(scope="session")
    def made(caller: Callers, request: pytest.FixtureRequest) -> Api:
        return caller(login, request.getfixturevalue(at))

    return made


def turns_of(sweep: Callable[[Ground, Place], object], at: str = "shop") -> Any:
    """A fixture: a function that takes the sweep's turns there until it has nothing left to do."""

    @pytest.fixture
    def made(parts: Opened, request: pytest.FixtureRequest) -> Callable[[], None]:
        place = parts.workspaces.directory.find(request.getfixturevalue(at))

        def taken() -> None:
            while sweep(parts.ground, place):
                pass

        return taken

    return made


@pytest.fixture
def empty_workspace(parts: Opened) -> Iterator[str]:
    """A workspace without a soul."""
    name = f"e{uuid4().hex[:8]}"
    create_workspace(parts.dsn, name, shipped(), zone="Asia/Shanghai", currency="CNY")
    yield name
    drop_workspace(parts.dsn, name)


@dataclass
class Api:
    """A caller: a key of one login, speaking HTTP to the application in this process."""

    client: httpx.Client
    key: str
    login: str

    def call(self, method: str, path: str, body: Any = None, **how: Any) -> httpx.Response:
        """One request under `/api/v1/`; keyword arguments go to the client."""
        headers = {"Authorization": f"Bearer {self.key}", **how.pop("headers", {})}
        if body is not None:
            how["content"] = json.dumps(body).encode()
        return self.client.request(method, f"/api/v1/{path}", headers=headers, **how)

    def get(self, path: str, status: int = 200, **params: Any) -> Any:
        """The JSON of a GET that must end with `status`."""
        said = {key: json.dumps(value) if isinstance(value, list) else value for key, value in params.items()}
        return self._done(self.call("GET", path, params=said), status)

    def post(self, path: str, body: Any, status: int = 201, **how: Any) -> Any:
        """The JSON of a POST that must end with `status`."""
        return self._done(self.call("POST", path, body, **how), status)

    def patch(self, path: str, body: Any, status: int = 200, **how: Any) -> Any:
        """The JSON of a PATCH that must end with `status`."""
        return self._done(self.call("PATCH", path, body, **how), status)

    def delete(self, path: str, status: int = 200, **how: Any) -> Any:
        """The JSON of a DELETE that must end with `status`."""
        return self._done(self.call("DELETE", path, **how), status)

    def act(self, name: str, input: dict[str, Any], record: str | None = None, status: int = 200) -> Any:
        """The JSON of an action."""
        return self.post(f"actions/{name}", {"record": record, "input": input}, status)

    def upload(self, content: bytes, name: str = "photo.jpg", **said: Any) -> str:
        """The id of a file handed in."""
        form = {key: json.dumps(value) if isinstance(value, dict) else value for key, value in said.items()}
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = self.client.post(
            "/api/v1/files", headers=headers, data=form, files={"file": (name, content)}
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def told(self) -> list[dict[str, Any]]:
        """Every notification, the newest first: one of another test's clock may stand before this one's."""
        page = self.get("notifications", limit="200")
        found: list[dict[str, Any]] = page["items"]
        while page["next"]:
            page = self.get("notifications", limit="200", cursor=page["next"])
            found += page["items"]
        return found

    def _done(self, answer: httpx.Response, status: int) -> Any:
        assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.text}"
        return answer.json()


Callers = Callable[..., Api]


@pytest.fixture(scope="session")
def client(parts: Opened) -> Iterator[httpx.Client]:
    """The application in this process. It keeps no cookie: one test's session would be every later one's."""
    with TestClient(
        create_app(parts.settings, parts.dsn, parts.pool), raise_server_exceptions=False
    ) as found:
        found.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        yield found


@pytest.fixture(scope="session")
def caller(parts: Opened, client: httpx.Client) -> Callers:
    """`caller("rep")` or `caller("rep", workspace, scopes=[…])`: a fresh key for a login."""

    def make(login: str, workspace: str = "demo", scopes: list[str] | None = None) -> Api:
        with parts.workspaces.begin(workspace, Caller(reason="tests")) as work:
            return Api(client, create_key(work, login, scopes, "tests").text, login)

    return make


@pytest.fixture(scope="session")
def inside(parts: Opened) -> Callable[..., Any]:
    """`with inside() as work:` a transaction of the system's own."""

    @contextmanager
    def make(workspace: str = "demo", person: UUID | None = None) -> Iterator[Work]:
        with parts.workspaces.begin(workspace, Caller(reason="tests", person=person)) as work:
            yield work

    return make


@pytest.fixture(scope="session")
def stand(inside: Callable[..., Any]) -> Callable[[str, datetime], None]:
    """`stand(workspace, at)`: its clock stands there, and what fell due on the way is not done yet.

    Years that pass by `dev/clock` are lived through day by day, which takes minutes.
    """

    def to(workspace: str, at: datetime) -> None:
        with inside(workspace) as work:
            work.execute(f"update {work.place.schema}._meta set clock = %s", [at])

    return to


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Real data nobody here wrote; skips where the folder is missing."""
    said = os.environ.get("PROOFTRAIL_TEST_DATA")
    if not said or not Path(said).is_dir():
        pytest.skip("PROOFTRAIL_TEST_DATA names no folder: this test needs real files that are not shipped")
    return Path(said)


@pytest.fixture(scope="session")
def python() -> str:
    """The interpreter to start commands with."""
    return sys.executable
