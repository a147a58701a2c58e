"""A small demo the tests of requests share, its people, and requests to begin with."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(20)
rep, rep2, manager, presales = (signed_in(each) for each in ("rep", "rep2", "manager", "presales"))
director, admin = signed_in("director"), signed_in("admin")


def a_deal(api: Api) -> str:
    """A deal of the caller's with a customer of his."""
    customer = api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}"})["id"]
    return str(api.post("records/deal", {"name": f"商机-{uuid4().hex[:8]}", "customer": customer})["id"])


def raised(api: Api, deal: str = "", **more: Any) -> str:
    """A demo asked for at a deal; the id of the request."""
    said = {"kind": "demo", **more}
    return str(api.act("raise_request", said, deal or a_deal(api))["result"]["team_request"])


def row(api: Api, request: str) -> dict[str, Any]:
    """The request as the caller reads it."""
    found: dict[str, Any] = api.get(f"records/team_request/{request}")
    return found


def items(api: Api, request: str) -> list[dict[str, Any]]:
    """The work items about it, oldest first."""
    asked = ["and", ["source", "=", "requests"], ["about_record", "=", request]]
    found: list[dict[str, Any]] = api.get("records/work_item", filter=asked, sort="created_at")["items"]
    return found
