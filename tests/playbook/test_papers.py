"""Quotations, contracts and orders: a second person approves, and nothing is signed without."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.platform.refusal import Refusal
from tests.conftest import Api, Callers
from tests.kernel.kit import today_of
from tests.playbook.conftest import approved_quotation, attempts, log, new_customer, new_deal

PAPERS = ("quotation", "contract", "order")


def new_paper(api: Api, object: str, **values: Any) -> dict[str, Any]:
    return dict(api.post(f"records/{object}", {"name": f"一号冷库{uuid4().hex[:6]}", **values}))


@pytest.mark.parametrize("object", PAPERS)
def test_it_has_a_number_and_begins_as_a_draft(rep: Api, object: str) -> None:
    first, second = new_paper(rep, object), new_paper(rep, object, amount="12.50")
    mark = {"quotation": "BJ", "contract": "HT", "order": "DD"}[object]
    assert first["status"] == "draft" and first["number"].startswith(f"{mark}-")
    assert int(second["number"].rsplit("-", 1)[1]) == int(first["number"].rsplit("-", 1)[1]) + 1
    assert rep.get(f"records/{object}/{second['id']}")["amount"]["amount"] == "12.50"
    assert rep.get(f"records/{object}", sort="-number")["items"]


@pytest.mark.parametrize("object", PAPERS)
def test_nobody_approves_his_own(
    rep: Api, manager: Api, admin: Api, ops: Api, object: str, caller: Callers, shop: str
) -> None:
    made = new_paper(rep, object)["id"]
    path = f"records/{object}/{made}"
    update = {"op": "update", "id": made, "data": {"status": "approved"}}
    doors: list[Callable[[], Any]] = [
        lambda: rep.act("approve", {"object": object}, made, 403),
        lambda: rep.patch(path, {"status": "approved"}, 403),
        lambda: manager.patch(path, {"status": "approved"}, 403),
        lambda: ops.patch(path, {"status": "approved"}, 403),
    ]
    for door in doors:
        error = door()["error"]
        assert error["code"] == "needs_second_person" and error["fields"].keys() == {"status"}
    [bulk] = rep.post(f"records/{object}/bulk", {"mode": "each", "ops": [update]}, 200)["results"]
    assert bulk["error"]["code"] == "needs_second_person"
    born = rep.post(f"records/{object}", {"name": "生来已批", "status": "approved"}, 403)["error"]
    assert born["code"] == "needs_second_person"
    assert set(attempts(admin, made)) == {"needs_second_person"} and rep.get(path)["status"] == "draft"
    assert caller("rep2", shop).act("approve", {"object": object}, made, 404)
    assert manager.act("approve", {"object": object}, made)["result"] == {"status": "approved"}
    shown = rep.get(path)
    assert shown["approved_by"]["id"] == manager.get("me")["id"] and shown["approved_at"]
    [event] = [each for each in admin.get("events", record=made)["items"] if each["version"] == 2]
    assert event["action"] == "approval.given" and event["because"] == {"approval": "approved"}
    again = manager.act("approve", {"object": object}, made, 422)["error"]
    assert again["code"] == "already_approved"


@pytest.mark.parametrize("object", ("quotation", "order"))
def test_who_changed_the_amount_does_not_approve_it(
    rep: Api, manager: Api, object: str, caller: Callers, shop: str
) -> None:
    made = new_paper(rep, object)["id"]
    manager.patch(f"records/{object}/{made}", {"amount": "9.90"})
    refused = manager.act("approve", {"object": object}, made, 403)["error"]
    assert refused["code"] == "needs_second_person"
    assert caller("director", shop).act("approve", {"object": object}, made)["result"]["status"] == "approved"


def test_the_creator_is_no_second_person_when_somebody_else_owns_it(rep: Api, manager: Api) -> None:
    owner = rep.get("me")["id"]
    made = new_paper(manager, "quotation", owner=owner)["id"]
    for each in (rep, manager):
        error = each.act("approve", {"object": "quotation"}, made, 403)["error"]
        assert error["code"] == "needs_second_person"


@pytest.mark.parametrize("change", [{"amount": "9.00"}, {"customer": None}])
def test_an_approval_falls_with_what_was_approved(
    rep: Api, manager: Api, customer: str, change: dict[str, Any]
) -> None:
    made = approved_quotation(rep, manager, customer=customer)
    path = f"records/quotation/{made}"
    assert rep.patch(path, {"name": "改个名字"})["status"] == "approved"
    shown = rep.patch(path, change)
    assert (shown["status"], shown["approved_by"], shown["approved_at"]) == ("draft", None, None)
    event = manager.get("events", record=made)["items"][-1]
    assert event["because"]["approval_void"] == ", ".join(change)


def test_sending_back_says_why(rep: Api, manager: Api) -> None:
    made = approved_quotation(rep, manager)
    path = f"records/quotation/{made}"
    for reason in ("", "\u200b"):
        refused = manager.act("reject_approval", {"object": "quotation", "reason": reason}, made, 422)
        assert refused["error"]["fields"].keys() == {"reason"}
    manager.act("reject_approval", {"object": "quotation", "reason": "价格低于底线"}, made)
    shown = rep.get(path)
    assert (shown["status"], shown["reject_reason"]) == ("rejected", "价格低于底线")
    assert shown["approved_by"] is None
    event = manager.get("events", record=made)["items"][-1]
    assert event["action"] == "approval.withdrawn" and event["changes"]["reject_reason"] == [
        None, "价格低于底线",
    ]  # fmt: skip
    assert manager.act("approve", {"object": "quotation"}, made, 422)["error"]["code"] == "already_approved"
    rep.patch(path, {"status": "submitted"})
    manager.act("approve", {"object": "quotation"}, made)
    assert rep.get(path)["reject_reason"] is None


def test_a_contract_goes_step_by_step_and_is_signed_on_an_approved_quotation(
    rep: Api, manager: Api, admin: Api, customer: str
) -> None:
    deal = new_deal(rep, customer)
    made = new_paper(rep, "contract", customer=customer, deal=deal)["id"]

    def approve(to: str, status: int = 200) -> Any:
        return manager.act("approve", {"object": "contract", "to": to}, made, status)

    assert approve("signed", 422)["error"]["code"] == "out_of_turn"
    approve("approved")
    assert rep.patch(f"records/contract/{made}", {"status": "signed"}, 403)
    assert approve("signed", 422)["error"]["code"] == "no_approved_quotation"
    assert attempts(admin, made)[-1] == "no_approved_quotation"
    draft = new_paper(rep, "quotation", deal=deal)["id"]
    assert approve("signed", 422)
    manager.act("approve", {"object": "quotation"}, draft)
    approve("signed")
    shown = rep.get(f"records/contract/{made}")
    assert shown["status"] == "signed" and shown["signed_on"] == today_of(rep)
    refused = manager.act("reject_approval", {"object": "contract", "reason": "晚了"}, made, 422)["error"]
    assert refused["code"] == "paper_in_force"
    approve("effective")
    assert rep.patch(f"records/contract/{made}", {"status": "draft"}, 403)


def test_bringing_history_changes_no_status_that_is_there(rep: Api, inside: Any, shop: str) -> None:
    made = UUID(new_paper(rep, "contract")["id"])
    with pytest.raises(Refusal, match="needs_second_person"), inside(shop) as work:
        work.records.update("contract", made, {"status": "signed"}, loose=True, because={"import": "1"})
    with inside(shop) as work:
        old = work.records.create("contract", {"name": "旧合同", "status": "effective"}, loose=True)
    assert old.after["status"] == "effective"


def test_an_order_is_delivered_once_it_is_approved(rep: Api, manager: Api) -> None:
    made = new_paper(rep, "order")["id"]
    path = f"records/order/{made}"
    assert rep.patch(path, {"status": "delivered"}, 403)["error"]["code"] == "needs_second_person"
    manager.act("approve", {"object": "order"}, made)
    assert rep.patch(path, {"status": "delivered"})["status"] == "delivered"
    assert rep.patch(path, {"status": "closed"})["status"] == "closed"


def test_signing_needs_an_approved_quotation_of_the_deal_else_of_the_customer(
    rep: Api, manager: Api, admin: Api, customer: str
) -> None:
    deal, other = new_deal(rep, customer), new_deal(rep, customer)
    for more in ({}, {"deal": deal}):
        assert log(rep, "signing", customer, 422, **more)["code"] == "no_approved_quotation"
    assert attempts(admin, deal) == ["no_approved_quotation"] == attempts(admin, customer)
    approved_quotation(rep, manager, customer=customer, deal=other)
    assert log(rep, "signing", customer, 422, deal=deal)["code"] == "no_approved_quotation"
    log(rep, "signing", customer, deal=other)
    log(rep, "signing", customer)
    approved_quotation(rep, manager, customer=customer)
    log(rep, "signing", customer, deal=deal)
    call = log(rep, "call", elsewhere := new_customer(rep))
    refused = rep.patch(f"records/activity/{call}", {"type": "signing"}, 422)["error"]
    assert refused["code"] == "no_approved_quotation" and elsewhere
    assert rep.patch(f"records/activity/{call}", {"type": "visit"})


def test_papers_are_seen_through_what_they_are_about(
    rep: Api, rep2: Api, manager: Api, customer: str
) -> None:
    made = new_paper(rep, "quotation", customer=customer)["id"]
    rep2.get(f"records/quotation/{made}", 404)
    assert manager.get(f"records/quotation/{made}")["customer"]["id"] == customer
    rival = rep2.post(
        "records/competitor", {"name": f"北极星制冷{uuid4().hex[:6]}", "website": "example.com"}
    )
    assert rep.get(f"records/competitor/{rival['id']}")["website"] == "https://example.com"
    deal = new_deal(rep, customer)
    given = {"competitor": rival["id"], "competitor_since": "2026-03-01", "competitor_offer": "9000.00"}
    assert rep.patch(f"records/deal/{deal}", given)["competitor"]["id"] == rival["id"]
    assert manager.patch(f"records/deal/{deal}", {"competitor": None})["competitor"] is None


def test_only_papers_are_approved(manager: Api, customer: str) -> None:
    refused = manager.act("approve", {"object": "customer"}, customer, 422)["error"]
    assert refused["code"] == "nothing_to_approve"
    assert manager.act("approve", {"object": "nothing"}, customer, 404)
    assert manager.act("approve", {"object": "quotation"}, None, 422)
