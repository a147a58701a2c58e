"""A small demo the tests of the distribution share, three reps of whom two sit in the east, and rules."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.routing import watching
from tests.conftest import Api, shared_demo, signed_in, turns_of
from tests.walls import conftest as walls

shop = shared_demo(20)
turn = turns_of(watching.sweep)
address, application, wire = walls.address, walls.application, walls.wire
ops, admin, director, manager = (
    signed_in("ops"),
    signed_in("admin"),
    signed_in("director"),
    signed_in("manager"),
)
rep, rep2, huang = signed_in("rep"), signed_in("rep2"), signed_in("huangzhuoyan")
Turn = Callable[[], None]
Clock = Callable[[datetime], None]
Inside = Callable[..., AbstractContextManager[Work]]
WORDS = {"zh": "大客户", "en": "Key accounts"}


@pytest.fixture
def clock(inside: Inside, shop: str) -> Iterator[Clock]:
    """The workspace's clock stands where it is put; it goes again afterwards."""

    def to(at: datetime) -> None:
        with inside(shop) as work:
            work.execute(f"update {work.place.schema}._meta set clock = %s", [at])

    yield to
    with inside(shop) as work:
        work.execute(f"update {work.place.schema}._meta set clock = null")


@pytest.fixture
def people(parts: Opened, shop: str) -> dict[str, str]:
    """Ids by login, and of the departments by name."""
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        schema = work.place.schema
        found = work.execute(f"select login, id::text from {schema}.person union all "
                             f"select name, id::text from {schema}.department").fetchall()  # fmt: skip
    return dict(found)


def rule(key: str, *layers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One rule."""
    return {"key": key, "label": WORDS, "layers": list(layers), **more}


def record(filter: list[Any]) -> dict[str, Any]:
    """A layer about the record."""
    return {"about": "record", "filter": filter}


def team(*people: str, departments: tuple[str, ...] = ()) -> dict[str, Any]:
    """A layer about who sits where."""
    return {"about": "team", "people": list(people), "departments": list(departments)}


def fewer(below: int) -> dict[str, Any]:
    """A layer about how much waits."""
    return {"about": "load", "below": below}


def published(
    api: Api, *rules: dict[str, Any], about: str = "lead", pool: str | None = "east"
) -> dict[str, Any]:
    """The answer to putting rules in force."""
    api.act("save_distribution", {"rules": {"about": about, "rules": list(rules), "pool": pool}})
    found: dict[str, Any] = api.act("publish_distribution", {"about": about})["result"]
    return found


def lead(api: Api, **more: Any) -> str:
    """A lead nobody owns yet."""
    said = {"name": f"线索 {uuid4().hex[:8]}", "source": "web", "owner": None, **more}
    return str(api.post("records/lead", said)["id"])


def decided(api: Api, record: str) -> dict[str, Any]:
    """The last decision about a lead, its record read."""
    items = api.get("records/assignment", filter=["lead", "=", record], sort="-decided_at", limit="1")[
        "items"
    ]
    return {**items[0], "decision": json.loads(items[0]["decision"])}


def give(inside: Inside, shop: str, person: str, count: int) -> None:
    """So many leads that wait for somebody, from before."""
    with inside(shop) as work:
        for _ in range(count):
            work.records.create(
                "lead",
                {"name": f"旧线索 {uuid4().hex[:8]}", "source": "other", "owner": person, "status": "new"},
                loose=True,
            )


def clear(inside: Inside, shop: str) -> None:
    """No leads at all."""
    with inside(shop) as work:
        ids: list[UUID] = [row[0] for row in work.execute(
            f"select id from {work.place.schema}.lead where deleted_at is null").fetchall()]  # fmt: skip
        for id in ids:
            work.records.delete("lead", id)
