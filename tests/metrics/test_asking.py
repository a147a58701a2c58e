"""Asking for a figure: what is hidden, what is blank, periods by the company's days, and what is refused."""

from collections.abc import Callable
from typing import Any

from tests.conftest import Api
from tests.metrics.conftest import asked, counted, one

NOBODY = ["name", "=", "没有这样的商机"]


def test_a_hidden_field(presales: Api, rep: Api) -> None:
    """Who may not read amounts has no figure made of them, and is told which field it is."""
    keys = {each["key"] for each in presales.get("metrics")["items"]}
    assert "win_rate" in keys and not keys & {"won_amount", "open_amount", "mean_won_amount"}
    refused = presales.post("metrics/won_amount/query", {}, 403)["error"]
    assert refused["code"] == "metric_closed" and "amount" in refused["fields"] and refused["remedy"]
    assert "won_amount" in {each["key"] for each in rep.get("metrics")["items"]}


def test_a_closed_object(store: Api) -> None:
    """A figure about records one has no part in does not exist."""
    assert "open_deals" not in {each["key"] for each in store.get("metrics")["items"]}
    closed = store.post("metrics/open_deals/query", {}, 404)["error"]
    assert closed["code"] == "unknown_metric" == store.post("metrics/no_such/query", {}, 404)["error"]["code"]


def test_nothing_there(rep: Api) -> None:
    """Blank, not nought, where there is nothing to divide by or to add; a count of nothing is nought."""
    share = one(rep, "win_rate", filter=NOBODY)
    assert share["value"] is None and share["terms"] == {"won": 0, "ended": 0}
    assert share["arithmetic"].endswith("= —")
    assert one(rep, "won_amount", filter=NOBODY)["value"] is None
    assert one(rep, "days_to_win", filter=NOBODY)["value"] is None
    assert one(rep, "open_deals", filter=NOBODY)["value"] == "0"
    assert asked(rep, "win_rate", filter=NOBODY, group=["owner"]) == []


def test_days_of_the_company(rep: Api) -> None:
    """A minute before midnight in Shanghai is one day, a minute after the next; so are the doors."""
    customer = rep.post("records/customer", {"name": "子夜冷链有限公司"})["id"]
    for hour in ("2025-03-31T23:59:00+08:00", "2025-04-01T00:00:00+08:00", "2025-03-31T16:01:00Z"):
        rep.post("records/activity", {
            "type": "call", "customer": customer, "topic": "约下次到厂的时间", "next_step": "发资料给设备部",
            "occurred_at": hour,
        })  # fmt: skip
    about = ["customer", "=", customer]
    days = asked(rep, "actions", filter=about, period={"by": "day"})
    assert [(row["period"]["from"], row["terms"]["done"]) for row in days] == [
        ("2025-03-31", 1), ("2025-04-01", 2)
    ]  # fmt: skip
    assert [counted(rep, row["records"]["done"]) for row in days] == [1, 2]
    march = {"from": "2025-03-01", "to": "2025-03-31"}
    assert one(rep, "actions", filter=about, period=march)["value"] == "1"
    quarters = asked(rep, "actions", filter=about, period={"from": "2025-03-31", "by": "quarter"})
    assert [row["period"] for row in quarters] == [
        {"from": "2025-03-31", "to": "2025-03-31"}, {"from": "2025-04-01", "to": "2025-06-30"}
    ]  # fmt: skip


def test_what_is_refused(rep: Api) -> None:
    """A field that is no dimension, a period that is none, a period of what has no time, an unknown part."""
    for said, code in (
        ({"group": ["amount"]}, "not_a_dimension"),
        ({"group": "owner"}, "not_a_dimension"),
        ({"period": {"from": "2025-02-30"}}, "bad_period"),
        ({"period": {"by": "decade"}}, "bad_period"),
        ({"period": {"from": "2025-02-02", "to": "2025-02-01"}}, "bad_period"),
        ({"filter": ["no_such", "=", 1]}, "unknown_field"),
        ({"filter": 5}, "not_a_condition"),
        ({"filter": {"and": []}}, "not_a_condition"),
        ({"filter": ["and"]}, "not_a_condition"),
        ({"limit": 5}, "invalid_fields"),
    ):
        assert rep.post("metrics/win_rate/query", said, 422)["error"]["code"] == code
    timeless = rep.post("metrics/open_deals/query", {"period": {"by": "day"}}, 422)
    assert timeless["error"]["code"] == "metric_timeless"


def test_few_statements(inside: Callable[..., Any], shop: str, monkeypatch: Any) -> None:
    """A figure takes at most five statements: definitions, processes, cubes, one measurement, targets."""
    from prooftrail.platform.metrics.asking import ask

    with inside(shop) as work:
        seen: list[Any] = []
        plain = work.execute
        work.execute = lambda *said: (seen.append(said), plain(*said))[1]
        ask(work, "win_rate", None, ["owner"], {"by": "month"})
        assert len(seen) <= 5


def test_both_languages(rep: Api) -> None:
    """Arithmetic in the caller's language."""
    said = [
        rep.post("metrics/win_rate/query", {}, 200, headers={"Accept-Language": language})["rows"][0]
        for language in ("zh", "en")
    ]
    assert "赢单" in said[0]["arithmetic"] and "Won" in said[1]["arithmetic"]
    assert said[0]["value"] == said[1]["value"]
