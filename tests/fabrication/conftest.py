"""A small demo the tests of fabrication share, turns of its sweep, and ways to log work."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.sales.fabrication import watching
from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(60)
rep, rep2, manager = signed_in("rep"), signed_in("rep2"), signed_in("manager")
director, admin = signed_in("director"), signed_in("admin")
Look = Callable[[], None]


@pytest.fixture
def look(parts: Opened, shop: str) -> Iterator[Look]:
    """`look()`: as many turns of the sweep as there is work for; what came before the test is looked at."""
    place = parts.workspaces.directory.find(shop)

    def turn() -> None:
        while watching.sweep(parts.ground, place):
            pass

    turn()
    yield turn


def a_customer(api: Api, **more: Any) -> str:
    """A customer of the caller's."""
    return str(api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}", **more})["id"])


def a_deal(api: Api, customer: str) -> str:
    """A deal with it."""
    return str(api.post("records/deal", {"name": f"商机-{uuid4().hex[:8]}", "customer": customer})["id"])


def logged(api: Api, customer: str, topic: str = "", **more: Any) -> dict[str, Any]:
    """The result of logging a visit, with words of its own unless some are given."""
    mine = topic or f"谈 {uuid4().hex} 的安装与 {uuid4().hex}"
    said = {"type": "visit", "customer": customer, "topic": mine, "next_step": f"约 {uuid4().hex}", **more}
    found: dict[str, Any] = api.act("log_activity", said)["result"]
    return found


def shown(api: Api, customer: str, photo: bytes, **more: Any) -> dict[str, Any]:
    """A visit on a deal with a site photo."""
    file = api.upload(photo, captured_at=more.pop("captured_at", None) or "2026-03-02T10:00:00+08:00")
    evidence = [{"kind": "site_photo", "file": file}]
    return logged(api, customer, deal=a_deal(api, customer), evidence=evidence, **more)


def suspicions(api: Api, kind: str) -> list[dict[str, Any]]:
    """The suspicions of a kind the caller sees, newest first."""
    found = api.get("records/suspicion", filter=["kind", "=", kind], sort="-found_at", limit="100")
    items: list[dict[str, Any]] = found["items"]
    return items
