"""The clock of development: it stands, it steps through what is due, and real time goes on beside it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient

from prooftrail.app import create_app
from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.clock import set_clock
from prooftrail.platform.jobs.sweeps import Ground, Sweep
from prooftrail.platform.work import Work
from tests.conftest import Api, Callers, shared_demo

CLOCK = "dev/clock"
THEN = f"{datetime.now(UTC).date() + timedelta(days=20)}T09:00:00+08:00"
LATER, BEFORE = (datetime.now(UTC) + timedelta(days=each) for each in (100, -20))
yard = shared_demo(10)
"""A company of these tests' own: decades that pass give every lead and customer back."""


@pytest.fixture
def admin(yard: str, caller: Callers) -> Iterator[Api]:
    found = caller("admin", yard)
    yield found
    found.post(CLOCK, {"now": None}, 200)


def test_the_clock_stands_and_business_time_follows_it(admin: Api) -> None:
    assert admin.post(CLOCK, {"now": THEN}, 200)["stands"]
    assert [datetime.fromisoformat(admin.get("me")["now"]) for _ in range(2)] == [
        datetime.fromisoformat(THEN)
    ] * 2
    made = admin.post("records/customer", {"name": f"钟{uuid4().hex[:6]}"})
    assert datetime.fromisoformat(made["created_at"]) == datetime.fromisoformat(THEN)
    event = admin.get("events", record=made["id"])["items"][0]
    assert datetime.fromisoformat(event["occurred_at"]) == datetime.fromisoformat(THEN)
    assert abs(datetime.fromisoformat(event["recorded_at"]) - datetime.now(UTC)) < timedelta(minutes=5)
    answer = admin.post(CLOCK, {"now": None}, 200)
    assert not answer["stands"]
    assert abs(datetime.fromisoformat(admin.get("me")["now"]) - datetime.now(UTC)) < timedelta(minutes=5)


def test_real_time_rules_sessions_keys_and_repeated_requests(
    admin: Api, caller: Callers, inside: Callable[..., Any], yard: str
) -> None:
    rep, key = caller("rep", yard), uuid4().hex
    body = {"name": f"重{key[:6]}"}
    first = rep.call("POST", "records/customer", body, headers={"Idempotency-Key": key})
    admin.post(CLOCK, {"now": LATER.isoformat()}, 200)
    again = rep.call("POST", "records/customer", body, headers={"Idempotency-Key": key})
    assert again.text == first.text and again.headers["idempotent-replay"] == "true"
    with inside(yard) as work:
        kept = work.execute(f"select max(created_at) from {work.place.schema}._idempotency").fetchone()[0]
        made = work.execute(f"select max(created_at) from {work.place.schema}._token").fetchone()[0]
    late = caller("rep", yard).get("me")
    assert datetime.fromisoformat(late["now"]) == LATER
    assert max(kept, made) < datetime.now(UTC) + timedelta(minutes=5)
    admin.post(CLOCK, {"now": BEFORE.isoformat()}, 200)
    assert datetime.fromisoformat(rep.get("me")["now"]) == BEFORE


def test_forward_the_trash_is_emptied_at_the_moment_it_falls_due(
    admin: Api, inside: Callable[..., Any], yard: str
) -> None:
    made = admin.post("records/product", {"name": f"废{uuid4().hex[:6]}"})
    admin.delete(f"records/product/{made['id']}")
    with inside(yard) as work:
        query = f"select deleted_at from {work.place.schema}.product where id = %s"
        gone = work.execute(query, [made["id"]]).fetchone()[0]
    admin.post(CLOCK, {"now": (gone + timedelta(days=29)).isoformat()}, 200)
    with inside(yard) as work:
        assert work.execute(query, [made["id"]]).fetchone() is not None
    assert admin.post(CLOCK, {"now": (gone + timedelta(days=45)).isoformat()}, 200)["swept"] >= 1
    with inside(yard) as work:
        assert work.execute(query, [made["id"]]).fetchone() is None
        row = work.execute(
            f"select occurred_at from {work.events.table} where record = %s and action = 'record.purged'",
            [made["id"]],
        ).fetchone()
    assert row[0] == gone + timedelta(days=30, microseconds=1)


def test_only_who_may_and_only_what_is_a_time(admin: Api, caller: Callers, yard: str) -> None:
    for login in ("ops", "rep", "director"):
        assert caller(login, yard).post(CLOCK, {"now": None}, 403)["error"]["code"] == "permission_missing"
    for said in ("tomorrow", "2031-03-01", 5, "1999-12-31T00:00:00Z", "2200-01-01T00:00:00Z", [THEN]):
        assert admin.post(CLOCK, {"now": said}, 422)["error"]["fields"].keys() == {"now"}
    admin.post(CLOCK, {}, 422)


def test_without_the_variable_the_address_is_not_there(parts: Opened, caller: Callers, yard: str) -> None:
    quiet = TestClient(create_app(replace(parts.settings, dev_clock=False), parts.dsn, parts.pool))
    headers = {"Authorization": f"Bearer {caller('admin', yard).key}"}
    answer = quiet.post(f"/api/v1/{CLOCK}", json={"now": None}, headers=headers)
    assert answer.status_code == 404 and answer.json()["error"]["code"] == "no_such_address"
    assert f"/api/v1/{CLOCK}" not in quiet.get("/openapi.json").json()["paths"]


class Alarms:
    """Two sweeps with alarms at fixed business times; each turn notes the clock it ran at."""

    def __init__(self, parts: Opened, workspace: str, **times: list[datetime]) -> None:
        self.place = parts.workspaces.directory.find(workspace)
        self.ground = parts.ground
        self.times, self.rang = times, list[tuple[str, datetime]]()
        self.sweeps = [Sweep(name, 1, self._run(name), self._due(name)) for name in times]

    def go(self, to: datetime | None) -> int:
        return set_clock(self.ground, self.sweeps, self.place, to, None).swept

    def _run(self, name: str) -> Callable[[Ground, Place], None]:
        def run(ground: Ground, place: Place) -> None:
            from prooftrail.platform.work import Caller

            with ground.workspaces.begin(place.name, Caller(reason="alarm")) as work:
                self.rang.append((name, work.now))
                self.times[name] = [each for each in self.times[name] if each > work.now]

        return run

    def _due(self, name: str) -> Callable[[Work], datetime | None]:
        return lambda work: min(self.times[name], default=None)


def day(number: int) -> datetime:
    return datetime(2031, 3, number, 9, tzinfo=UTC)


def test_forward_every_due_sweep_runs_in_time_order_at_its_moment(
    parts: Opened, empty_workspace: str
) -> None:
    alarms = Alarms(parts, empty_workspace, a=[day(2), day(5)], b=[day(1), day(3), day(9)])
    assert alarms.go(day(6)) == 4
    assert alarms.rang == [("b", day(1)), ("a", day(2)), ("b", day(3)), ("a", day(5))]
    assert alarms.go(day(4)) == 0 and alarms.go(day(4)) == 0
    assert alarms.go(day(9)) == 1 and alarms.rang[-1] == ("b", day(9))


def test_back_nothing_fires_and_what_was_overdue_runs_where_the_clock_is(
    parts: Opened, empty_workspace: str
) -> None:
    alarms = Alarms(parts, empty_workspace, a=[])
    alarms.go(day(5))
    alarms.times["a"] = [day(1), day(3)]
    assert alarms.go(day(4)) == 0 and alarms.rang == []
    assert alarms.go(day(6)) == 1
    assert alarms.rang == [("a", day(4))]


def test_a_sweep_that_leaves_its_work_does_not_stop_the_clock(parts: Opened, empty_workspace: str) -> None:
    alarms = Alarms(parts, empty_workspace, a=[day(2)])
    stuck = Sweep("stuck", 1, lambda ground, place: None, lambda work: day(1))
    alarms.sweeps.append(stuck)
    assert alarms.go(day(3)) == 2
    assert alarms.rang == [("a", day(2))]


def test_the_history_says_who_moved_it(
    admin: Api, client: httpx.Client, inside: Callable[..., Any], yard: str
) -> None:
    admin.post(CLOCK, {"now": THEN}, 200)
    with inside(yard) as work:
        row = work.execute(
            f"select because from {work.events.table} where action = 'clock.set' order by seq desc limit 1"
        ).fetchone()
    assert row[0]["person"] == admin.get("me")["id"]
    assert datetime.fromisoformat(row[0]["to"]) == datetime.fromisoformat(THEN)
