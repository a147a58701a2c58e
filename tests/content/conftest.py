"""A demo the tests of the library share, its people, and contents to begin with."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(20)
admin, ops, rep = signed_in("admin"), signed_in("ops"), signed_in("rep")
PHONE = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Mobile/15E148",
    "Accept": "text/html", "Accept-Language": "zh-CN",
}  # fmt: skip
Outside = Callable[..., httpx.Response]


@pytest.fixture
def outside(client: httpx.Client) -> Outside:
    """Somebody without an account who follows a link on his phone."""

    def follow(path: str, **headers: str) -> httpx.Response:
        said = PHONE | {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers=said)

    return follow


def content(api: Api, **more: Any) -> dict[str, Any]:
    """A content in force with one version, one file."""
    said = {"title": f"冷库节能产品包 {uuid4().hex[:6]}", "kind": "product_pack", "keywords": "节能、COP"}
    made = api.post("records/content", said | more)
    version(api, made["id"])
    found: dict[str, Any] = api.patch(f"records/content/{made['id']}", {"state": "in_force"})
    return found


def version(api: Api, of: str, text: str = "第一版", **more: Any) -> dict[str, Any]:
    """A new version of a content."""
    file = api.upload(f"冷库节能：{text}".encode(), f"{text}.txt")
    found: dict[str, Any] = api.post("records/content_version", {"content": of, "files": [file], **more})
    return found


def customer(api: Api, **more: Any) -> dict[str, Any]:
    """A new customer."""
    found: dict[str, Any] = api.post("records/customer", {"name": f"客户 {uuid4().hex[:8]}", **more})
    return found


def sent(api: Api, of: str) -> list[dict[str, Any]]:
    """What went to a customer, the latest first."""
    items: list[dict[str, Any]] = api.get(
        "records/content_sent", filter=["customer", "=", of], sort="-created_at", limit="50"
    )["items"]
    return items


def send(api: Api, of: str, *contents: str, **more: Any) -> dict[str, Any]:
    """The answer to sending contents to a customer."""
    said = {"contents": list(contents), "customer": of, **more}
    found: dict[str, Any] = api.act("send_content", said)["result"]
    return found


def link(api: Api, of: str) -> str:
    """Where a fresh link to a sending leads."""
    return str(api.post("links", {"object": "content_sent", "record": of})["path"])
