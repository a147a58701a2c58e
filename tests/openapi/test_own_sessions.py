"""Sessions: their cookie, when it is exchanged, and when it ends."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.people.me import DEMO_ENTRIES
from prooftrail.platform.people.throttle import Throttle
from prooftrail.platform.refusal import Refusal
from tests.openapi.conftest import Browser

ME = "/api/v1/me"


def cookie(found: httpx.Client) -> str:
    return next(iter(found.cookies.values()))


def token_is_good(browser: Browser, token: str, status: int = 200) -> None:
    answer = browser().get(ME, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == status


@pytest.fixture
def somebody(demo: str, inside: Callable[..., Any]) -> tuple[str, UUID]:
    """A rep nobody else's test knows: login and id."""
    with inside() as work:
        return work.execute(
            f"select a.login, a.person from {work.place.schema}._account a join {work.place.schema}.person p "
            "on p.id = a.person where p.roles = '{rep}' and a.ended_at is null and a.login <> all(%s) "
            "order by a.login limit 1",
            [list(DEMO_ENTRIES)],
        ).fetchone()


def test_the_cookie_of_a_secure_page_belongs_to_this_host_alone(browser: Browser) -> None:
    found = browser("rep", tls=True)
    assert list(found.cookies) == ["__Host-prooftrail"]
    assert found.get(ME).status_code == 200
    tossed = browser(tls=True)
    tossed.cookies.set("prooftrail", cookie(found))
    assert tossed.get(ME).status_code == 401


def test_a_cookie_is_for_our_pages_only(browser: Browser) -> None:
    said = {"workspace": "demo", "login": "rep", "password": "demo"}
    answer = browser().post("/api/v1/session", json=said)
    attributes = answer.headers["set-cookie"].lower()
    assert "httponly" in attributes and "samesite=lax" in attributes
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert browser().post("/api/v1/session", json=said, headers=foreign).status_code == 403
    assert browser("rep").patch(ME, json={"locale": "en"}, headers=foreign).status_code == 403


def test_signing_in_again_gives_a_new_token_and_ends_the_old_one(browser: Browser) -> None:
    found = browser("rep")
    first = cookie(found)
    found.post("/api/v1/session", json={"workspace": "demo", "login": "rep", "password": "demo"})
    assert cookie(found) != first
    token_is_good(browser, first, 401)
    token_is_good(browser, cookie(found))


def test_a_change_of_rights_exchanges_the_token(
    browser: Browser, somebody: tuple[str, UUID], inside: Callable[..., Any]
) -> None:
    found = browser(somebody[0])
    found.get(ME)
    first = cookie(found)
    with inside() as work:
        work.records.update("person", somebody[1], {"roles": ["rep", "ops"]})
    assert "records:import" in found.get(ME).json()["permissions"]
    second = cookie(found)
    assert second != first
    token_is_good(browser, first)  # a moment more, for what is under way
    found.get(ME)
    assert cookie(found) == second
    with inside() as work:
        table = f"{work.place.schema}._token"
        work.execute(
            f"update {table} set previous_until = %s where person = %s", [work.real_now, somebody[1]]
        )
    token_is_good(browser, first, 401)
    found.delete("/api/v1/session")
    token_is_good(browser, second, 401)


def test_seeing_through_other_eyes_exchanges_the_token(browser: Browser) -> None:
    found = browser("ops")
    found.get(ME)
    tokens = [cookie(found)]
    assert found.post("/api/v1/session/view-as", json={"login": "rep"}).status_code == 200
    tokens.append(cookie(found))
    assert found.get(ME).json()["login"] == "rep"
    assert found.get("/api/v1/keys").status_code == 403
    assert found.delete("/api/v1/session/view-as").status_code == 200
    tokens.append(cookie(found))
    assert found.get(ME).json()["login"] == "ops"
    assert len(set(tokens)) == 3


def test_a_session_nobody_uses_ends(browser: Browser, inside: Callable[..., Any]) -> None:
    found = browser("rep2")
    with inside() as work:
        row = work.execute(
            f"select id, idle_until - seen_at, expires_at - created_at from {work.place.schema}._token "
            "where kind = 'session' order by created_at desc limit 1"
        ).fetchone()
        assert row[1].total_seconds() == 72 * 3600 and row[2].days == 30
        table = f"{work.place.schema}._token"
        work.execute(f"update {table} set seen_at = seen_at - interval '6 minutes' where id = %s", [row[0]])
    assert found.get(ME).status_code == 200
    with inside() as work:
        seen = work.execute(f"select seen_at, idle_until from {table} where id = %s", [row[0]]).fetchone()
        assert (work.real_now - seen[0]).total_seconds() < 60
        work.execute(f"update {table} set idle_until = %s where id = %s", [work.real_now, row[0]])
    assert found.get(ME).status_code == 401


def test_a_session_ends_after_its_days_however_busy(browser: Browser, inside: Callable[..., Any]) -> None:
    found = browser("rep2")
    with inside() as work:
        work.execute(
            f"update {work.place.schema}._token set expires_at = %s where id = (select id from "
            f"{work.place.schema}._token where kind = 'session' order by created_at desc limit 1)",
            [work.real_now],
        )
    assert found.get(ME).status_code == 401


def test_wrong_passwords_unknown_people_and_unknown_companies_look_alike(browser: Browser) -> None:
    answers = []
    for workspace, login in (("demo", "legal"), ("demo", f"no{uuid4().hex[:6]}"), ("nobody", "legal")):
        said = {"workspace": workspace, "login": login, "password": "wrong"}
        answers.append(browser().post("/api/v1/session", json=said))
    assert [each.status_code for each in answers] == [401, 401, 401]
    assert len({each.text for each in answers}) == 1
    assert not any("set-cookie" in each.headers for each in answers)


@pytest.mark.parametrize("workspace", ["demo", "nobody"])
def test_an_account_is_tried_ten_times_a_minute(browser: Browser, workspace: str) -> None:
    said = {"workspace": workspace, "login": f"no{uuid4().hex[:6]}", "password": "wrong"}
    answers = [browser().post("/api/v1/session", json=said) for _ in range(11)]
    assert [each.status_code for each in answers] == [401] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_right_passwords_are_not_counted(browser: Browser) -> None:
    for _ in range(12):
        browser("store")


def test_made_up_names_do_not_wash_away_a_count(parts: Opened) -> None:
    throttle = Throttle()
    for _ in range(3):
        throttle.admit("mine", 3)
    for number in range(30_000):
        throttle.admit(f"n{number}", 1)
    with pytest.raises(Refusal):
        throttle.admit("mine", 3)


def test_nobody_looks_through_the_eyes_of_a_leaver(
    browser: Browser, somebody: tuple[str, UUID], inside: Callable[..., Any]
) -> None:
    login, person = somebody
    with inside() as work:
        work.records.update("person", person, {"left_on": work.today.isoformat()})
    found = browser("admin")
    assert found.post("/api/v1/session/view-as", json={"login": login}).status_code == 404
    assert found.get(ME).status_code == 200


def test_the_history_says_who_signed_in(browser: Browser, inside: Callable[..., Any]) -> None:
    found = browser("rep2")
    me = found.get(ME).json()["id"]
    with inside() as work:
        kind, person = work.execute(
            f"select actor_kind, actor_id from {work.events.table} where action = 'session.started' "
            "order by recorded_at desc, seq desc limit 1"
        ).fetchone()
    assert (kind, str(person)) == ("person", me)
