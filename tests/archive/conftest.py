"""A small demo the tests of the customer archive share, and a register of companies on this machine."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.outbound.addresses import LISTED
from tests.archive.register import KEY, SECRET, TOKEN, Register, serving
from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(20)
rep, rep2, manager = (signed_in(each) for each in ("rep", "rep2", "manager"))
director, admin = signed_in("director"), signed_in("admin")


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch, admin: Api) -> Iterator[Register]:
    """A register the workspace knows of, spoken to as Tianyancha."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    with serving() as found:
        set_register(admin, found.url)
        yield found
        set_register(admin, found.url, enabled=False)


def set_register(admin: Api, url: str, kind: str = "tianyancha", **more: Any) -> None:
    """As an administrator does."""
    secrets = {"token": TOKEN} if kind == "tianyancha" else {"key": KEY, "secret": SECRET}
    said = {
        "channel": kind, "kind": kind, "label": {"zh": "企业资料", "en": "Companies"}, "config": {},
        "secrets": {"url": url, **secrets}, **more,
    }  # fmt: skip
    admin.act("set_channel", said)


def a_customer(api: Api, **more: Any) -> dict[str, Any]:
    """A customer under a name nobody has asked for before."""
    made: dict[str, Any] = api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}", **more})
    return made


def read(api: Api, customer: str) -> dict[str, Any]:
    """The customer as the caller reads it."""
    found: dict[str, Any] = api.get(f"records/customer/{customer}")
    return found
