"""Keys: made by their person, shown once, seen and ended by nobody else."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.openapi.conftest import Browser

KEYS = "/api/v1/keys"


@pytest.fixture
def rep(browser: Browser) -> httpx.Client:
    return browser("rep")


def made(found: httpx.Client, status: int = 201, **said: object) -> dict[str, object]:
    answer = found.post(KEYS, json={"label": "报表"} | said)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def bearer(key: object) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_key_is_shown_once_and_listed_with_use_and_end(rep: httpx.Client, browser: Browser) -> None:
    key = made(rep, scopes=["customer:read"], expires=(datetime.now(UTC) + timedelta(days=7)).isoformat())
    listed = rep.get(KEYS).json()["items"]
    found = next(each for each in listed if each["id"] == key["id"])
    assert found["label"] == "报表" and found["scopes"] == ["customer:read"] and not found["current"]
    assert found["expires_at"] == key["expires_at"] and found["seen_at"]
    assert str(key["key"]) not in rep.get(KEYS).text
    assert [each["kind"] for each in listed if each["current"]] == ["session"]
    alone = browser()
    assert alone.get("/api/v1/records/customer", headers=bearer(key["key"])).status_code == 200
    assert alone.get("/api/v1/records/deal", headers=bearer(key["key"])).json()["items"] == []


def test_a_key_sees_and_ends_itself_alone(rep: httpx.Client, browser: Browser) -> None:
    one, other = made(rep), made(rep)
    alone = browser()
    assert [each["id"] for each in alone.get(KEYS, headers=bearer(one["key"])).json()["items"]] == [one["id"]]
    assert alone.delete(f"{KEYS}/{other['id']}", headers=bearer(one["key"])).status_code == 404
    answer = alone.post(KEYS, json={"label": "x"}, headers=bearer(one["key"]))
    assert answer.json()["error"]["code"] == "session_only"
    assert alone.delete(f"{KEYS}/{one['id']}", headers=bearer(one["key"])).status_code == 200
    assert alone.get(KEYS, headers=bearer(one["key"])).status_code == 401


def test_nobody_ends_what_is_not_his(rep: httpx.Client, browser: Browser) -> None:
    key = made(rep)
    for login in ("rep2", "admin"):
        assert browser(login).delete(f"{KEYS}/{key['id']}").status_code == 404
    assert rep.delete(f"{KEYS}/{key['id']}").status_code == 200
    assert rep.delete(f"{KEYS}/{key['id']}").status_code == 404


def test_a_session_can_end_another_of_the_same_person(browser: Browser) -> None:
    here, there = browser("presales"), browser("presales")
    own = next(each for each in there.get(KEYS).json()["items"] if each["current"])
    assert here.delete(f"{KEYS}/{own['id']}").status_code == 200
    assert there.get(KEYS).status_code == 401


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"scopes": ["customer"]}, "scopes"),
        ({"scopes": ["nothing:read"]}, "scopes"),
        ({"scopes": "customer:read"}, "scopes"),
        ({"scopes": ["permission:records"]}, "scopes"),
        ({"expires": "2020-01-01T00:00:00Z"}, "expires"),
        ({"expires": "2999-01-01T00:00:00Z"}, "expires"),
        ({"expires": 5}, "expires"),
        ({"label": 5}, "label"),
        ({"owner": "x"}, "owner"),
    ],
)
def test_wrong_wishes_are_named(rep: httpx.Client, said: dict[str, object], field: str) -> None:
    answer = made(rep, 422, **said)
    assert set(answer["error"]["fields"]) == {field}  # type: ignore[index]


def test_a_repeated_request_never_shows_a_key_again(rep: httpx.Client) -> None:
    headers = {"Idempotency-Key": "once"}
    keys = {rep.post(KEYS, json={"label": "x"}, headers=headers).json()["key"] for _ in range(2)}
    assert len(keys) == 2
