"""A new company as `prooftrail workspace create` makes it, and ways to bring files into it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.cli.workspace import found
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.imports import starting
from prooftrail.platform.imports.running import IMPORT, Run
from prooftrail.platform.imports.showing import show
from prooftrail.platform.imports.store import load
from prooftrail.platform.people.accounts import set_account
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from tests.conftest import Api, Callers

SYSTEM = Caller(reason="tests", locale="en")


@dataclass
class Company:
    """One workspace of its own, with an administrator `boss`."""

    parts: Opened
    name: str
    callers: Callers
    apis: dict[str, Api] = field(default_factory=dict)

    def api(self, login: str = "boss") -> Api:
        """A caller of this company."""
        if login not in self.apis:
            self.apis[login] = self.callers(login, self.name)
        return self.apis[login]

    def hire(self, login: str, role: str, department: str | None = None) -> str:
        """A person who can sign in; answers the id."""
        values = {"name": login.title(), "login": login, "roles": [role], "department": department}
        with self.parts.workspaces.begin(self.name, SYSTEM) as work:
            person = work.records.apply([Change("create", "person", None, values)])[0].id
            set_account(work, person, login, None)
        return str(person)

    def bring(
        self, object: str, content: str | bytes, mapping: Any = None, *, dry_run: bool = False
    ) -> dict[str, Any]:
        """Import as the server itself and to the end, as the command does."""
        raw = content.encode() if isinstance(content, str) else content
        with self.parts.workspaces.begin(self.name, SYSTEM) as work:
            id = starting.start(
                work, self.parts.files, raw, "rows.csv", object, mapping or {}, dry_run=dry_run
            )
        return self.finish(id)

    def finish(self, id: UUID | str) -> dict[str, Any]:
        """Run an import until it rests, and show it."""
        Run(self.parts.workspaces, self.parts.files, self.name, UUID(str(id))).go(lambda: False)
        return self.shown(id)

    def shown(self, id: UUID | str) -> dict[str, Any]:
        """How an import stands."""
        with self.parts.workspaces.begin(self.name, SYSTEM) as work:
            return dict(show(work, load(work, UUID(str(id)))))

    def undo(self, id: UUID | str) -> dict[str, Any]:
        """Take an import back, to the end."""
        with self.parts.workspaces.begin(self.name, SYSTEM) as work:
            starting.undo(work, UUID(str(id)))
        return self.finish(id)

    def post(
        self,
        login: str,
        object: str,
        content: str | bytes,
        mapping: Any = None,
        status: int = 202,
        **form: str,
    ) -> Any:
        """Hand a file in over HTTP; the answer's JSON."""
        api = self.api(login)
        data = {"object": object, "mapping": json.dumps({} if mapping is None else mapping), **form}
        answer = api.client.post(
            "/api/v1/imports", data=data, files={"file": ("rows.csv", content)},
            headers={"Authorization": f"Bearer {api.key}", "Accept-Language": "en"},
        )  # fmt: skip
        assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
        return answer.json()

    def work_off(self, id: str) -> Any:
        """Let the worker's job have its turns, as whoever handed the file in sees it afterwards."""
        ground, place = self.parts.ground, self.parts.workspaces.directory.find(self.name)
        while not IMPORT.run(ground, place, UUID(id), lambda: False):
            pass
        return self.shown(id)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds; `{}` is the schema."""
        with self.parts.workspaces.begin(self.name, SYSTEM) as work:
            return work.execute(statement.replace("{}", work.place.schema), list(values)).fetchall()

    def count(self, object: str) -> int:
        """Live records of an object."""
        return int(self.rows(f"select count(*) from {{}}.{object} where deleted_at is null")[0][0])

    def all(self, object: str, *fields: str) -> list[dict[str, Any]]:
        """Every record's fields in the order they were made."""
        found = self.api().get(
            f"records/{object}", limit=500, sort="id", **({"fields": ",".join(fields)} if fields else {})
        )
        return [{name: each[name] for name in fields} if fields else each for each in found["items"]]


@pytest.fixture
def company(parts: Opened, caller: Callers) -> Iterator[Company]:
    """A company of the test's own."""
    made = found_company(parts, caller)
    yield made
    drop_workspace(parts.dsn, made.name)


@pytest.fixture(scope="module")
def shared_company(parts: Opened, caller: Callers) -> Iterator[Company]:
    """A company several tests of one file look at."""
    made = found_company(parts, caller)
    yield made
    drop_workspace(parts.dsn, made.name)


def found_company(parts: Opened, caller: Callers) -> Company:
    """A new company in US dollars, so that no test leans on the demo's currency."""
    name = f"i{uuid4().hex[:8]}"
    found(parts, name, zone="Asia/Shanghai", currency="USD", admin="boss")
    return Company(parts, name, caller)


def warned(told: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """The facts of the warnings of one kind."""
    return [each["facts"] for each in told["warnings"] if each["code"] == code]
