"""Shipped figures by worked examples: a handful of records, and what each figure says of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Api
from tests.metrics.conftest import asked, one

START = datetime.fromisoformat("2030-03-04T09:00:00+08:00")
"""A Monday long after the demo's."""
WEEK = {"from": "2030-03-04", "to": "2030-03-10"}


def hours(count: float) -> str:
    """So long after the start."""
    return (START + timedelta(hours=count)).isoformat()


@pytest.fixture(scope="module")
def made(shop: str, inside: Callable[..., Any], rep: Api) -> str:
    """The records, and whose they are."""
    me = rep.get("me")["id"]
    mine = {"owner": me}
    with inside(shop) as work:
        customers = [
            str(work.records.create("customer", mine | {"name": f"示例冷链{n}"}).id) for n in range(3)
        ]
        whole = {"topic": "选型", "next_step": "发方案"}
        for n, said in enumerate([
            {"type": "visit", "customer": customers[0], **whole}, {"type": "visit", "customer": customers[0]},
            {"type": "call", "customer": customers[1], **whole}, {"type": "demo", **whole},
            {"type": "proposal", "customer": customers[2], **whole, "flags": ["too_quick"]},
        ]):  # fmt: skip
            told = {"occurred_at": hours(n), "received_at": hours(3 * n)}
            work.records.create("activity", mine | told | said, loose=True)
        for status, took in (("approved", 47.99), ("approved", 48), ("approved", 48.01), ("rejected", None),
                             ("submitted", None), ("draft", None)):  # fmt: skip
            decided = {"approved_at": hours(took)} if took else {}
            work.records.create("quotation", mine | decided | {
                "name": f"报价 {status} {took}", "status": status, "created_at": hours(0),
            }, loose=True)  # fmt: skip
        for state, more in (("proven", {"captured_at": hours(0)}), ("rejected", {}), ("imported", {})):
            work.records.create("evidence", mine | more | {
                "kind": "site_photo", "state": state, "received_at": hours(1),
                "about": {"object": "customer", "id": customers[0]},
                "place": {"lat": "31.2", "lng": "121.4", "datum": "WGS84", "accuracy_m": "10"},
            }, loose=True)  # fmt: skip
        for opened, closed, stage in (
            ("2030-02-01", "2030-03-05", "won"), ("2030-02-11", "2030-03-05", "won"),
            ("2030-02-21", "2030-03-06", "lost"),
        ):  # fmt: skip
            days = {"opened_on": opened, "closed_on": closed}
            named = {"name": f"示例 {opened}", "stage": stage, "amount": "1000"}
            work.records.create("deal", mine | named | days, loose=True)
    return str(me)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("actions", "5"),
        ("action_completion", "60"),  # a visit without words, and a demo with nobody
        ("key_action_completion", "50"),  # two visits, a demo, a proposal; two of them whole
        ("effective_actions", "2"),  # three are whole, one of these is doubted
        ("effective_visits", "1"),  # one whole visit, by one person
        ("customers_touched", "3"),
        ("entry_hours", "4"),  # 0, 2, 4, 6 and 8
        ("doubted_actions", "20"),
        ("signed_in_48h", "40"),  # 47.99 and 48 of five handed in, not 48.01
        ("quotations_approved", "60"),
        ("quotation_returns", "20"),
        ("evidence_rejected", "50"),  # one of two, for the imported one does not count
        ("evidence_proven", "50"),
        ("evidence_completeness", "0"),  # the one with place and time has no file
        ("win_rate", "66.66666667"),
        ("lost_deals", "1"),
        ("days_to_win", "27"),  # 32 and 22 days
        ("days_to_win_spread", "7.0710678119"),
    ],
)
def test_worked(made: str, rep: Api, key: str, value: str) -> None:
    """What it says of the week."""
    row = one(rep, key, period=WEEK)
    assert row["value"] == value, row["arithmetic"]


def test_heat_map(made: str, director: Api) -> None:
    """Person by action: how many, how complete, how soon told, how many doubted; each cell with its door."""
    cells = {
        key: {row["group"]["type"]: row["value"] for row in
              asked(director, key, group=["owner", "type"], period=WEEK)
              if row["group"]["owner"]["id"] == made}
        for key in ("actions", "action_completion", "entry_hours", "doubted_actions")
    }  # fmt: skip
    assert cells["actions"] == {"visit": "2", "call": "1", "demo": "1", "proposal": "1"}
    assert cells["action_completion"] == {"visit": "50", "call": "100", "demo": "0", "proposal": "100"}
    assert cells["entry_hours"] == {"visit": "1", "call": "4", "demo": "6", "proposal": "8"}
    assert cells["doubted_actions"] == {"visit": "0", "call": "0", "demo": "0", "proposal": "100"}


def test_a_door_of_a_length(made: str, rep: Api) -> None:
    """The door of what took 48 hours opens the two of them; the red line is passed."""
    row = one(rep, "signed_in_48h", period=WEEK)
    door = row["records"]["in_time"]
    found = rep.get("records/quotation", filter=door["filter"])["items"]
    assert sorted(each["name"] for each in found) == ["报价 approved 47.99", "报价 approved 48"]
    assert row["level"] == "red"


def test_malformed_lengths(rep: Api) -> None:
    """Other fields, other words, other operators: refused."""
    for path, op, value in (
        ("hours(approved_at)", "<=", 48), ("weeks(approved_at,created_at)", "<=", 48),
        ("hours(amount,created_at)", "<=", 48), ("hours(approved_at,issued_on)", "<=", 48),
        ("hours(approved_at,no_such)", "<=", 48), ("hours(approved_at,created_at)", "in", [48]),
        ("hours(approved_at,created_at)", "<=", "soon"), ("hours(approved_at,created_at)", "<=", True),
    ):  # fmt: skip
        said = {"filter": [path, op, value]}
        assert rep.post("metrics/quotations_approved/query", said, 422)["error"]["message"]


def test_enough(rep: Api, director: Api) -> None:
    """The first thirty."""
    assert len(director.get("metrics")["items"]) >= 30
