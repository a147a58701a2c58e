"""Chats, calls, mails and files at their customer: by one click, or by who is recognised in them."""

from typing import Any
from uuid import uuid4

from tests.conftest import Api

MAIL = """From: =?utf-8?B?546L5rW3?= <{address}>
To: rep@example.com
Subject: =?utf-8?B?5oql5Lu35pS25Yiw5LqG?=
Date: Mon, 02 Mar 2026 09:30:00 +0800
Content-Type: text/plain; charset=utf-8

首付能不能再低一点？
"""


def known(api: Api, phone: str) -> tuple[str, str]:
    """A customer, and its contact with a number."""
    made = api.post("records/customer", {"name": f"客户 {uuid4().hex[:8]}"})["id"]
    contact = api.post("records/contact", {"name": "王海", "customer": made, "phone": phone})["id"]
    return made, contact


def number() -> str:
    """A telephone number like no other."""
    return f"139{uuid4().int % 10**8:08d}"


def attached(api: Api, status: int = 200, **said: Any) -> dict[str, Any]:
    """The record, or the refusal."""
    answer = api.act("attach_communication", said, status=status)
    if status != 200:
        return dict(answer["error"])
    return dict(api.get(f"records/communication/{answer['result']['communication']}"))


def test_a_number_in_it_says_whose_it_is(rep: Api) -> None:
    phone = number()
    customer, contact = known(rep, f"{phone[:3]} {phone[3:7]} {phone[7:]}")
    chat = f"王海 10:31\n价格再低点\n我 10:32\n明天回您，打 {phone}"
    row = attached(rep, text=chat)
    assert (row["customer"]["id"], row["contact"]["id"]) == (customer, contact)
    assert (row["channel"], row["source"], row["owner"]["id"]) == ("chat", "recognised", rep.get("me")["id"])
    assert "明天回您" in row["summary"]


def test_a_mail_is_read_with_its_head_and_attached_by_one_click(rep: Api) -> None:
    customer, _ = known(rep, number())
    row = attached(rep, text=MAIL.format(address="wang@example.cn"), customer=customer)
    assert (row["channel"], row["subject"], row["source"]) == ("mail", "报价收到了", "by_hand")
    assert row["said_by"] == "王海 <wang@example.cn>" and row["summary"] == "首付能不能再低一点？"
    assert row["said_at"].startswith("2026-03-02")


def test_a_file_alone_is_attached_under_its_name(rep: Api) -> None:
    customer, _ = known(rep, number())
    row = attached(rep, customer=customer, file=rep.upload("会议纪要".encode(), "纪要.txt"), name="纪要.txt")
    assert (row["subject"], row["channel"], row["file"][0]["name"]) == ("纪要.txt", "file", "纪要.txt")


def test_nobody_and_people_of_two_customers_are_asked_about(rep: Api, rep2: Api) -> None:
    phone = number()
    known(rep, phone)
    assert attached(rep, 422, text="没有线索的一段话")["code"] == "nobody_recognised"
    assert attached(rep2, 422, text=f"打 {phone}")["code"] == "nobody_recognised", "not his contact"
    known(rep, phone)
    assert attached(rep, 422, text=f"打 {phone}")["facts"]["count"] == 2
    assert "text" in attached(rep, 422)["fields"]
