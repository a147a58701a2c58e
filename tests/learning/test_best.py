"""Where the best differ: measured in the reader's scope, with its records, and made a metric."""

from typing import Any

from tests.conftest import Api
from tests.learning.conftest import told


def of(said: Any, key: str) -> Any:
    """One behaviour."""
    return next(each for each in said["behaviours"] if each["key"] == key)


def test_who_is_best_and_where_they_differ(admin: Api, reps: list[str]) -> None:
    said = told(admin)
    assert [each["id"] for each in said["people"] if each["best"]] == sorted(reps[:2])
    assert (said["enough"], said["placed"]) == (True, 10)
    reuse = of(said, "script_reuse")
    assert (reuse["best"], reuse["rest"], reuse["ratio"]) == (
        {"mean": "100.00", "people": 2}, {"mean": "25.00", "people": 8}, "4.00",
    )  # fmt: skip
    assert reuse["unit"] == "percent" and reuse["chance"] is not None
    demo = of(said, "first_demo_days")
    assert (demo["best"]["mean"], demo["rest"]["mean"], demo["direction"]) == ("3.00", "10.00", "less")
    gap = of(said, "action_gap_days")
    assert (gap["best"]["mean"], gap["rest"]["mean"]) == ("10.00", "10.00")
    assert of(said, "demos_per_deal")["ratio"] == "1.00"


def test_a_figure_opens_its_records(admin: Api, reps: list[str]) -> None:
    for key, terms in (("script_reuse", {"answered": 12, "objected": 12}), ("first_demo_days", {"cases": 4})):
        row = next(each for each in of(told(admin), key)["rows"] if each["group"]["owner"]["id"] == reps[0])
        assert {name: door["count"] for name, door in row["records"].items()} == terms
        for door in row["records"].values():
            asked = {"filter": door["filter"]}
            found = admin.get(f"records/{door['object']}", limit=100, **asked)["items"]
            assert len(found) == door["count"], key
        assert row["arithmetic"]


def test_with_few_people_nothing_is_said(rep: Api, admin: Api, reps: list[str]) -> None:
    said = told(rep)
    assert not said["enough"]
    assert {each["verdict"] for each in said["behaviours"]} == {"few"}
    assert {row["group"]["owner"]["label"] for each in said["behaviours"] for row in each["rows"]} <= {
        rep.get("me")["name"]
    }
    before = told(admin, since="2020-01-01", until="2020-02-01")
    assert (before["people"], before["enough"]) == ([], False)


def test_another_measure_and_what_is_none(admin: Api, reps: list[str]) -> None:
    assert told(admin, measure="win_rate")["measure"]["unit"] == "percent"
    assert admin.act("compare_best", {"measure": "no_such"}, status=404)["error"]["code"] == "unknown_metric"
    wrong = {"since": "2026-05-01", "until": "2026-04-01"}
    assert admin.act("compare_best", wrong, status=422)["error"]["fields"].keys() == {"since"}


def test_a_difference_becomes_a_metric(admin: Api, rep: Api, reps: list[str]) -> None:
    assert not of(told(admin), "demos_per_deal")["kept"]
    rep.act("keep_behaviour", {"key": "demos_per_deal"}, status=403)
    made = admin.act("keep_behaviour", {"key": "demos_per_deal"})["result"]
    assert (made["made"], made["metric"]["key"]) == (True, "demos_per_deal")
    assert not admin.act("keep_behaviour", {"key": "demos_per_deal"})["result"]["made"]
    assert of(told(admin), "demos_per_deal")["kept"]
    body = {"group": ["owner"], "period": {"last": 6, "by": "month"}}
    assert admin.post("metrics/demos_per_deal/query", body, 200)["rows"]
    refused = admin.act("keep_behaviour", {"key": "action_gap_days"}, status=404)["error"]
    assert refused["code"] == "unknown_behaviour"
