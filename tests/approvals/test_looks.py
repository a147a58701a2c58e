"""A word given on what looked otherwise, as a phone without a network gives it, is not taken."""

from tests.approvals.kit import asked, decide, flow, published, quotation, sheet, step
from tests.conftest import Api


def test_a_word_on_what_was_changed_since_is_refused_and_one_on_what_stands_is_taken(
    admin: Api, rep: Api, manager: Api
) -> None:
    key = published(admin, flow(step("manager")))
    record = quotation(rep, "88000.00")
    approval = asked(rep, key, record)["approval"]
    seen = sheet(manager, approval)["look"]
    rep.patch(f"records/quotation/{record}", {"amount": "98000.00"})
    refused = decide(manager, approval, status=409, seen=seen)
    assert refused["error"]["code"] == "approval_looks_otherwise"
    assert sheet(manager, approval)["state"] == "running"
    decide(manager, approval, seen=sheet(manager, approval)["look"])
    assert sheet(manager, approval)["state"] == "approved"


def test_who_is_shown_less_is_asked_about_no_more_than_he_was_shown(
    admin: Api, rep: Api, manager: Api
) -> None:
    key = published(admin, flow(step("manager", fields={"amount": "hidden"})))
    record = quotation(rep, "88000.00")
    approval = asked(rep, key, record)["approval"]
    seen = sheet(manager, approval)["look"]
    rep.patch(f"records/quotation/{record}", {"amount": "98000.00"})
    decide(manager, approval, seen=seen)
    assert sheet(rep, approval)["state"] == "approved"
