"""Rules that wait for a figure: past a value for so many weeks, once a week and group, and not before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from prooftrail.app import open_keys
from prooftrail.opening import Opened
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.metrics import watching
from prooftrail.platform.records.change import Change
from prooftrail.platform.work import Caller, Work
from tests.conftest import Api, shared_demo, signed_in

watched = shared_demo(10)
ops, director = signed_in("ops", "watched"), signed_in("director", "watched")
MONDAY = date(2030, 4, 1)
WORDS = {"zh": "看着", "en": "Watching"}


@pytest.fixture(scope="module")
def on(parts: Opened) -> Ground:
    """What a sweep works with."""
    return Ground(parts.dsn, parts.workspaces, parts.files, open_keys(parts.settings), parts.settings.seals)


@pytest.fixture
def at(parts: Opened, watched: str, on: Ground) -> Iterator[Callable[[str], None]]:
    """Let the clock stand at a time, and the sweep have its turn."""
    place = parts.workspaces.directory.find(watched)

    def move(said: str | None) -> None:
        with parts.workspaces.begin(watched, Caller(reason="tests")) as work:
            work.execute(f"update {place.schema}._meta set clock = %s", [said])
        if said is not None:
            watching.sweep(on, place)

    yield move
    move(None)


@pytest.fixture
def quoted(parts: Opened, watched: str) -> Callable[..., None]:
    """`quoted(week, in_time, of, owner)`: so many quotations, so many signed in 48 hours."""

    def make(week: int, in_time: int, of: int, owner: str) -> None:
        made = datetime.fromisoformat(f"{MONDAY + timedelta(weeks=week)}T10:00:00+08:00")
        with parts.workspaces.begin(watched, Caller(reason="tests")) as work:
            work.records.apply(list(_quotations(in_time, of, owner, made)), loose=True)

    return make


def _quotations(in_time: int, of: int, owner: str, made: datetime) -> Iterator[Change]:
    for n in range(of):
        took = timedelta(hours=48 if n < in_time else 49)
        yield Change("create", "quotation", None, {
            "name": f"报价 {made:%m%d} {n}", "owner": owner, "status": "approved",
            "created_at": made.isoformat(), "approved_at": (made + took).isoformat(),
        })  # fmt: skip


@contextmanager
def a_rule(ops: Api, key: str, **when: Any) -> Iterator[None]:
    """A published rule that keeps what it is told in a competitor's name."""
    said = {
        "key": key, "label": WORDS, "object": None,
        "when": {"on": "metric", "metric": "signed_in_48h", "by": "week", "group": "unit", "test": "<",
                 "value": "85", "running": 2, **when},
        "then": [{"action": "create_record", "record": None, "input": {"object": "competitor", "fields": {
            "name": f"{key} {{$group}} {{$values}}"}}}],
    }  # fmt: skip
    ops.act("save_rule", {"rule": said})
    ops.act("publish_rule", {"key": key})
    try:
        yield
    finally:
        ops.act("retire_rule", {"key": key})


def fired(api: Api, key: str) -> list[str]:
    """What a rule was told, each time."""
    found = api.get("records/competitor", filter=["name", "starts", key])["items"]
    return sorted(each["name"].removeprefix(f"{key} ") for each in found)


def test_the_shipped_rule(at: Any, quoted: Any, ops: Api, caller: Any, watched: str, inside: Any) -> None:
    """Proof: 84.9 then 84 opens one work item for the director, with what was last said about the last five
    deals; 84 then 85.0 opens none."""
    people = {login: caller(login, watched).get("me") for login in ("rep", "rep2", "director")}
    rep, other = people["rep"], people["rep2"]
    at("2030-09-02T10:00:00+08:00")
    known = len(items(ops))
    with inside(watched) as work:
        for n in range(6):
            owner, day = {"owner": rep["id"]}, f"2030-09-0{n + 1}T09:00:00+08:00"
            made = work.records.create(
                "deal", owner | {"name": f"签批商机{n}", "created_at": day}, loose=True
            )
            said = {"type": "call", "topic": f"谈第{n}次", "deal": str(made.id), "occurred_at": day}
            work.records.create("activity", owner | said, loose=True)
    quoted(22, 849, 1000, rep["id"])
    quoted(22, 84, 100, other["id"])
    quoted(23, 84, 100, rep["id"])
    quoted(23, 85, 100, other["id"])
    at("2030-09-17T23:59:59+08:00")
    assert len(items(ops)) == known
    at("2030-09-18T00:00:00+08:00")
    at("2030-09-19T00:00:00+08:00")
    (item,) = items(ops)[known:]
    assert (
        item["owner"]["id"] == people["director"]["id"] and item["about_label"] == rep["department"]["label"]
    )
    assert "84.9% → 84%" in item["title"]
    told = [n for n in range(6) if f"谈第{n}次" in item["cause"]]
    assert told == [1, 2, 3, 4, 5], item["cause"]


def test_two_weeks_running(
    parts: Opened, watched: str, at: Any, quoted: Any, ops: Api, caller: Any, director: Api
) -> None:
    """84.9 then 84 fires, once; 84 then 85.0 does not; a week before the rule counts."""
    rep, other = (caller(login, watched).get("me") for login in ("rep", "rep2"))
    assert rep["department"]["id"] != other["department"]["id"]
    at("2030-04-03T10:00:00+08:00")
    quoted(0, 849, 1000, rep["id"])
    quoted(0, 84, 100, other["id"])
    with a_rule(ops, "slow"):
        at("2030-04-07T23:59:00+08:00")
        assert fired(ops, "slow") == [], "the week is not over"
        at("2030-04-08T00:00:00+08:00")
        assert fired(ops, "slow") == [], "one week only"
        quoted(1, 84, 100, rep["id"])
        quoted(1, 85, 100, other["id"])
        at("2030-04-14T23:59:59+08:00")
        assert fired(ops, "slow") == []
        at("2030-04-15T00:00:00+08:00")
        assert fired(ops, "slow") == [f"{rep['department']['label']} 84.9% → 84%"]
        at("2030-04-16T00:00:00+08:00")
        assert len(fired(ops, "slow")) == 1, "once a week and department"
        quoted(2, 84, 100, rep["id"])
        at("2030-04-22T00:00:00+08:00")
        assert len(fired(ops, "slow")) == 2, "another week is another time"
        at("2030-05-13T00:00:00+08:00")
        assert len(fired(ops, "slow")) == 2, "weeks of nothing are past nothing"


def items(api: Api) -> list[dict[str, Any]]:
    """The work items the shipped rule opened."""
    found: list[dict[str, Any]] = api.get("records/work_item", filter=["source", "contains", "slow_signing"])[
        "items"
    ]
    return found


def test_caught_up(at: Any, quoted: Any, ops: Api, caller: Any, watched: str, on: Ground) -> None:
    """A worker that was away for weeks looks at each of them; waiting longer puts it off."""
    rep = caller("rep", watched).get("me")
    at("2030-06-04T10:00:00+08:00")
    for week in (9, 10, 11):
        quoted(week, 1, 10, rep["id"])
    with a_rule(ops, "late", wait_hours=48, group=None, running=1):
        at("2030-06-10T00:00:00+08:00")
        assert fired(ops, "late") == [], "48 hours are waited"
        at("2030-06-27T00:00:00+08:00")
        assert fired(ops, "late") == ["— 10%"] * 3


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"metric": "no_such"}, "when.metric"), ({"metric": "open_deals"}, "when.metric"),
        ({"group": "name"}, "when.group"), ({"by": "decade"}, "when.by"), ({"test": "="}, "when.test"),
        ({"value": "low"}, "when.value"), ({"running": 0}, "when.running"),
        ({"sometimes": 1}, "when.sometimes"),
    ],
)  # fmt: skip
def test_refused_where_typed(ops: Api, more: dict[str, Any], place: str) -> None:
    """Each fault at its place."""
    when = {"on": "metric", "metric": "signed_in_48h", "by": "week", "test": "<", "value": "85", **more}
    said = {"key": "wrong", "label": WORDS, "when": when,
            "then": [{"action": "create_record", "record": None,
                      "input": {"object": "competitor", "fields": {"name": "x"}}}]}  # fmt: skip
    refused = ops.act("save_rule", {"rule": said}, status=422)["error"]
    assert place in refused["fields"], refused


def test_due(parts: Opened, watched: str, at: Any, ops: Api) -> None:
    """The clock is told of the next Monday."""
    for key in ("slow_signing", "wrong_group", "touched_twice"):
        ops.act("retire_rule", {"key": key})
    at("2031-01-07T10:00:00+08:00")
    with a_rule(ops, "told"):
        at("2031-01-07T11:00:00+08:00")
        with parts.workspaces.begin(watched, Caller(reason="tests")) as work:
            moment = watching.due(work)
            assert moment is not None and moment.isoformat() == "2031-01-13T00:00:00+08:00"
    assert _due(parts, watched) is None


def _due(parts: Opened, workspace: str) -> datetime | None:
    with parts.workspaces.begin(workspace, Caller(reason="tests")) as work:
        found: Work = work
        return watching.due(found)
