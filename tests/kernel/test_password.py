"""One's own password: for who knows the old one, at the end of every other session."""

from typing import Any

import httpx
import pytest

from prooftrail.opening import Opened
from tests.conftest import Callers

NEW = "三更灯火五更鸡鸣"


@pytest.fixture
def sign_in(client: httpx.Client, own_workspace: str) -> Any:
    """`sign_in(password)`: the answer, and the token of the session."""

    def make(password: str = "demo", login: str = "rep") -> httpx.Response:
        body = {"workspace": own_workspace, "login": login, "password": password}
        return client.post("/api/v1/session", json=body)

    return make


def cookie(answer: httpx.Response) -> dict[str, str]:
    pairs = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
    return {"Cookie": pairs}


def change(client: httpx.Client, headers: dict[str, str], old: str, new: str) -> httpx.Response:
    return client.post("/api/v1/me/password", json={"old": old, "new": new}, headers=headers)


def test_other_sessions_end_and_keys_stay(
    client: httpx.Client, sign_in: Any, caller: Callers, own_workspace: str, parts: Opened
) -> None:
    here, there, key = cookie(sign_in()), cookie(sign_in()), caller("rep", own_workspace)
    other = cookie(sign_in(login="ops"))
    answer = change(client, here, "demo", NEW)
    assert answer.status_code == 200, answer.text
    assert client.get("/api/v1/me", headers=there).status_code == 401
    assert client.get("/api/v1/me", headers=cookie(answer)).status_code == 200
    assert client.get("/api/v1/me", headers=other).status_code == 200
    assert key.get("me")["login"] == "rep"
    assert sign_in().status_code == 401 and sign_in(NEW).status_code == 200
    with parts.workspaces.begin(own_workspace, parts_caller()) as work:
        row = work.execute(
            f"select because::text from {work.events.table} where action = 'account.password_changed'"
        ).fetchone()
    assert row is not None and NEW not in row[0] and "demo" not in row[0]


def parts_caller() -> Any:
    from prooftrail.platform.work import Caller

    return Caller(reason="tests")


def test_what_is_refused_names_field_reason_and_remedy(
    client: httpx.Client, sign_in: Any, caller: Callers, own_workspace: str
) -> None:
    here = cookie(sign_in())
    for old, new, code, field in (
        ("wrong", NEW, "old_password_wrong", "old"),
        ("demo", "short", "password_short", "new"),
        ("demo", "demo", "password_short", "new"),
        ("demo", "长" * 201, "bad_value", "new"),
    ):
        answer = change(client, here, old, new)
        assert answer.status_code == 422, answer.text
        said = answer.json()["error"]
        if code != "bad_value":
            assert said["code"] == code and list(said["fields"]) == [field] and said["remedy"]
            assert said["fields"][field] == said["message"]
    assert (
        caller("rep", own_workspace).call("POST", "me/password", {"old": "demo", "new": NEW}).status_code
        == 403
    )
    assert client.get("/api/v1/me", headers=here).status_code == 200


def test_guessing_has_to_wait(client: httpx.Client, sign_in: Any) -> None:
    here = cookie(sign_in())
    statuses = [change(client, here, f"guess{n}", NEW).status_code for n in range(12)]
    assert statuses == [422] * 10 + [429] * 2
