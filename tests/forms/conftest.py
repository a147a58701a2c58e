"""A workspace whose forms are designed, and short ways to say layouts."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from tests.conftest import Api, Callers


@pytest.fixture(scope="session")
def shop(parts: Opened) -> Iterator[str]:
    """A small demo the tests of forms share."""
    name = f"f{uuid4().hex[:8]}"
    ensure_demo(parts, workspace=name, most=40)
    yield name
    drop_workspace(parts.dsn, name)


@pytest.fixture(scope="session")
def ops(shop: str, caller: Callers) -> Api:
    """Somebody who may design."""
    return caller("ops", shop)


@pytest.fixture(scope="session")
def rep(shop: str, caller: Callers) -> Api:
    """Somebody who may not."""
    return caller("rep", shop)


@pytest.fixture(scope="session")
def boss(shop: str, caller: Callers) -> Api:
    """Somebody who may write every field of a customer."""
    return caller("manager", shop)


def label(text: str) -> dict[str, str]:
    return {"zh": text, "en": f"{text} (en)"}


def section(text: str, *items: Any, **more: Any) -> dict[str, Any]:
    """A section of fields, by name or as whole items."""
    said = [each if isinstance(each, dict) else {"field": each} for each in items]
    return {"label": label(text), "items": said, **more}


def layout(*sections: dict[str, Any]) -> dict[str, Any]:
    """A form of one tab."""
    return {"tabs": [{"label": label("资料"), "sections": list(sections)}]}


def publish(api: Api, object: str, said: dict[str, Any] | None, **place: Any) -> dict[str, Any]:
    """Draft and publish at once."""
    api.act("save_form_draft", {"object": object, "layout": said, **place})
    return dict(api.act("publish_form", {"object": object, **place})["result"])


def fields_of(form: dict[str, Any]) -> list[list[str]]:
    """The field names of each section, tabs run together."""
    return [
        [item["field"] for item in each["items"]]
        for tab in form["layout"]["tabs"]
        for each in tab["sections"]
    ]
