"""A complaint from being raised to being resolved, who may do what, and what is counted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from prooftrail.platform.people.actor import system
from prooftrail.sales.care import standing_of
from prooftrail.sales.care.rules.scoring import comment_of, is_low, severity_of
from prooftrail.sales.care.sweeping import due, mark_late
from tests.care.conftest import a_customer, complained, items, row
from tests.conftest import Api


@given(some.integers(1, 5), some.integers(0, 5))
def test_a_score_is_low_up_to_the_limit_and_the_worst_is_severe(score: int, limit: int) -> None:
    assert is_low(score, limit) is (score <= limit)
    assert severity_of(score) == ("high" if score == 1 else "medium")
    assert len(comment_of(" x " * 2_000)) == 1_000 and comment_of("  ") == ""


def test_raised_taken_resolved_and_reopened(rep: Api, delivery: Api, admin: Api) -> None:
    complaint = complained(rep, category="delivery", severity="high", story="晚到两天，包装破损")
    mine = row(rep, "complaint", complaint)
    assert mine["owner"]["label"] == "石磊" and mine["rep"]["label"] == "顾晓棠", "by the category's role"
    assert mine["rep_unit"]["label"] == "宁波组" and mine["number"].startswith("TS-")
    (item,) = items(admin, complaint)
    assert (item["state"], item["kind"], item["level"]) == ("open", "exception", "red")
    assert mine["due_at"][:16] <= item["due_at"][:16], "not before its time"
    assert rep.act("take_complaint", {}, complaint, status=403)["error"]["code"] == "complaint_not_yours"
    delivery.act("take_complaint", {}, complaint)
    delivery.act("resolve_complaint", {"resolution": " ", "cause": "supply"}, complaint, status=422)
    delivery.act("resolve_complaint", {"resolution": "补发", "cause": "haircut"}, complaint, status=422)
    delivery.act("resolve_complaint", {"resolution": "补发并赔了包装", "cause": "supply"}, complaint)
    done = row(rep, "complaint", complaint)
    assert (done["state"], done["in_time"], float(done["resolution_hours"])) == ("resolved", True, 0)
    assert [each["state"] for each in items(admin, complaint)] == ["resolved"]
    told = [each for each in rep.told() if mine["title"] in str(each["title"])]
    assert told, "the rep hears of it"
    again = delivery.act("take_complaint", {}, complaint, status=409)["error"]
    assert again["code"] == "complaint_moved_on" and again["remedy"]
    rep.act("reopen_complaint", {"reason": "又破了一箱"}, complaint)
    anew = row(rep, "complaint", complaint)
    assert (anew["state"], anew["reopened"], anew["in_time"]) == ("open", 1, None)
    assert [each["state"] for each in items(admin, complaint)] == ["resolved", "open"]


def test_others_neither_see_nor_raise_it(rep: Api, rep2: Api, manager: Api) -> None:
    customer = a_customer(rep)
    complaint = complained(rep, customer)
    assert row(manager, "complaint", complaint)["id"] == complaint
    assert rep2.call("GET", f"records/complaint/{complaint}").status_code == 404
    rep2.act("take_complaint", {}, complaint, status=404)
    rep2.act("raise_complaint", {"customer": customer, "category": "quality", "story": "x"}, status=404)
    rep.act("raise_complaint", {"customer": customer, "category": "haircut", "story": "x"}, status=422)
    rep.act("raise_complaint", {"customer": customer, "category": "quality", "story": " "}, status=422)
    assert rep.post("records/complaint", {"title": "自己写"}, 403)["error"]["code"] == "may_not_create"


def test_past_its_time_it_is_overdue_once_and_counted(
    rep: Api, admin: Api, manager: Api, inside: Any, shop: str
) -> None:
    customer = a_customer(rep)
    complaint = complained(rep, customer)
    with inside(shop) as work:
        assert due(work) is not None
        mark_late(work)
        values = {"due_at": (work.now - timedelta(hours=1)).isoformat()}
        with work.acting(system("tests")):
            work.records.update("complaint", UUID(complaint), values, loose=True)
        assert mark_late(work) == 1 and mark_late(work) == 0
        standing = standing_of(work, [UUID(customer)], work.now - timedelta(days=1))[UUID(customer)]
        assert (standing.complaints, standing.open, standing.answers) == (1, 1, 0)
    assert row(rep, "complaint", complaint)["overdue"] is True
    (late,) = admin.post("metrics/complaints_overdue/query", {}, 200)["rows"]
    assert int(late["value"]) >= 1
    for key in ("complaints", "complaints_open", "complaint_hours", "complaints_in_time"):
        by = {"group": ["rep_unit"]} if key == "complaints" else {}
        assert admin.post(f"metrics/{key}/query", by, 200)["rows"] is not None, key


def test_who_answered_for_a_customer_brings_his_department_with_him(admin: Api) -> None:
    rows = admin.get("records/complaint", filter=["origin_kind", "=", "told"], limit=500)["items"]
    assert rows and all(each["rep_unit"] for each in rows if each["rep"]), "the demo's as well"
