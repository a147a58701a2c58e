"""The decision chain: who reports to whom, who was in which part when, and who hears of a change."""

from typing import Any
from uuid import uuid4

from tests.archive.conftest import a_customer
from tests.conftest import Api


def a_contact(api: Api, customer: str, **more: Any) -> str:
    said = {"name": f"联系人-{uuid4().hex[:6]}", "customer": customer, **more}
    return str(api.post("records/contact", said)["id"])


def a_deal(api: Api, customer: str) -> str:
    return str(api.post("records/deal", {"name": f"商机-{uuid4().hex[:6]}", "customer": customer})["id"])


def chain(api: Api, customer: str) -> dict[str, Any]:
    found: dict[str, Any] = api.act("show_decision_chain", {}, customer)["result"]
    return found


def told(api: Api, deal: str) -> list[dict[str, Any]]:
    items = api.told()
    return [each for each in items if each["source"] == "chain" and each["about"]["id"] == deal]


def test_the_map_has_people_heads_and_dated_parts(rep: Api) -> None:
    customer = a_customer(rep)["id"]
    boss = a_contact(rep, customer, title="总经理", decision_role="decider", influence="high")
    buyer = a_contact(rep, customer, decision_role="buyer", attitude="neutral", reports_to=boss)
    rep.patch(f"records/contact/{buyer}", {"decision_role": "influencer", "attitude": "champion"})
    found = chain(rep, customer)
    people = {each["id"]: each for each in found["people"]}
    assert people[buyer]["reports_to"] == boss and people[boss]["influence"] == "high"
    spells = [each for each in found["history"] if each["contact"] == buyer]
    parts = [(each["values"]["decision_role"], each["values"]["attitude"]) for each in spells]
    assert parts == [("influencer", "champion"), ("buyer", "neutral")]
    assert spells[0]["until"] is None and spells[1]["until"] == spells[0]["since"]


def test_nobody_reports_round_or_elsewhere(rep: Api) -> None:
    customer, other = a_customer(rep)["id"], a_customer(rep)["id"]
    boss = a_contact(rep, customer)
    middle = a_contact(rep, customer, reports_to=boss)
    faults = rep.patch(f"records/contact/{boss}", {"reports_to": middle}, status=422)["error"]
    assert faults["code"] == "contact_reports_in_circle" and "reports_to" in faults["fields"]
    rep.patch(f"records/contact/{boss}", {"reports_to": boss}, status=422)
    said = {"name": "外人", "customer": other, "reports_to": boss}
    assert rep.post("records/contact", said, status=422)["error"]["code"] == "contact_reports_elsewhere"
    rep.patch(f"records/contact/{middle}", {"customer": other}, status=422)


def test_a_change_in_an_open_deal_is_told_its_team_once(rep: Api, manager: Api) -> None:
    customer = a_customer(rep)["id"]
    contact = a_contact(rep, customer, decision_role="user")
    first, deal = a_deal(rep, customer), a_deal(rep, customer)
    rep.patch(f"records/contact/{contact}", {"phone": "13900001111"})
    assert told(manager, deal) == [], "a phone is no part of the chain"
    rep.patch(f"records/contact/{contact}", {"decision_role": "decider", "attitude": "against"})
    [heard] = told(manager, deal)
    assert "决策链有变" in heard["title"]["zh"] and "changed" in heard["title"]["en"]
    assert "使用 → 拍板" in heard["text"]["zh"] and "Against us" in heard["text"]["en"]
    assert told(manager, first) == [], "one word, however many deals are open"
    assert told(rep, deal) == [], "who did it knows"
    manager.patch(f"records/contact/{contact}", {"left_on": "2026-03-01"})
    [mine] = told(rep, deal)
    assert "2026-03-01" in mine["text"]["zh"]


def test_without_an_open_deal_nobody_is_told(rep: Api, manager: Api) -> None:
    customer = a_customer(rep)["id"]
    contact = a_contact(rep, customer, decision_role="user")
    before = len([each for each in manager.told() if each["source"] == "chain"])
    rep.patch(f"records/contact/{contact}", {"decision_role": "decider"})
    after = len([each for each in manager.told() if each["source"] == "chain"])
    assert before == after


def test_who_does_not_see_the_customer_sees_no_chain(rep: Api, rep2: Api) -> None:
    customer = a_customer(rep)["id"]
    rep2.act("show_decision_chain", {}, customer, status=404)
    rep.act("show_decision_chain", {}, status=422)
