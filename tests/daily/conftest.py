"""A small demo the tests of daily work share, and its people."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(20)
rep, rep2, manager, admin = (signed_in(each) for each in ("rep", "rep2", "manager", "admin"))


def a_customer(api: Api) -> str:
    """A customer of the caller's."""
    return str(api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}"})["id"])


def a_deal(api: Api) -> str:
    """A deal of the caller's with a customer of his."""
    return str(
        api.post("records/deal", {"name": f"商机-{uuid4().hex[:8]}", "customer": a_customer(api)})["id"]
    )


def days(api: Api, login: str, day: str) -> list[dict[str, Any]]:
    """The rows of a person's day."""
    asked = ["and", ["day", "=", day], ["owner.login", "=", login]]
    found: list[dict[str, Any]] = api.get("records/workday", filter=asked)["items"]
    return found
