"""The kernel's own workspace: the small demo and one designed object with a field of every type."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.schema.design.adding import Wanted
from prooftrail.platform.schema.design.objects import define_object
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller
from tests.conftest import Api, signed_in

THING = "x_thing"
CHOICES = {"choices": [{"key": key, "label": {"zh": key, "en": key}} for key in ("red", "green", "blue")]}
FIELDS: dict[str, tuple[str, dict[str, Any]]] = {
    "x_text": ("text", {}),
    "x_long": ("long_text", {"limit": 50}),
    "x_integer": ("integer", {}),
    "x_decimal": ("decimal", {"places": 4}),
    "x_percent": ("percent", {}),
    "x_money": ("money", {}),
    "x_date": ("date", {}),
    "x_time": ("time", {}),
    "x_boolean": ("boolean", {}),
    "x_choice": ("choice", CHOICES),
    "x_choices": ("choices", CHOICES),
    "x_customer": ("reference", {"object": "customer"}),
    "x_person": ("person", {}),
    "x_department": ("department", {}),
    "x_region": ("region", {}),
    "x_place": ("place", {}),
    "x_file": ("file", {"most": 2}),
    "x_code": ("text", {}),
}


@pytest.fixture(scope="session")
def kernel(parts: Opened) -> str:
    """A workspace these tests write to; each test makes what it counts."""
    ensure_demo(parts, workspace="kernel", most=40)
    design_thing(parts, "kernel")
    return "kernel"


def design_thing(parts: Opened, workspace: str) -> None:
    """Add the object as the designer would."""
    fields = [
        Wanted(name, {"zh": name, "en": name}, kind, options, unique=name == "x_code")
        for name, (kind, options) in FIELDS.items()
    ]
    label = {"zh": "东西", "en": "Thing"}
    parts.workspaces.design(
        workspace, Caller(reason="tests"), lambda work: define_object(work, THING, label, fields=fields)
    )


rep = signed_in("rep", "kernel")
rep2 = signed_in("rep2", "kernel")
admin = signed_in("admin", "kernel")


@pytest.fixture(scope="session")
def people(admin: Api) -> dict[str, str]:
    """Ids by login."""
    rows = admin.get("records/person", limit=500, fields="login")["items"]
    return {row["login"]: row["id"] for row in rows}


@pytest.fixture
def customer(rep: Api) -> dict[str, Any]:
    """A new customer of the rep's."""
    return dict(rep.post("records/customer", {"name": f"试验客户{uuid7()}"}))


@pytest.fixture
def aside() -> Iterator[Callable[..., "Future[Any]"]]:
    """Run something beside the test; the future gives its result."""
    with ThreadPoolExecutor(8) as pool:
        yield pool.submit
