"""A small demo the tests of complaints and satisfaction share, its people, and something to begin with."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(20)
rep, rep2, manager, delivery = (signed_in(each) for each in ("rep", "rep2", "manager", "delivery"))
admin, ops = signed_in("admin"), signed_in("ops")
Outside = Callable[..., httpx.Response]


def a_customer(api: Api) -> str:
    """A customer of the caller's."""
    return str(api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}"})["id"])


def a_visit(api: Api, customer: str = "") -> str:
    """A visit of the caller's."""
    said = {"type": "visit", "customer": customer or a_customer(api), "topic": "看现场", "next_step": "报价"}
    return str(api.act("log_activity", said)["result"]["activity"])


def complained(api: Api, customer: str = "", **more: Any) -> str:
    """A complaint; its id."""
    said = {"customer": customer or a_customer(api), "category": "quality", "story": "机组漏油", **more}
    return str(api.act("raise_complaint", said)["result"]["complaint"])


def asked(api: Api, visit: str = "") -> str:
    """A question to a customer after a visit; its id."""
    done = api.act("ask_satisfaction", {"object": "activity"}, visit or a_visit(api))
    return str(done["result"]["satisfaction"])


def link(api: Api, question: str) -> str:
    """The address of a fresh link to it."""
    return str(api.post("links", {"object": "satisfaction", "record": question})["path"])


def row(api: Api, object: str, record: str) -> dict[str, Any]:
    """The record as the caller reads it."""
    found: dict[str, Any] = api.get(f"records/{object}/{record}")
    return found


def items(api: Api, complaint: str) -> list[dict[str, Any]]:
    """The work items about it, oldest first."""
    asked = ["and", ["source", "=", "care"], ["about_record", "=", complaint]]
    found: list[dict[str, Any]] = api.get("records/work_item", filter=asked, sort="created_at")["items"]
    return found


@pytest.fixture(scope="session")
def outside(client: httpx.Client) -> Outside:
    """Somebody with a phone and no account."""

    def ask(path: str, form: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        said = {"User-Agent": "Mozilla/5.0 (iPhone)", "Accept": "text/html", "Accept-Language": "zh-CN"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        if form is None:
            return client.get(path, headers=said)
        return client.post(path, data=form, headers=said, follow_redirects=False)

    return ask
