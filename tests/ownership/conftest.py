"""A small demo the tests of ownership share: its people, a clock that is moved, customers in the pool."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from prooftrail.platform.work import Work
from tests.conftest import Api, shared_demo, signed_in

Inside = Callable[..., AbstractContextManager[Work]]
Clock = Callable[[str], None]
People = dict[str, str]
ZONE = ZoneInfo("Asia/Shanghai")

shop = shared_demo(20)
rep, rep2, manager, director = (signed_in(each) for each in ("rep", "rep2", "manager", "director"))
ops, admin, sunhao = signed_in("ops"), signed_in("admin"), signed_in("sunhao")


@pytest.fixture
def clock(admin: Api) -> Iterator[Clock]:
    """`clock("2026-03-01 09:00")`: company time, moved as in development; real time afterwards."""

    def to(at: str) -> None:
        admin.post("dev/clock", {"now": moment(at).isoformat()}, 200)

    yield to
    admin.post("dev/clock", {"now": None}, 200)


def moment(at: str) -> datetime:
    """An instant by company time."""
    return datetime.fromisoformat(at).replace(tzinfo=ZONE)


@pytest.fixture(scope="session")
def people(inside: Inside, shop: str) -> People:
    """Ids by login."""
    with inside(shop) as work:
        rows = work.execute(f"select login, id::text from {work.place.schema}.person").fetchall()
    return dict(rows)


@pytest.fixture
def setting(inside: Inside, shop: str) -> Iterator[Callable[[str, Any], None]]:
    """`setting("pool_days", 40)`; the defaults hold again afterwards."""
    from prooftrail.platform.settings.keeping import drop_setting, keep_setting

    said: list[str] = []

    def to(key: str, value: Any) -> None:
        said.append(f"ownership.{key}")
        with inside(shop) as work:
            keep_setting(work, said[-1], value)

    yield to
    with inside(shop) as work:
        for key in said:
            drop_setting(work, key)


NAMES: dict[str, str] = {}
"""What the customers made here are called, by id: who lost one reads of him by name alone."""


def customer(api: Api, by: Api | None = None, **more: Any) -> str:
    """A customer of the caller's; what of it he may not say is said `by` somebody who may."""
    name = f"客户 {uuid4().hex[:8]}"
    one = str(api.post("records/customer", {"name": name, **({} if by else more)})["id"])
    if by:
        by.patch(f"records/customer/{one}", more)
    NAMES[one] = name
    return one


def pooled(api: Api, by: Api | None = None, **more: Any) -> str:
    """One that the caller had and gave to the pool."""
    one = customer(api, by, **more)
    api.act("release_customer", {"reason": "no_time"}, one)
    return one


def happened(api: Api, record: str) -> list[tuple[str, datetime]]:
    """What is in the history of a record, in order: what, and when by the workspace's clock."""
    items = api.get("events", record=record)["items"]
    return [(each["action"], datetime.fromisoformat(each["occurred_at"])) for each in items]


def told(api: Api, record: str) -> list[str]:
    """What somebody was told about a customer of these tests, the first first."""
    items = api.told()
    return [each["title"]["zh"] for each in reversed(items) if NAMES[record] in each["title"]["zh"]]


def profile(inside: Inside, shop: str, person: str, **values: Any) -> None:
    """What somebody is good for: written over what the demo says."""
    with inside(shop) as work:
        table = f"{work.place.schema}.rep_profile"
        row = work.execute(f"select id from {table} where person = %s", [person]).fetchone()
        if row is None:
            work.records.create("rep_profile", {"name": "档案", "person": person, "owner": person, **values})
        else:
            work.records.update("rep_profile", row[0], values)


DAY = timedelta(days=1)
