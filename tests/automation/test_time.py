"""Waits and schedules by a clock that is moved: to the minute, once a wait, in order of time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from prooftrail.opening import Opened
from tests.automation.conftest import customer, published, reacted, read, rule, runs
from tests.conftest import Api

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def clock(admin: Api) -> Iterator["Clock"]:
    """The workspace's clock, standing; real time afterwards."""
    found = Clock(admin)
    yield found
    admin.post("dev/clock", {"now": None}, 200)


class Clock:
    """Business time of one workspace."""

    def __init__(self, admin: Api) -> None:
        self._admin = admin
        self.now = datetime.fromisoformat(admin.get("me")["now"]).replace(microsecond=0)
        self.to(timedelta())

    def to(self, later: timedelta) -> None:
        """Move it on; what falls due on the way is done when this returns."""
        self.now += later
        self._admin.post("dev/clock", {"now": self.now.isoformat()}, 200)


def marking(**fields: Any) -> dict[str, Any]:
    """A step on the record itself."""
    return {"action": "set_fields", "input": {"object": "deal", "fields": fields}}


def stuck(**more: Any) -> dict[str, Any]:
    """72 hours at one stage."""
    said = {"on": "idle", "since": "$stage", "for": {"hours": 72}, "stage": "prospecting"}
    return rule("stuck", object="deal", when=said, then=[marking(name="{name} {$hours}")], **more)


def opened(api: Api, **more: Any) -> str:
    """A new deal, at its first stage."""
    of = customer(api)["id"]
    return str(api.post("records/deal", {"name": "冷库", "customer": of, **more})["id"])


def test_72_hours_at_a_stage_fire_once_and_to_the_minute(
    admin: Api, clock: Clock, parts: Opened, shop: str
) -> None:
    published(admin, stuck())
    deal = opened(admin)
    clock.to(72 * HOUR - MINUTE)
    assert read(admin, "deal", deal)["name"] == "冷库"
    clock.to(MINUTE)
    assert read(admin, "deal", deal)["name"] == "冷库 72"
    clock.to(200 * HOUR)
    (run,) = runs(admin, rule="stuck", record=deal)
    assert run["state"] == "done"
    clock.to(-300 * HOUR)
    clock.to(301 * HOUR)
    assert len(runs(admin, rule="stuck", record=deal)) == 1
    admin.act("advance_stage", {"object": "deal", "to": "lost", "values": {"lost_reason": "price"}}, deal)


def test_standing_waits_count_only_where_the_rule_says_so(admin: Api, clock: Clock) -> None:
    deal = opened(admin)
    clock.to(80 * HOUR)
    published(admin, stuck())
    clock.to(HOUR)
    assert runs(admin, rule="stuck", record=deal) == []
    published(admin, stuck(standing=True))
    clock.to(HOUR)
    assert len(runs(admin, rule="stuck", record=deal)) == 1


def test_a_field_that_is_set_anew_starts_a_new_wait(admin: Api, clock: Clock) -> None:
    when = {"on": "idle", "since": "expected_on", "for": {"days": 2}}
    published(admin, rule("late", object="deal", when=when, then=[marking(name="x{name}")],
                          **{"if": {"formula": 'name <> "spared"'}}))  # fmt: skip
    deal, spared = (
        opened(admin, expected_on=clock.now.date().isoformat(), name=name) for name in ("a", "spared")
    )
    clock.to(timedelta(days=3))
    assert read(admin, "deal", deal)["name"] == "xa"
    assert read(admin, "deal", spared)["name"] == "spared"
    admin.patch(f"records/deal/{deal}", {"expected_on": clock.now.date().isoformat()})
    clock.to(timedelta(days=3))
    assert read(admin, "deal", deal)["name"] == "xxa"


def test_a_new_wait_opens_an_item_of_its_own_and_what_else_happens_again_joins_one(
    admin: Api, clock: Clock, parts: Opened, shop: str
) -> None:
    asked = {"object": "deal", "kind": "alert", "title": "{name}", "who": [{"by": "owner"}]}
    step = {"action": "open_work_item", "input": asked}
    wait = {"on": "idle", "since": "expected_on", "for": {"hours": 72}}
    published(admin, rule("waited", object="deal", when=wait, then=[step]))
    named = {"on": "record", "events": ["updated"], "fields": ["name"]}
    published(admin, rule("named", object="deal", when=named, then=[step]))
    deal = opened(admin, expected_on=clock.now.date().isoformat())
    for _ in range(2):
        clock.to(timedelta(days=4))
        said = {"expected_on": clock.now.date().isoformat(), "name": f"试 {clock.now}"}
        admin.patch(f"records/deal/{deal}", said)
        reacted(parts, shop)
    found = admin.get("records/work_item", filter=["about_record", "=", deal])["items"]
    assert sorted(each["source"] for each in found) == ["rule:named", "rule:waited", "rule:waited"]
    assert {each["state"] for each in found} == {"open"}


def test_schedules_come_in_order_of_time(admin: Api, clock: Clock) -> None:
    one = customer(admin, grade="C", industry="0")
    step = {"action": "set_fields", "input": {"object": "customer", "fields": {"industry": "{industry}d"}}}
    other = {"action": "set_fields", "input": {"object": "customer", "fields": {"industry": "{industry}h"}}}
    said = {"filter": ["id", "in", [one["id"]]]}
    day, hour = ({"on": "schedule", "every": every, "at": "08:30"} for every in ("day", "hour"))
    published(admin, rule("daily", when=day, then=[step], **{"if": said}))
    clock.to(timedelta(days=1))
    assert read(admin, "customer", one["id"])["industry"] == "0d"
    published(admin, rule("hourly", when=hour, then=[other], **{"if": said}))
    clock.to(24 * HOUR)
    found = read(admin, "customer", one["id"])["industry"]
    assert sorted(found[2:]) == ["d"] + ["h"] * 24


def test_a_schedule_can_fire_once_in_all(admin: Api, clock: Clock) -> None:
    when = {"on": "schedule", "every": "day", "at": "08:30", "each": False}
    step = {"action": "create_record", "record": None,
            "input": {"object": "competitor", "fields": {"name": "{$due}"}}}  # fmt: skip
    published(admin, rule("once_a_day", object=None, when=when, then=[step]))
    clock.to(timedelta(days=2))
    assert len(runs(admin, rule="once_a_day")) == 2


def test_the_last_of_other_records_starts_the_wait(
    admin: Api, clock: Clock, parts: Opened, shop: str
) -> None:
    last = {"object": "activity", "link": "deal", "time": "occurred_at", "field": "type", "types": ["call"]}
    when = {"on": "idle", "since": "$last", "for": {"days": 7}, "stage": "prospecting", "last": last}
    published(admin, rule("silent", object="deal", when=when, then=[marking(name="silent")]))
    deal = opened(admin)
    clock.to(timedelta(days=5))
    admin.act("log_activity", {"type": "call", "deal": deal, "topic": "电话里确认了交货时间和付款方式"})
    clock.to(timedelta(days=6))
    assert read(admin, "deal", deal)["name"] == "冷库"
    clock.to(timedelta(days=1))
    assert read(admin, "deal", deal)["name"] == "silent"


def test_a_replay_counts_waits_of_the_past(admin: Api, clock: Clock, parts: Opened, shop: str) -> None:
    since = clock.now
    deal = opened(admin)
    clock.to(100 * HOUR)
    said = {"rule": stuck(), "from": since.isoformat(), "to": clock.now.isoformat()}
    found = admin.post("rules/replay", said, 200)
    assert deal in [each["record"]["id"] for each in found["items"]]
    assert runs(admin, rule="stuck", record=deal) == []
    reacted(parts, shop)
