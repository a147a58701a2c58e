"""Scores are published once a month and department, also when the clock steps; gaps are named in time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Work
from prooftrail.sales.quality.counting import counted, departments
from prooftrail.sales.quality.publishing import publish
from prooftrail.sales.quality.rules.scoring import Weights, month_after, month_of, rolled_up, score
from prooftrail.sales.quality.sweeping import due
from prooftrail.sales.quality.warning import warn
from tests.conftest import Api
from tests.kernel.kit import ZONE

Inside = Callable[..., AbstractContextManager[Work]]


def published(api: Api, month: date) -> list[dict[str, Any]]:
    """The scores of a month."""
    rows: list[dict[str, Any]] = api.get(
        "records/health_score", filter=["month_on", "=", month.isoformat()], limit=200
    )["items"]
    return rows


def test_a_month_is_published_once_and_adds_up(rep: Api, director: Api, inside: Inside, shop: str) -> None:
    with inside(shop) as work:
        publish(work)
        assert publish(work) == 0, "once a month"
        month, own, tree = month_of(work.today), counted(work), departments(work)
        assert due(work) is not None
    rows = {each["unit"]["id"]: each for each in published(director, month)}
    root = next(unit for unit, (_, parent, _) in tree.items() if parent is None)
    whole = rolled_up({unit: each for unit, each in own.items() if unit}, {u: tree[u][1] for u in tree})
    said = rows[str(root)]
    assert Decimal(said["score"]) == score(whole[root], Weights(60, 30, 10))
    assert said["records"] == whole[root].records == sum(each["own_records"] for each in rows.values())
    assert len(published(rep, month)) == len(rows), "scores are public"


def test_the_clock_steps_over_three_months_and_each_has_its_scores(
    own_workspace: str, caller: Any, inside: Inside
) -> None:
    admin = caller("admin", own_workspace)
    with inside(own_workspace) as work:
        month = month_of(work.today)
    months = [month]
    for _ in range(3):
        months.append(month_after(months[-1]))
    admin.post("dev/clock", {"now": datetime(*months[-1].timetuple()[:3], 9, tzinfo=ZONE).isoformat()}, 200)
    try:
        counts = [len(published(admin, each)) for each in months[1:]]
        assert min(counts) > 1, counts
        marks = [each["mark"] for at in months for each in published(admin, at)]
        assert len(marks) == len(set(marks))
        last = published(admin, months[-1])
        assert all(each["gain"] is not None for each in last if each["score"] is not None)
        assert sum(1 for each in last if each["fastest"]) <= 1
        assert all(each["as_of"][:10] <= each["month_on"] for each in last), "on the day itself, by our clock"
    finally:
        admin.post("dev/clock", {"now": None}, 200)


def test_gaps_warn_once_a_week_and_new_records_do_not_count(rep: Api, inside: Inside, shop: str) -> None:
    for _ in range(2):
        rep.post("records/customer", {"name": f"新客户-{uuid4().hex[:8]}", "phone": "0574-1"})
    with inside(shop) as work:
        publish(work)
        before = counted(work)
        with work.acting(system("tests")):
            assert warn(work) > 0 and warn(work) == 0, "once a week"
        mine = work.execute(
            f"select department from {work.place.schema}.person where login = 'rep'"
        ).fetchone()
    assert mine is not None
    rep.post("records/customer", {"name": f"新客户-{uuid4().hex[:8]}"})
    with inside(shop) as work:
        assert counted(work)[mine[0]].possible == before[mine[0]].possible, "not punished"
    told = [each for each in rep.told() if (each["about"] or {}).get("object") == "health_score"]
    assert len(told) == 1 and "客户缺行业" in str(told[0])


def test_the_board_is_public_and_gaps_are_in_the_readers_scope(
    rep: Api, rep2: Api, manager: Api, director: Api, inside: Inside, shop: str
) -> None:
    with inside(shop) as work:
        publish(work)
        hangzhou = next(str(u) for u, (name, _, _) in departments(work).items() if name == "杭州组")
    board = rep.act("look_at_health", {})["result"]
    assert board["name"] == "宁波组" and len(board["rows"]) > 1 and board["trend"]
    for gap in board["gaps"]:
        listed = rep.get(f"records/{gap['object']}", filter=gap["filter"], count="exact", limit=1)
        assert listed["count"] == gap["count"], gap["field"]
    theirs = rep.act("look_at_health", {"unit": hangzhou})["result"]
    assert all(gap["count"] == 0 for gap in theirs["gaps"]), "the score, not other people's records"
    assert {each["unit"]: each["score"] for each in theirs["rows"]} == {
        each["unit"]: each["score"] for each in board["rows"]
    }
    seen = director.act("look_at_health", {"unit": hangzhou})["result"]
    assert sum(gap["count"] for gap in seen["gaps"]) >= 0 and seen["trend"]
    rep.act("look_at_health", {"unit": str(uuid4())}, status=404)
    rep.act("look_at_health", {"month": "2001-02-03"}, status=200)
    refused = rep.post("records/health_score", {"title": "自己写"}, 403)["error"]
    assert refused["code"] == "may_not_create"


def test_metrics_and_a_switched_off_warning(director: Api, admin: Api, inside: Inside, shop: str) -> None:
    with inside(shop) as work:
        publish(work)
        month = month_of(work.today)
        work.execute(f"update {work.place.schema}.health_score set warned_on = null")
    span = {"period": {"from": month.isoformat(), "to": (month + timedelta(days=27)).isoformat()}}
    for key in ("health_score", "field_completeness", "stale_share"):
        (row,) = director.post(f"metrics/{key}/query", span, 200)["rows"]
        assert 0 <= float(row["value"]) <= 100 and row["records"], key
    admin.act("change_setting", {"key": "quality.warn", "value": False})
    with inside(shop) as work:
        assert warn(work) == 0
    admin.act("reset_setting", {"key": "quality.warn"})
    assert UUID(published(director, month)[0]["id"])
