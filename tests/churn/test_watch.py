"""A region over its threshold two weeks running, what its customers share, and who hears of it."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from prooftrail.platform.people.actor import system
from prooftrail.sales.churn.counting import count_weeks
from prooftrail.sales.churn.gathering import traits_of
from prooftrail.sales.churn.rules.watching import WEEK
from tests.churn.conftest import acts, customers, days_before, department_of, forget
from tests.conftest import Api
from tests.kernel.kit import ZONE


@pytest.fixture(scope="module")
def counted(inside: Any, shop: str, monday: date) -> str:
    """Thirty customers that stayed, six gone each of the last two weeks, all of the gone in pharma."""
    with inside(shop) as work:
        forget(work)
    with inside(shop) as work:
        kept = customers(work, "rep", 30, industry="food")
        acts(work, kept, *days_before(monday, 10, 30))
        for at, end in ((0, monday), (1, monday + WEEK)):
            gone = customers(work, "rep2" if at else "rep", 6, industry="pharma")
            acts(work, gone, *days_before(end, 61, 90))
    with inside(shop) as work:
        assert count_weeks(work) == 8 and count_weeks(work) == 0
    return shop


def weeks(api: Api, name: str) -> list[dict[str, Any]]:
    """A department's weeks, the newest first."""
    asked = ["unit.name", "=", name]
    found: list[dict[str, Any]] = api.get("records/churn_week", filter=asked, sort="-week_on")["items"]
    return found


def test_both_weeks_are_over_and_add_up(counted: str, director: Api, monday: date) -> None:
    east = weeks(director, "华东大区")
    assert [(each["base"], each["churned"], each["weeks_over"]) for each in east[:2]] == [
        (36, 6, 2),
        (42, 6, 1),
    ]
    assert [each["week_on"] for each in east[:2]] == [monday.isoformat(), (monday - WEEK).isoformat()]
    assert east[0]["rate"].startswith("16.67") and east[0]["over"] is True
    ningbo, hangzhou = weeks(director, "宁波组")[0], weeks(director, "杭州组")[0]
    assert (ningbo["churned"], hangzhou["churned"], hangzhou["over"]) == (0, 6, False), (
        "six are too few to be over"
    )
    cases = director.get("records/churn_case", filter=["week_on", "=", monday.isoformat()], limit=100)[
        "items"
    ]
    assert len(cases) == 6 and {each["why"] for each in cases} == {"silent"}
    (row,) = director.post(
        "metrics/churn_rate/query",
        {"period": {"from": monday.isoformat(), "to": monday.isoformat()}}, 200,
    )["rows"]  # fmt: skip
    assert float(row["value"]) == pytest.approx(100 * 6 / 36, abs=0.01)


def test_what_the_gone_share_is_said_with_how_sure_it_is(counted: str, director: Api) -> None:
    traits = {each["trait"]: each for each in json.loads(weeks(director, "华东大区")[0]["traits"])}
    pharma = traits["industry=pharma"]
    assert (pharma["gone"], pharma["of_gone"], pharma["kept"], pharma["of_kept"]) == (12, 12, 0, 30)
    assert pharma["verdict"] == "clear" and pharma["chance"] < 0.001 and pharma["lift"] is None


def test_rivals_short_cycles_and_where_customers_came_from_are_traits(inside: Any, shop: str) -> None:
    with inside(shop) as work, work.acting(system("tests")):
        asked, quick, slow = customers(work, "rep", 3, source="exhibition")
        rival = work.records.create("competitor", {"name": "对手"}, loose=True).id
        seen = {"name": "报过价", "competitor": str(rival), "customer": str(asked)}
        work.records.create("competitor_presence", seen, loose=True)
        for customer, days in ((quick, 14), (slow, 15)):
            opened = work.today - timedelta(days=days)
            said = {"name": "单", "customer": str(customer), "opened_on": opened.isoformat()}
            deal = work.records.create("deal", said, loose=True).id
            query = f"update {work.place.schema}.deal set closed_on = %s where id = %s"
            work.execute(query, [work.today, deal])
        found = traits_of(work, [asked, quick, slow])
    assert {"competitor", "source=exhibition"} <= found[asked] and "quick" not in found[asked]
    assert "quick" in found[quick] and "competitor" not in found[quick]
    assert found[slow] == {"source=exhibition"}, "fifteen days are not below fifteen"


def test_the_regional_director_has_one_item_a_run(
    counted: str, director: Api, admin: Api, inside: Any, monday: date
) -> None:
    items = admin.get("records/work_item", filter=["source", "=", "churn"])["items"]
    assert [(each["owner"]["label"], each["level"]) for each in items] == [("周敏", "red")]
    assert "华东大区" in items[0]["title"] and "行业" in items[0]["cause"]
    with inside(counted) as work:
        work.execute(f"delete from {work.place.schema}.churn_week where week_on = %s", [monday])
        work.execute(f"delete from {work.place.schema}.churn_case where week_on = %s", [monday])
    with inside(counted) as work:
        count_weeks(work)
    again = admin.get("records/work_item", filter=["source", "=", "churn"])["items"]
    assert len(again) == 1, "the same run, counted anew"


def test_who_sees_what(counted: str, rep: Api, rep2: Api, manager: Api, monday: date) -> None:
    mine = rep2.get("records/churn_case", limit=100)["items"]
    assert len(mine) == 6 and {each["owner"]["label"] for each in mine} == {"林致远"}
    assert rep.get("records/churn_week")["items"] == []
    assert {each["unit"]["label"] for each in manager.get("records/churn_week", limit=50)["items"]} == {
        "宁波组"
    }
    week = {"title": "自己写", "week_on": monday.isoformat()}
    assert manager.post("records/churn_week", week, 403)["error"]["code"] == "may_not_create"


def test_the_clock_counts_each_monday_it_passes(counted: str, admin: Api, monday: date) -> None:
    before = {each["week_on"] for each in weeks(admin, "公司") or weeks(admin, "澄川制冷")}
    later = datetime.combine(monday + WEEK * 4 + timedelta(days=1), time(9), ZONE)
    admin.post("dev/clock", {"now": later.isoformat()}, 200)
    try:
        after = {each["week_on"] for each in weeks(admin, "澄川制冷")}
    finally:
        admin.post("dev/clock", {"now": None}, 200)
    assert len(after - before) == 3


def test_an_unknown_department_has_no_weeks(counted: str, inside: Any) -> None:
    with inside(counted) as work:
        assert department_of(work, "华东大区")
