"""A demo the tests of capture share, its people, and forms to begin with."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx

from prooftrail.sales.routing import watching
from tests.conftest import Api, shared_demo, signed_in, turns_of

shop = shared_demo(20)
turn = turns_of(watching.sweep)
admin, ops, rep, rep2 = signed_in("admin"), signed_in("ops"), signed_in("rep"), signed_in("rep2")
PAGE = {"Accept": "text/html", "Accept-Language": "zh-CN", "Origin": "http://testserver"}
SITE = "https://www.chengchuan.example"
Turn = Callable[[], None]
Form = dict[str, Any]


def design(**more: Any) -> dict[str, Any]:
    """What a form says."""
    return {
        "name": {"zh": f"官网询价 {uuid4().hex[:6]}", "en": "Ask for a price"},
        "source": "web",
        "fields": [
            {"field": "name", "label": {"zh": "怎么称呼", "en": "Your name"}, "required": True},
            {"field": "company"},
            {"field": "phone", "required": True},
            {"field": "background", "label": {"zh": "想了解什么", "en": "What about"}},
        ],
        "origins": [SITE],
        "limits": {"per_address": 500, "per_form": 500},
        **more,
    }


def saved(api: Api, **more: Any) -> Form:
    """A draft."""
    found: Form = api.act("save_capture_form", {"design": design(**more)})["result"]["items"][0]
    return found


def live(api: Api, **more: Any) -> Form:
    """A form in force, with its first entrance."""
    form = saved(api, **more)["id"]
    found: Form = api.act("publish_capture_form", {"form": form})["result"]["items"][0]
    return found


def path_of(form: Form, at: int = 0) -> str:
    """The address of one of a form's entrances."""
    return str(form["places"][at]["path"])


def opened(client: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, str]:
    """The page and the nonce on it."""
    said = PAGE | {name.replace("_", "-"): value for name, value in headers.items()}
    page = client.get(path, headers=said)
    found = re.search(r'name=nonce value="([^"]+)"', page.text)
    return page, found.group(1) if found else ""


def send(client: httpx.Client, path: str, nonce: str | None = None, **said: Any) -> httpx.Response:
    """What a browser sends from the page; `headers` are its own beside the usual ones."""
    headers = {**PAGE, "Content-Type": "application/x-www-form-urlencoded", **said.pop("headers", {})}
    fields = {"nonce": nonce or uuid4().hex, "visitor": "", "contact_url": "", **said}
    return client.post(path, content=urlencode(fields, doseq=True), headers=headers)


def leads(api: Api, form: Form) -> list[dict[str, Any]]:
    """Leads that came by a form, the newest first."""
    items: list[dict[str, Any]] = api.get(
        "records/lead", filter=["capture_form", "=", form["id"]], sort="-created_at", limit="50"
    )["items"]
    return items
