"""A small demo the tests of views share, and its people."""

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
    """A workspace of these tests' own."""
    name = f"v{uuid4().hex[:8]}"
    ensure_demo(parts, workspace=name, most=40)
    yield name
    drop_workspace(parts.dsn, name)


@pytest.fixture(scope="session")
def boss(shop: str, caller: Callers) -> Api:
    """The manager of a team."""
    return caller("manager", shop)


@pytest.fixture(scope="session")
def rep(shop: str, caller: Callers) -> Api:
    """One of that team."""
    return caller("rep", shop)


@pytest.fixture(scope="session")
def ops(shop: str, caller: Callers) -> Api:
    """Somebody who may design."""
    return caller("ops", shop)


def said(name: str = "我的", **more: Any) -> dict[str, Any]:
    """A view of customers."""
    shown = {"columns": [{"field": "name", "width": 260}, {"field": "grade"}, {"field": "annual_purchase"}]}
    return {"object": "customer", "name": {"zh": name, "en": f"{name} en"}, **shown, **more}


def save(api: Api, name: str = "我的", **more: Any) -> dict[str, Any]:
    """Save a view; answers it as its owner meets it."""
    return dict(api.act("save_view", said(name, **more))["result"]["view"])


def listed(api: Api, object: str = "customer") -> dict[str, dict[str, Any]]:
    """The views somebody meets, by their Chinese name."""
    return {each["name"]["zh"]: each for each in api.get("views", object=object)["items"]}
