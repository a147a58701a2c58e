"""Browsers: callers that keep cookies and sign in."""

from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient

Browser = Callable[..., httpx.Client]


@pytest.fixture
def browser(client: httpx.Client, demo: str) -> Browser:
    """`browser()` signed out, `browser("rep")` signed in; `tls=True` speaks https."""

    def open_one(login: str | None = None, workspace: str = demo, *, tls: bool = False) -> httpx.Client:
        assert isinstance(client, TestClient)
        base = "https://testserver" if tls else "http://testserver"
        found = TestClient(client.app, base_url=base, raise_server_exceptions=False)
        if login is not None:
            said = {"workspace": workspace, "login": login, "password": "demo"}
            answer = found.post("/api/v1/session", json=said)
            assert answer.status_code == 200, answer.text
        return found

    return open_one
