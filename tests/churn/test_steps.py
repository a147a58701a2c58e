"""Three interventions, each begun with one tap, some left out by lot, and measured after its weeks."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Work
from prooftrail.sales.churn import weights_of
from prooftrail.sales.churn.counting import count_weeks
from prooftrail.sales.churn.measuring import due, measure_due
from prooftrail.sales.churn.rules.watching import WEEK
from tests.churn.conftest import acts, customers, days_before, department_of, forget
from tests.conftest import Api
from tests.kernel.kit import at_once


@pytest.fixture
def east(inside: Any, shop: str, monday: date) -> str:
    """The region, with forty customers gone last week: half in pharma."""
    with inside(shop) as work:
        forget(work)
    with inside(shop) as work:
        for industry in ("pharma", "food"):
            gone = customers(work, "rep", 20, industry=industry)
            acts(work, gone, *days_before(monday + WEEK, 61, 90))
    with inside(shop) as work:
        count_weeks(work)
        return str(department_of(work, "华东大区"))


def started(api: Api, unit: str, kind: str, **more: Any) -> dict[str, Any]:
    """An intervention that has begun."""
    result: dict[str, Any] = api.act("start_churn_step", {"kind": kind, "unit": unit, **more})["result"]
    return result


def test_a_push_tells_the_owners_and_leaves_three_tenths_out(director: Api, rep: Api, east: str) -> None:
    done = started(director, east, "push", trait="industry=pharma")
    assert (done["treated"], done["left_out"], done["made"]) == (14, 6, 14)
    members = director.get("records/churn_member", filter=["step", "=", done["churn_step"]], limit=100)[
        "items"
    ]
    assert sum(each["treated"] for each in members) == 14 and len(members) == 20
    told = [each for each in rep.told() if "挽回名单" in str(each["title"])]
    assert len(told) == 14
    assert started(director, east, "push")["treated"] == 14, "those in a running one are not taken again"
    refused = director.act("start_churn_step", {"kind": "push", "unit": east}, status=409)["error"]
    assert refused["code"] == "churn_nobody" and refused["remedy"]


def test_a_weight_is_a_dated_record_and_experts_are_requests(
    director: Api, admin: Api, east: str, inside: Any, shop: str
) -> None:
    done = started(director, east, "weight", trait="industry=food")
    (weight,) = admin.get("records/incentive_weight", filter=["step", "=", done["churn_step"]])["items"]
    assert float(weight["weight"]) == 1.5 and weight["until"] == done["measured_on"]
    members = director.get("records/churn_member", filter=["step", "=", done["churn_step"]], limit=50)[
        "items"
    ]
    with inside(shop) as work:
        today, until = work.today, date.fromisoformat(weight["until"])
        days = [today - timedelta(days=1), today, until, until + timedelta(days=1)]
        asked = [(UUID(each["customer"]["id"]), day) for each in members for day in days]
        found = weights_of(work, asked)
        assert Counter(day for _, day in found) == {today: 14, until: 14}, "both ends, and none left out"
        assert {each.times for each in found.values()} == {Decimal("1.5")}
        assert {str(each.record) for each in found.values()} == {weight["id"]}
    done = started(director, east, "expert")
    assert (done["treated"], done["left_out"], done["made"]) == (3, 17, 3)
    requests = admin.get("records/team_request", filter=["kind", "=", "expert"], limit=100)["items"]
    assert len(requests) == 3 and {each["owner"]["label"] for each in requests} == {"吴思源"}


def test_after_its_weeks_both_groups_are_compared(
    director: Api, admin: Api, east: str, inside: Any, shop: str
) -> None:
    done = started(director, east, "push")
    step = done["churn_step"]
    members = director.get("records/churn_member", filter=["step", "=", step], limit=100)["items"]
    treated = [each["customer"]["id"] for each in members if each["treated"]]
    assert (len(treated), done["left_out"]) == (28, 12)
    with inside(shop) as work, work.acting(system("tests")):
        assert due(work) is not None and measure_due(work) == 0
        later = (work.today + timedelta(days=3)).isoformat()
        work.records.apply(
            [
                Change(
                    "create", "deal", uuid7(), {"name": f"回来-{at}", "customer": each, "opened_on": later}
                )
                for at, each in enumerate(treated[:24])
            ],
            loose=True,
        )
        end(work, step)
        assert measure_due(work) == 1 and measure_due(work) == 0
    row = director.get(f"records/churn_step/{step}")
    assert (row["state"], row["treated_back"], row["held_back"]) == ("measured", 0, 0), "not within its weeks"
    assert row["verdict"] == "unclear" and float(row["low"]) < 0 < float(row["high"])
    with inside(shop) as work, work.acting(system("tests")):
        end(work, step)
        query = f"update {work.place.schema}.deal set opened_on = %s where name like '回来-%%'"
        work.execute(query, [work.today - timedelta(days=2)])
        measure_due(work)
    row = director.get(f"records/churn_step/{step}")
    assert (row["treated_back"], row["held_back"], row["verdict"]) == (24, 0, "helps")
    asked = ["and", ["step", "=", step], ["came_back", "=", True]]
    assert len(director.get("records/churn_member", filter=asked, limit=50)["items"]) == 24
    told = [str(each["title"]) for each in director.told()]
    assert any("效果出来了" in each for each in told)
    assert admin.post("metrics/won_back/query", {}, 200)["rows"]


def end(work: Work, step: str) -> None:
    """Its last day was yesterday."""
    values = {"state": "running", "started_on": "2020-01-01"}
    values["measured_on"] = (work.today - timedelta(days=1)).isoformat()
    work.records.update("churn_step", UUID(step), values, loose=True)


def test_too_few_are_called_too_few(director: Api, east: str, inside: Any, shop: str) -> None:
    step = started(director, east, "expert")["churn_step"]
    with inside(shop) as work, work.acting(system("tests")):
        end(work, step)
        measure_due(work)
    assert director.get(f"records/churn_step/{step}")["verdict"] == "too_few"


def test_only_heads_start_one_and_two_taps_share_nobody(
    director: Api, manager: Api, rep: Api, caller: Any, shop: str, east: str, inside: Any
) -> None:
    for other in (rep, manager):
        refused = other.act("start_churn_step", {"kind": "push", "unit": east}, status=403)["error"]
        assert refused["code"] == "churn_not_yours" and refused["remedy"]
    director.act("start_churn_step", {"kind": "haircut", "unit": east}, status=422)
    director.act("start_churn_step", {"kind": "push", "unit": str(uuid7())}, status=404)
    south = caller("luoweichao", shop)
    assert south.act("start_churn_step", {"kind": "push", "unit": east}, status=403)
    said = {"kind": "push", "unit": east}
    codes = at_once(3, lambda: director.call("POST", "actions/start_churn_step", {"input": said}).status_code)
    assert sorted(codes) == [200, 409, 409]
    with inside(shop) as work:
        doubled = work.execute(
            f"select count(*) - count(distinct customer) from {work.place.schema}.churn_member"
        ).fetchone()
    assert doubled == (0,)
