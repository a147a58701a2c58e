"""Events set rules off: once, in order, with a reason; what fails waits, and what comes after it."""

from datetime import timedelta
from typing import Any

from prooftrail.opening import Opened
from prooftrail.platform.automation.retrying import go_on
from prooftrail.platform.work import Caller
from tests.automation.conftest import customer, published, reacted, read, rule, runs, skipped
from tests.conftest import Api

SYSTEM = Caller(reason="tests")


def step(**fields: Any) -> dict[str, Any]:
    """Setting fields of the record itself."""
    return {"action": "set_fields", "record": "$record", "input": {"object": "customer", "fields": fields}}


def test_an_event_sets_a_rule_off_once_and_says_why(admin: Api, shop: str, parts: Opened) -> None:
    said = rule(
        "graded",
        when={"on": "record", "events": ["created", "updated"], "to": {"grade": "A"}},
        **{"if": {"formula": "annual_purchase > 100"}},
        then=[step(industry="big {name} {$event}")],
    )
    published(admin, said)
    small = customer(admin, grade="A", annual_purchase="5")
    big = customer(admin, grade="B", annual_purchase="500")
    admin.patch(f"records/customer/{big['id']}", {"grade": "A"})
    reacted(parts, shop)
    reacted(parts, shop)
    assert read(admin, "customer", big["id"])["industry"] == f"big {big['name']} record.updated"
    assert read(admin, "customer", small["id"])["industry"] is None
    (run,) = runs(admin, rule="graded")
    assert (run["state"], run["record"], run["why"]["formula"]) == ("done", big["id"], True)
    assert skipped(admin, "graded") == {"condition": 1}
    event = admin.get("events", record=big["id"], order="newest")["items"][0]
    assert (event["because"]["rule"], event["because"]["run"]) == ("graded", run["id"])


def test_order_stop_once_and_limit(admin: Api, shop: str, parts: Opened) -> None:
    when = {"on": "record", "events": ["created"], "to": {"grade": "C"}}
    published(admin, rule("first", order=1, stop=True, when=when, then=[step(industry="first")],
                          limit={"count": 2, "per": "day"}))  # fmt: skip
    published(admin, rule("second", order=2, when=when, then=[step(industry="second")]))
    made = [customer(admin, grade="C")["id"] for _ in range(3)]
    reacted(parts, shop)
    assert [read(admin, "customer", id)["industry"] for id in made] == ["first", "first", "second"]
    assert skipped(admin, "first") == {"limit": 1}


def test_a_rule_judges_the_record_as_the_rules_before_it_left_it(
    admin: Api, shop: str, parts: Opened
) -> None:
    def said(key: str, order: int, of: str, **fields: Any) -> dict[str, Any]:
        return rule(key, order=order, then=[step(**fields)], **{"if": {"filter": ["grade", "=", of]}})

    published(admin, said("raises", 1, "C", grade="B"))
    published(admin, said("asks_before", 2, "C", industry="before"))
    published(admin, said("asks_after", 3, "B", industry="after"))
    low, high = (customer(admin, grade=grade)["id"] for grade in "CA")
    reacted(parts, shop)
    assert read(admin, "customer", low)["industry"] == "after"
    assert read(admin, "customer", high)["industry"] is None
    assert skipped(admin, "asks_before") == {"condition": 2}


def test_a_chain_that_comes_round_is_stopped_and_logged(admin: Api, shop: str, parts: Opened) -> None:
    ping = {"on": "record", "events": ["updated"], "fields": ["industry"]}
    published(admin, rule("ping", when=ping, **{"if": {"filter": ["code", "starts", "loop"]}},
                          then=[step(competitor_since={"=": "TODAY()"})]))  # fmt: skip
    pong = {"on": "record", "events": ["updated"], "fields": ["competitor_since"]}
    said = rule("pong", when=pong, then=[step(industry="x{industry}")])
    assert set(admin.act("save_rule", {"rule": said}, status=422)["error"]["fields"]) == {"then"}


def test_what_fails_waits_with_what_comes_after_it_and_is_replayed_once(
    admin: Api, shop: str, parts: Opened
) -> None:
    taken = customer(admin, code=f"T{shop}")
    when = {"on": "record", "events": ["updated"], "fields": ["industry"]}
    published(admin, rule("copies", when=when, then=[step(code="{industry}")]))
    one = customer(admin)
    admin.patch(f"records/customer/{one['id']}", {"industry": taken["code"]})
    admin.patch(f"records/customer/{one['id']}", {"industry": "later"})
    other = customer(admin)
    admin.patch(f"records/customer/{other['id']}", {"industry": "free"})
    admin.patch(f"records/customer/{one['id']}", {"industry": taken["code"]})
    reacted(parts, shop)
    (run,) = runs(admin, rule="copies", record=one["id"])
    assert run["state"] == "waiting" and run["steps"][0]["error"]["code"]
    assert read(admin, "customer", other["id"])["code"] == "free"
    place = parts.workspaces.directory.find(shop)
    with parts.workspaces.begin(shop, SYSTEM) as work:
        far = work.real_now + timedelta(days=1)
    for _ in range(7):
        go_on(parts.ground, place, far)
    assert runs(admin, rule="copies", record=one["id"])[0]["state"] == "dead"
    admin.patch(f"records/customer/{taken['id']}", {"code": "moved"})
    admin.act("replay_run", {"run": run["id"]})
    reacted(parts, shop)
    log = runs(admin, rule="copies", record=one["id"])
    assert [each["state"] for each in log] == ["done", "done", "done"]
    assert read(admin, "customer", one["id"])["code"] == taken["code"]
