"""Asked by themselves: shipped rules after a visit and a delivery, by mail where that is possible."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.people.actor import system
from prooftrail.platform.values import uuid7
from tests.automation.conftest import reacted
from tests.care.conftest import Outside, a_customer, a_visit
from tests.conftest import Api

WAY = {"host": "mail.example.com", "port": 25, "security": "none", "from": "sales@example.com"}


@pytest.fixture
def mailing(admin: Api) -> Iterator[None]:
    """A way for mail, and the company's public address."""
    way = {"channel": "post", "kind": "mail", "label": {"zh": "邮件", "en": "Mail"}, "config": WAY}
    admin.act("set_channel", way)
    admin.act("change_setting", {"key": "notify.address", "value": "https://sales.example.com"})
    yield
    admin.act("reset_setting", {"key": "notify.address"})
    admin.act("set_channel", {**way, "enabled": False})


def questions(api: Api, customer: str) -> list[dict[str, Any]]:
    """What a customer was asked."""
    found: list[dict[str, Any]] = api.get("records/satisfaction", filter=["customer", "=", customer])["items"]
    return found


def written_to(api: Api, customer: str, name: str, **more: Any) -> str:
    """A contact; his id."""
    said = {"name": name, "customer": customer, "title": "采购", **more}
    return str(api.post("records/contact", said)["id"])


def test_a_visit_asks_by_itself_and_tells_the_rep_where_nobody_can_be_written_to(
    rep: Api, parts: Opened, shop: str
) -> None:
    customer = a_customer(rep)
    written_to(rep, customer, "王建业", email="wang@example.com")
    a_visit(rep, customer)
    reacted(parts, shop)
    (mine,) = questions(rep, customer)
    assert (mine["occasion"], mine["asked_how"], mine["contact"]) == ("visit", "link", None)
    told = [
        each for each in rep.get("notifications", limit=50)["items"] if "可以问满意度了" in str(each["title"])
    ]
    assert told[0]["about"]["id"] == mine["id"]
    a_visit(rep, customer)
    call = {"type": "call", "customer": a_customer(rep), "topic": "问进度", "next_step": "上门"}
    rep.act("log_activity", call)
    reacted(parts, shop)
    assert len(questions(rep, customer)) == 1, "not within the gap"
    assert questions(rep, call["customer"]) == [], "a call asks nobody"


def test_whoever_was_met_gets_the_link_by_mail_once_and_may_answer(
    rep: Api, admin: Api, parts: Opened, shop: str, mailing: None, outside: Outside, inside: Any
) -> None:
    customer = a_customer(rep)
    written_to(rep, customer, "先来的", email="first@example.com")
    met = written_to(rep, customer, "见到的", email="met@example.com")
    said = {"type": "visit", "customer": customer, "contact": met, "topic": "内部的话", "next_step": "报价"}
    rep.act("log_activity", said)
    reacted(parts, shop)
    reacted(parts, shop)
    (mine,) = questions(rep, customer)
    assert (mine["asked_how"], mine["contact"]["id"], mine["state"]) == ("mail", met, "asked")
    with inside(shop) as work:
        rows = work.execute(
            f"select payload from {work.place.schema}._effect where key = %s", [f"satisfaction:{mine['id']}"]
        ).fetchall()
    ((payload,),) = rows
    assert payload["to"] == ["met@example.com"] and "内部的话" not in str(payload)
    path = next(word for word in payload["text"].split() if word.startswith("https://")).split("example.com")[
        1
    ]
    assert outside(f"{path}/answer", {"score": "4"}).status_code == 303
    assert questions(rep, customer)[0]["score"] == 4
    assert any(
        "已发邮件问满意度" in str(each["title"]) for each in rep.get("notifications", limit=20)["items"]
    )


def test_a_delivery_asks_the_first_contact_with_an_address(
    rep: Api, parts: Opened, shop: str, mailing: None, inside: Any
) -> None:
    customer = a_customer(rep)
    written_to(rep, customer, "没邮箱")
    written_to(rep, customer, "已离任", email="gone@example.com", left_on="2020-01-01")
    here = written_to(rep, customer, "收货的", email="Here@Example.com")
    with inside(shop) as work, work.acting(system("tests")):
        order = work.records.create(
            "order", {"name": "机组", "customer": customer, "status": "approved"}, id=uuid7(), loose=True
        ).id
    reacted(parts, shop)
    assert questions(rep, customer) == []
    with inside(shop) as work, work.acting(system("tests")):
        work.records.update("order", order, {"status": "delivered"}, loose=True)
    reacted(parts, shop)
    (mine,) = questions(rep, customer)
    assert (mine["occasion"], mine["contact"]["id"]) == ("delivery", here)


def test_a_setting_turns_it_off_and_people_may_still_ask(
    rep: Api, admin: Api, parts: Opened, shop: str
) -> None:
    admin.act("change_setting", {"key": "care.asks", "value": ["delivery"]})
    try:
        customer = a_customer(rep)
        visit = a_visit(rep, customer)
        reacted(parts, shop)
        assert questions(rep, customer) == []
        assert rep.act("ask_satisfaction", {"object": "activity"}, visit)["result"]["satisfaction"]
    finally:
        admin.act("reset_setting", {"key": "care.asks"})


def test_of_a_customer_the_last_visit_or_delivery_is_asked_about(rep: Api, rep2: Api) -> None:
    customer = a_customer(rep)
    refused = rep.act("ask_satisfaction", {"object": "customer"}, customer, status=409)["error"]
    assert refused["code"] == "not_to_be_asked" and refused["remedy"]
    a_visit(rep, customer)
    newest = a_visit(rep, customer)
    asked = rep.act("ask_satisfaction", {"object": "customer"}, customer)["result"]["satisfaction"]
    assert rep.get(f"records/satisfaction/{asked}")["activity"]["id"] == newest
    again = rep.act("ask_satisfaction", {"object": "customer"}, customer)["result"]
    assert again["again"] and again["satisfaction"] == asked
    assert rep2.act("ask_satisfaction", {"object": "customer"}, customer, status=404)["error"]["code"]
    rep.act("ask_satisfaction", {"object": "customer"}, str(uuid4()), status=404)
