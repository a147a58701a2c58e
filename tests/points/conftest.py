"""A small demo the tests of points share, and visits with proof."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api, shared_demo, signed_in
from tests.senses.drawn import taken

shop = shared_demo(20)
rep, rep2, manager, admin = (signed_in(each) for each in ("rep", "rep2", "manager", "admin"))
HERE = {"lat": 29.868, "lng": 121.544, "datum": "WGS84", "accuracy_m": 10}


def visited(api: Api, seeds: list[int], now: str, *, of: str = "", **more: Any) -> dict[str, Any]:
    """A visit with a site photo for each seed, taken where the customer is."""
    customer = of or api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}", "place": HERE})["id"]
    deal = api.post("records/deal", {"name": f"商机-{uuid4().hex[:8]}", "customer": customer})["id"]
    files = [api.upload(taken(each), captured_at=now, place=HERE, source="camera") for each in seeds]
    said = {"type": "visit", "deal": deal, "topic": f"看 {uuid4().hex}", "next_step": f"约 {uuid4().hex}",
            "occurred_at": now, "place": HERE}  # fmt: skip
    evidence = [{"kind": "site_photo", "file": each} for each in files]
    found: dict[str, Any] = api.act("log_activity", {**said, **more, "evidence": evidence})["result"]
    return found


def points(api: Api, activity: str) -> list[dict[str, Any]]:
    """The points of an activity."""
    items: list[dict[str, Any]] = api.get("records/point", filter=["activity", "=", activity])["items"]
    return items
