"""No second first contact in 24 hours; first contact, proposal and signature in three days are flagged."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from prooftrail.opening import Opened
from prooftrail.platform.values import uuid7
from tests.conftest import Api
from tests.kernel.kit import wait_until_blocked
from tests.playbook.conftest import approved_quotation, at, attempts, log, new_customer

Clock = Callable[[str], None]
Aside = Callable[..., "Future[Any]"]


def test_a_second_short_of_a_day_is_refused_and_a_day_is_not(people: dict[str, Api], clock: Clock) -> None:
    rep = people["rep"]
    clock("2031-05-06 10:00")
    customer = new_customer(rep)
    log(rep, "first_contact", customer)
    clock("2031-05-07 09:59:59")
    refused = log(rep, "first_contact", customer, 422)
    assert refused["code"] == "too_soon" and refused["fields"].keys() == {"occurred_at"}
    assert refused["facts"] == {"hours": 24, "at": "2031-05-06 10:00", "until": "2031-05-07 10:00"}
    assert attempts(people["admin"], customer) == ["too_soon"]
    log(rep, "visit", customer)
    log(rep, "first_contact", new_customer(rep))
    clock("2031-05-07 10:00")
    log(rep, "first_contact", customer)


def test_it_goes_by_when_it_happened_not_by_when_it_is_told(rep: Api, customer: str) -> None:
    log(rep, "first_contact", customer, occurred_at=at("2026-03-05 10:00"))
    assert (
        log(rep, "first_contact", customer, 422, occurred_at=at("2026-03-04 10:00:01"))["code"] == "too_soon"
    )
    log(rep, "first_contact", customer, occurred_at=at("2026-03-04 10:00"))


def test_every_door_says_so(rep: Api, admin: Api, customer: str) -> None:
    first = log(rep, "first_contact", customer)
    values = {"type": "first_contact", "customer": customer}
    assert rep.post("records/activity", values, 422)["error"]["code"] == "too_soon"
    other = log(rep, "call", customer)
    path = f"records/activity/{other}"
    assert rep.patch(path, {"type": "first_contact"}, 422)["error"]["code"] == "too_soon"
    elsewhere = new_customer(rep)
    twice = {"type": "first_contact", "customer": elsewhere}
    bulk = {"mode": "each", "ops": [{"op": "create", "data": twice}, {"op": "create", "data": twice}]}
    answered = rep.post("records/activity/bulk", bulk, 200)["results"]
    assert [each.get("error", {}).get("code") for each in answered] == [None, "too_soon"]
    admin.delete(f"records/activity/{first}")
    again = log(rep, "first_contact", customer)
    refused = admin.act("restore_record", {"object": "activity"}, first, 422)
    assert refused["error"]["code"] == "too_soon"
    assert rep.patch(f"records/activity/{again}", {"objection": "太贵"})["objection"] == "太贵"


def test_of_two_at_once_one_is_refused(
    parts: Opened, rep: Api, customer: str, inside: Any, shop: str, aside: Aside
) -> None:
    values = {"type": "first_contact", "customer": customer}
    with inside(shop) as work:
        work.records.create("activity", values, id=uuid7())
        sent = [aside(rep.call, "POST", "records/activity", values) for _ in range(3)]
        wait_until_blocked(parts, 3)
    assert [each.result().status_code for each in sent] == [422] * 3
    assert {each.result().json()["error"]["code"] for each in sent} == {"too_soon"}


def test_first_contact_proposal_and_signature_in_three_days_are_flagged(
    rep: Api, manager: Api, customer: str
) -> None:
    approved_quotation(rep, manager, customer=customer)
    log(rep, "first_contact", customer, occurred_at=at("2026-03-02 09:00"))
    log(rep, "signing", customer, occurred_at=at("2026-03-05 09:00"))
    given = {"type": "proposal", "customer": customer, "occurred_at": at("2026-03-03 09:00")}
    made = rep.act("log_activity", given)["result"]
    assert made["flags"] == ["too_quick"]
    path = f"records/activity/{made['activity']}"
    assert rep.get(path)["flags"] == ["too_quick"]
    [event] = manager.get("events", record=made["activity"])["items"]
    assert event["because"] == {"flags": "too_quick"}
    assert rep.patch(path, {"occurred_at": at("2026-03-01 09:00")})["flags"] is None


def test_a_way_of_more_than_three_days_is_not(rep: Api, manager: Api, customer: str) -> None:
    approved_quotation(rep, manager, customer=customer)
    log(rep, "first_contact", customer, occurred_at=at("2026-03-02 09:00"))
    log(rep, "proposal", customer, occurred_at=at("2026-03-03 09:00"))
    made = log(rep, "signing", customer, occurred_at=at("2026-03-05 09:00:01"))
    assert rep.get(f"records/activity/{made}")["flags"] is None
