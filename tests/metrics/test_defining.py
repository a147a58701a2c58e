"""Metrics of a workspace's own: made, changed, retired, undone; what cannot be measured is refused."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.metrics.conftest import defined, one

WORDS = {"zh": "试", "en": "Probe"}


def saved(ops: Api, said: dict[str, Any]) -> dict[str, Any]:
    """The metric as saved."""
    found: dict[str, Any] = ops.act("save_metric", said)["result"]["metric"]
    return found


def newest(ops: Api) -> dict[str, Any]:
    """The newest deed of the designers' history."""
    found: dict[str, Any] = ops.get("design/history", limit="1")["items"][0]
    return found


def keys(api: Api) -> set[str]:
    """The metrics somebody meets."""
    return {each["key"] for each in api.get("metrics")["items"]}


def test_one_of_ones_own(ops: Api, rep: Api) -> None:
    """Defined by ops, asked by a rep, changed in a version of its own, retired."""
    assert saved(ops, defined("with_amount"))["version"] == 1
    before = one(rep, "with_amount")
    assert before["value"] is not None and set(before["terms"]) == {"some", "every"}
    changed = defined("with_amount", formula="every - some", unit="count")
    assert saved(ops, changed | {"version": 1})["version"] == 2
    row = one(rep, "with_amount")
    assert row["value"] == str(row["terms"]["every"] - row["terms"]["some"])
    stale = ops.act("save_metric", changed | {"version": 1}, status=409)["error"]
    assert stale["code"] == "metric_changed"
    ops.act("retire_metric", {"key": "with_amount", "version": 2})
    assert "with_amount" not in keys(rep)
    rep.post("metrics/with_amount/query", {}, 404)


def test_undo(ops: Api, rep: Api) -> None:
    """A change, a new one, a retirement: each taken back from the designers' history."""
    saved(ops, defined("undone"))
    saved(ops, defined("undone", formula="every", unit="count"))
    assert newest(ops)["action"] == "schema.metric_saved" and newest(ops)["can_undo"]
    ops.act("undo_design", {"event": newest(ops)["id"]})
    assert next(m for m in ops.get("metrics")["items"] if m["key"] == "undone")["formula"] == "some / every"
    ops.act("retire_metric", {"key": "undone"})
    ops.act("undo_design", {"event": newest(ops)["id"]})
    assert "undone" in keys(rep)
    first = saved(ops, defined("first"))
    event = newest(ops)["id"]
    saved(ops, defined("first", direction="less") | {"version": first["version"]})
    assert ops.act("undo_design", {"event": event}, status=409)["error"]["code"] == "metric_changed"


def test_a_shipped_one_changed(ops: Api, rep: Api) -> None:
    """What is shipped is version 1; a state of one's own is the next, and undone it is as before."""
    shipped = next(m for m in ops.get("metrics")["items"] if m["key"] == "late_entries")
    kept = ("key", "label", "description", "unit", "object", "time", "terms", "direction")
    said = {name: shipped[name] for name in kept} | {"formula": "1 - late / told", "dimensions": ["owner"]}
    after = saved(ops, said)
    assert (after["version"], after["shipped"]) == (2, False)
    ops.act("undo_design", {"event": newest(ops)["id"]})
    back = next(m for m in rep.get("metrics")["items"] if m["key"] == "late_entries")
    assert (back["version"], back["formula"]) == (3, shipped["formula"])


def test_who_may_not(rep: Api, manager: Api) -> None:
    """Defining is for who designs."""
    for api in (rep, manager):
        assert api.act("save_metric", defined(), status=403)["error"]["code"] == "permission_missing"


def term(**more: Any) -> dict[str, Any]:
    """One term."""
    return {"name": "n", "label": WORDS, "measure": ["count"], **more}


@pytest.mark.parametrize(
    ("said", "where", "code"),
    [
        ({"formula": "some / 0"}, "formula", "formula_zero_division"),
        ({"formula": "some / nothing"}, "formula", "formula_unknown_name"),
        ({"formula": "NOSUCH(some)"}, "formula", "formula_unknown_function"),
        ({"formula": "some > every"}, "unit", "metric_wrong_unit"),
        ({"unit": "money"}, "unit", "metric_wrong_unit"),
        ({"key": "Bad Key"}, "key", "metric_bad_key"),
        ({"time": "name"}, "time", "metric_not_a_time"),
        ({"dimensions": ["amount"]}, "dimensions.0", "metric_not_groupable"),
        ({"terms": [term(measure=["mode", "amount"])], "formula": "n"}, "terms.0.measure", "bad_aggregate"),
        ({"terms": [term(measure=["sum", "no_such"])], "formula": "n"}, "terms.0.measure", "unknown_field"),
        (
            {"terms": [term(filter=["stage", "like", "x"])], "formula": "n"},
            "terms.0.filter",
            "unknown_operator",
        ),
        (
            {"terms": [term(filter=["$stage", "=", "gone"])], "formula": "n"},
            "terms.0.filter",
            "metric_bad_mark",
        ),
        ({"terms": [term(), term()], "formula": "n"}, "terms.1.name", "metric_term_twice"),
    ],
)
def test_refused_where_typed(ops: Api, said: dict[str, Any], where: str, code: str) -> None:
    """Each fault at its place, in words, with the place inside the formula."""
    refused = ops.act("save_metric", defined(**{"key": "refused", **said}), status=422)["error"]
    assert refused["code"] == "bad_design" and where in refused["fields"], refused
    assert code not in refused["fields"][where], "said in words"
    if where == "formula":
        assert refused["facts"]["faults"][0]["code"] == code and refused["facts"]["faults"][0]["end"] > 0
    assert "refused" not in keys(ops)


def test_unknown_object(ops: Api) -> None:
    """A metric is about something."""
    assert ops.act("save_metric", defined(object="no_such"), status=404)["error"]["code"] == "unknown_object"


def test_a_field_a_metric_reads(ops: Api, rep: Api) -> None:
    """It is not renamed or removed from under it; once the metric is retired it may be."""
    field = {"name": "x_margin", "label": WORDS, "type": "decimal"}
    ops.post("objects/deal/fields", field)
    saved(ops, defined("margin", terms=[term(measure=["avg", "x_margin"])], formula="n", unit="count"))
    assert one(rep, "margin")["value"] is None
    for refused in (
        ops.delete("objects/deal/fields/x_margin", 409)["error"],
        ops.patch("objects/deal/fields/x_margin", {"name": "x_profit"}, 409)["error"],
    ):
        assert refused["code"] == "field_in_metric" and refused["facts"]["metrics"] == [WORDS]
    ops.act("retire_metric", {"key": "margin"})
    ops.delete("objects/deal/fields/x_margin")
