"""Grades by rule: exact at the boundary, by themselves, with a history; and what a person says holds."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.following.places import find_follower
from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Caller
from prooftrail.sales.grading import sweeping
from tests.archive.conftest import a_customer, read
from tests.conftest import Api


@pytest.fixture
def grade(parts: Opened, shop: str) -> Any:
    """`grade()`: turns of the worker until nothing is left; `grade(days=3)` some days later."""

    def run(days: int = 0) -> None:
        with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
            work.now += timedelta(days=days)
            while sweeping.turn(work):
                pass
        # What was written in that transaction is read in the next one: the log is read behind its writers.
        with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
            work.now += timedelta(days=days)
            while sweeping.turn(work) or sweeping.days(work):
                pass

    run()
    return run


def history(api: Api, customer: str) -> list[tuple[Any, ...]]:
    rows = api.get("records/grade_change", filter=["customer", "=", customer], sort="at")["items"]
    return [(each.get("before"), each.get("after"), each["direction"], each["by"]) for each in rows]


def test_the_boundary_is_exact_and_moves_have_a_history(manager: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="499999.99")
    grade()
    row = read(manager, made["id"])
    assert (row["grade"], row["grade_rule"]) == ("B", "v1") and row["graded_at"]
    manager.patch(f"records/customer/{made['id']}", {"annual_purchase": "500000.00"})
    grade()
    assert read(manager, made["id"])["grade"] == "A"
    manager.patch(f"records/customer/{made['id']}", {"annual_purchase": "49999.99"})
    grade()
    assert history(manager, made["id"]) == [
        (None, "B", "first", "rule"), ("B", "A", "up", "rule"), ("A", "C", "down", "rule")
    ]  # fmt: skip
    version = read(manager, made["id"])["version"]
    grade()
    assert read(manager, made["id"])["version"] == version, "nothing changed, nothing is written"


def test_orders_of_a_year_count_before_the_estimate(manager: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="900000")
    today = date.fromisoformat(made["created_at"][:10])
    for amount, status, ago in (("150000", "approved", 10), ("60000", "delivered", 200),
                                ("800000", "draft", 5), ("800000", "approved", 400)):  # fmt: skip
        order(manager, made["id"], amount, status, today - timedelta(days=ago))
    grade()
    assert read(manager, made["id"])["grade"] == "B"
    told = manager.act("show_grade", {}, made["id"])["result"]
    assert (told["basis"], told["amount"], told["ruled"]) == ("orders", "210000.000", "B")
    grade(days=200)
    assert read(manager, made["id"])["grade"] == "C", "the order of 200 days ago counts no more"


def order(api: Api, customer: str, amount: str, status: str, day: date) -> None:
    name = f"订单-{uuid4().hex[:6]}"
    said = {"name": name, "customer": customer, "amount": amount, "signed_on": day.isoformat()}
    made = api.post("records/order", said)
    if status != "draft":
        with_status[api.login](made["id"], status)


with_status: dict[str, Any] = {}


@pytest.fixture(autouse=True)
def statuses(parts: Opened, shop: str) -> Iterator[None]:
    """Orders are approved elsewhere; here they just are."""

    def put(id: str, status: str) -> None:
        begun = parts.workspaces.begin(shop, Caller(reason="tests"))
        with begun as work, work.acting(system("tests")):
            work.records.update("order", UUID(id), {"status": status}, loose=True)

    with_status["manager"] = put
    yield
    with_status.clear()


def test_a_grade_set_by_hand_holds_until_its_day(manager: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="900000")
    grade()
    until = (date.fromisoformat(made["created_at"][:10]) + timedelta(days=30)).isoformat()
    manager.act("set_grade", {"grade": "C", "reason": "今年停产检修", "until": until}, made["id"])
    manager.patch(f"records/customer/{made['id']}", {"annual_purchase": "950000"})
    grade()
    row = read(manager, made["id"])
    assert (row["grade"], row["grade_reason"], row["grade_until"]) == ("C", "今年停产检修", until)
    grade(days=29)
    assert read(manager, made["id"])["grade"] == "C"
    grade(days=32)
    row = read(manager, made["id"])
    assert row["grade"] == "A" and row.get("grade_until") is None
    assert [each[3] for each in history(manager, made["id"])] == ["rule", "hand", "rule"]


def test_a_grade_typed_on_the_form_holds_too_and_is_given_back(manager: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="900000", grade="C")
    grade()
    row = read(manager, made["id"])
    assert (row["grade"], row["grade_rule"]) == ("C", "hand") and row["grade_until"]
    manager.act("release_grade", {}, made["id"])
    assert read(manager, made["id"])["grade"] == "A"
    assert history(manager, made["id"]) == [(None, "C", "first", "hand"), ("C", "A", "up", "rule")]


def test_another_rule_grades_everybody_again(manager: Api, admin: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="300000")
    grade()
    bands = {"A": "300000.00", "B": "200000", "C": "50000"}
    admin.act("change_setting", {"key": "grading.bands", "value": bands})
    try:
        grade()
        row = read(manager, made["id"])
        assert (row["grade"], row["grade_rule"]) == ("A", "v2")
    finally:
        admin.act("reset_setting", {"key": "grading.bands"})
    grade()
    assert read(manager, made["id"])["grade"] == "B"


def test_tags_follow_their_filters(manager: Api, admin: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="600000", legal_risks=12)
    grade()
    assert read(manager, made["id"])["tags"] == ["key_account", "legal_risk", "gap"]
    tags = {"key_account": '["grade", "=", "B"]', "gap": '["no_such_field", "=", 1]'}
    admin.act("change_setting", {"key": "grading.tags", "value": {"gap": "{"}}, status=422)
    admin.act("change_setting", {"key": "grading.tags", "value": tags})
    try:
        grade()
        assert read(manager, made["id"]).get("tags") is None
    finally:
        admin.act("reset_setting", {"key": "grading.tags"})


def test_what_may_not_be_said_is_refused(rep: Api, manager: Api) -> None:
    made = a_customer(rep)
    refused = rep.act("set_grade", {"grade": "A", "reason": "大客户"}, made["id"], status=403)["error"]
    assert refused["code"] == "field_forbidden"
    for wrong in ({"grade": "Z"}, {"reason": " "}, {"until": "2001-01-01"}):
        said = {"grade": "A", "reason": "大客户", **wrong}
        faults = manager.act("set_grade", said, made["id"], status=422)["error"]["fields"]
        assert list(faults) == list(wrong)
    manager.post("records/grade_change", {"customer": made["id"]}, status=403)


def test_the_amount_is_hidden_from_whom_purchase_is(caller: Any, shop: str, manager: Api, grade: Any) -> None:
    made = a_customer(manager, annual_purchase="600000")
    grade()
    told = caller("presales", shop).act("show_grade", {}, made["id"])["result"]
    assert told["grade"] == "A" and told["amount"] is None and told["ruled"] is None


def test_a_turn_without_news_writes_nothing(parts: Opened, shop: str, grade: Any) -> None:
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        before = find_follower(work, "grading")
        assert sweeping.turn(work) is False and find_follower(work, "grading") == before
