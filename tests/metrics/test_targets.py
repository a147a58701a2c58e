"""Targets and thresholds: whose a row is, what it came to, versions, undo, and what is refused."""

from datetime import date
from typing import Any

import pytest

from prooftrail.platform.metrics.spells import name_between, name_of, read_name
from tests.conftest import Api
from tests.metrics.conftest import asked, defined, one

MONTH = {"from": "2026-03-01", "to": "2026-03-31"}


def aim(api: Api, value: str | None, **more: Any) -> dict[str, Any]:
    """A target of new deals set for March."""
    said = {"metric": "new_deals", "period": "2026-03", "value": value, **more}
    found: dict[str, Any] = api.act("set_target", said)["result"]
    return found


def test_whose(director: Api, rep: Api, ops: Api) -> None:
    """The company's for who sees all, one's own for a rep, anybody's where it is grouped so."""
    me = rep.get("me")
    aim(director, "40")
    aim(director, "8", person=me["id"])
    aim(director, "16", department=me["department"]["id"])
    whole = one(director, "new_deals", period=MONTH)
    assert whole["target"] == "40"
    share = 100 * int(whole["value"]) / 40
    assert abs(float(whole["attained"]) - share) < 0.01
    assert one(rep, "new_deals", period=MONTH)["target"] == "8"
    people = asked(director, "new_deals", period=MONTH, group=["owner"])
    mine = [row for row in people if row["group"]["owner"] and row["group"]["owner"]["id"] == me["id"]]
    assert all(row["target"] == "8" for row in mine)
    assert all("target" not in row for row in people if row not in mine)
    by_month = asked(director, "new_deals", period={"from": "2026-02-01", "to": "2026-04-30", "by": "month"})
    aims = {row["period"]["from"]: row.get("target") for row in by_month}
    assert aims.get("2026-03-01") == "40" and "40" not in [aims.get("2026-02-01"), aims.get("2026-04-01")]
    assert "target" not in one(director, "new_deals", period=MONTH, filter=["owner", "=", me["id"]])
    listed = {(each["person"], each["value"]) for each in rep.get("metrics/new_deals/targets")["items"]}
    assert (me["id"], "8") in listed and (None, "40") in listed
    assert len(director.get("metrics/new_deals/targets")["items"]) >= 3


def test_versions_and_undo(ops: Api, director: Api) -> None:
    """Each state is a version; undone it is as before; without a value there is none."""
    said = {"metric": "new_deals", "period": "2026-Q2"}
    quarter = {"from": "2026-04-01", "to": "2026-06-30"}
    assert ops.act("set_target", {**said, "value": "10", "version": 0})["result"]["version"] == 1
    assert ops.act("set_target", {**said, "value": "12", "version": 1})["result"]["version"] == 2
    stale = ops.act("set_target", {**said, "value": "13", "version": 1}, status=409)["error"]
    assert stale["code"] == "target_changed" and stale["remedy"]
    deed = ops.get("design/history", limit="1")["items"][0]
    assert deed["action"] == "schema.target_set" and deed["can_undo"]
    ops.act("undo_design", {"event": deed["id"]})
    assert one(director, "new_deals", period=quarter)["target"] == "10"
    ops.act("set_target", {**said, "value": None})
    assert "target" not in one(director, "new_deals", period=quarter)


def test_less_is_better(director: Api) -> None:
    """Then the share is the target by the figure; a blank figure came to nothing yet."""
    director.act("set_target", {"metric": "days_to_win", "period": "2026", "value": "30"})
    row = one(director, "days_to_win", period={"from": "2026-01-01", "to": "2026-12-31"})
    if row["value"] is not None:
        assert abs(float(row["attained"]) - 3000 / float(row["value"])) < 0.02
    nothing = one(director, "days_to_win", period={"from": "2031-01-01", "to": "2031-12-31"})
    assert nothing["value"] is None and "target" not in nothing


def test_refused(rep: Api, director: Api) -> None:
    """Who may not; a period without a name; two subjects; nobody; no number."""
    said: dict[str, Any] = {"metric": "new_deals", "period": "2026-03", "value": "1"}
    assert rep.act("set_target", said, status=403)["error"]["code"] == "permission_missing"
    nobody = "01900000-0000-7000-8000-000000000000"
    for more, where in (
        ({"period": "March"}, "period"), ({"period": "2026-13"}, "period"),
        ({"period": "2026-W60"}, "period"), ({"person": nobody}, "person"),
        ({"value": "many"}, "value"), ({"value": "1.23456"}, "value"),
    ):  # fmt: skip
        refused = director.act("set_target", {**said, **more}, status=422)["error"]
        assert refused["code"] == "bad_target" and where in refused["fields"]
    assert director.act("set_target", {**said, "metric": "no_such"}, status=404)["error"]["code"]


def test_thresholds(ops: Api, director: Api) -> None:
    """The worst one that a figure is past; exactly at it is as its test says; blank is past none."""
    lines = [{"level": "yellow", "test": "<=", "value": "100"}, {"level": "red", "test": "<", "value": "100"}]
    whole = {"terms": [defined()["terms"][1]], "formula": "every / every", "thresholds": lines}
    ops.act("save_metric", defined("lined", **whole))
    assert one(director, "lined")["level"] == "yellow"
    assert one(director, "lined", filter=["name", "=", "没有"])["level"] is None
    ops.act("save_metric", defined("lined", **whole | {"formula": "every / every - 0.001"}))
    assert one(director, "lined")["level"] == "red"
    wrong = {**whole, "thresholds": [{"level": "red", "test": "<", "value": "low"}]}
    refused = ops.act("save_metric", defined("lined", **wrong), status=422)["error"]
    assert "thresholds.0.value" in refused["fields"]


@pytest.mark.parametrize(
    "said", ["2026", "2026-Q1", "2026-Q4", "2026-11", "2026-W01", "2026-W53", "2024-02-29"]
)
def test_named_periods(said: str) -> None:
    """A name and the part it names are the same thing."""
    found = read_name(said)
    assert found is not None and name_of(*found) == said


def test_parts_without_a_name() -> None:
    """What is not whole has none."""
    assert name_between(date(2026, 1, 1), date(2026, 3, 31)) == "2026-Q1"
    assert name_between(date(2026, 1, 1), date(2026, 1, 30)) is None
    assert name_between(date(2026, 1, 2), date(2026, 2, 1)) is None
    assert name_between(None, date(2026, 2, 1)) is None
    for wrong in ("26", "2026-Q5", "2026-00", "2026-02-30", "2025-W53", "1800", "2026-1"):
        assert read_name(wrong) is None
