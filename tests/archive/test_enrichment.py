"""What registers know of a company: asked once, filled into blanks, offered beside what people typed."""

import threading
from typing import Any
from uuid import uuid4

import pytest

from tests.archive.conftest import a_customer, read, set_register
from tests.archive.register import CODE, NAME, Register
from tests.conftest import Api

CAPITAL = {"amount": "50000000.00", "currency": "CNY"}


def enriched(api: Api, customer: str, status: int = 200, **given: Any) -> Any:
    answer = api.act("enrich_customer", given, customer, status)
    return answer["result"] if status == 200 else answer["error"]


def shown(api: Api, customer: str) -> dict[str, Any]:
    found: dict[str, Any] = api.act("show_enrichment", {}, customer)["result"]
    return {each["field"]: each for each in found["facts"]}


def test_blanks_are_filled_and_what_is_typed_stays(rep: Api, register: Register) -> None:
    made = a_customer(rep, insured_headcount=90, legal_status="我们认识的老板")
    result = enriched(rep, made["id"])
    row = read(rep, made["id"])
    assert row["registered_capital"] == CAPITAL
    assert (row["founded_on"], row["legal_risks"]) == ("2010-01-01", 4)
    assert row["legal_risk"] == "被执行人 1（高风险）、开庭公告 3"
    assert (row["insured_headcount"], row["legal_status"]) == (90, "我们认识的老板")
    assert row["name"] == made["name"]
    assert set(result["offered"]) == {"insured_headcount", "legal_status", "name"}
    assert set(result["filled"]) >= {"registered_capital", "business_scope", "legal_risks"}
    facts = shown(rep, made["id"])
    assert facts["registered_capital"]["state"] == "filled" and not facts["registered_capital"]["typed"]
    assert facts["insured_headcount"]["value"] == 128
    assert facts["insured_headcount"]["source"]["zh"] == "天眼查"


def test_licences_come_with_dates_once_and_mark_high_potential(rep: Api, register: Register) -> None:
    made = a_customer(rep)
    day = made["created_at"][:10]
    register.results["/services/open/m/getLicense/2.0"]["items"][0]["fromdate"] = day
    assert enriched(rep, made["id"])["papers"] == 2
    papers = {each["kind"]: each for each in licences(rep, made["id"])}
    assert papers["device_filing"]["issued_on"] == day
    assert papers["insurance"]["valid_until"] == "2029-05-31"
    row = read(rep, made["id"])
    assert row["high_potential"] is True and "第二类医疗器械经营备案凭证" in row["potential_why"]
    assert enriched(rep, made["id"], afresh=True)["papers"] == 0
    assert len(licences(rep, made["id"])) == 2


def test_a_licence_of_ones_own_marks_too_and_its_end_unmarks(rep: Api) -> None:
    made = a_customer(rep)
    day = made["created_at"][:10]
    filing = {"name": "备案凭证", "kind": "device_filing", "customer": made["id"], "issued_on": day}
    rep.post("records/licence", filing)
    assert read(rep, made["id"])["high_potential"] is not True
    held = rep.post("records/licence", {"name": "医保定点", "kind": "insurance", "customer": made["id"]})
    assert read(rep, made["id"])["high_potential"] is True
    rep.delete(f"records/licence/{held['id']}")
    assert read(rep, made["id"])["high_potential"] is False


def licences(api: Api, customer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("records/licence", filter=["customer", "=", customer])["items"]
    return found


def test_an_offer_is_accepted_or_declined_field_by_field(rep: Api, register: Register) -> None:
    made = a_customer(rep, insured_headcount=90, legal_status="关门了？")
    enriched(rep, made["id"])
    rep.act("accept_enrichment", {"fields": ["insured_headcount"]}, made["id"])
    rep.act("decline_enrichment", {"fields": ["legal_status"]}, made["id"])
    row = read(rep, made["id"])
    assert (row["insured_headcount"], row["legal_status"]) == (128, "关门了？")
    again = enriched(rep, made["id"], afresh=True)
    assert "legal_status" not in again["offered"]
    assert shown(rep, made["id"])["legal_status"]["state"] == "declined"
    refused = rep.act("accept_enrichment", {"fields": ["phone"]}, made["id"], status=404)["error"]
    assert refused["code"] == "enrichment_nothing_offered"


def test_what_was_filled_is_kept_fresh_until_a_person_types(rep: Api, register: Register) -> None:
    made = a_customer(rep)
    enriched(rep, made["id"])
    register.results["/services/open/ic/baseinfo/normal"]["socialStaffNum"] = 140
    assert "insured_headcount" in enriched(rep, made["id"], afresh=True)["filled"]
    assert read(rep, made["id"])["insured_headcount"] == 140
    rep.patch(f"records/customer/{made['id']}", {"insured_headcount": 139})
    rep.patch(f"records/customer/{made['id']}", {"insured_headcount": 140})
    register.results["/services/open/ic/baseinfo/normal"]["socialStaffNum"] = 150
    assert "insured_headcount" in enriched(rep, made["id"], afresh=True)["offered"]
    assert read(rep, made["id"])["insured_headcount"] == 140
    rep.patch(f"records/customer/{made['id']}", {"business_scope": None})
    assert "business_scope" in enriched(rep, made["id"], afresh=True)["offered"]
    assert read(rep, made["id"]).get("business_scope") is None


def test_an_answer_is_kept_and_calls_are_counted(rep: Api, register: Register) -> None:
    text = f"澄川制冷{uuid4().hex[:6]}"
    found = rep.act("suggest_companies", {"text": text})["result"]
    assert [each["name"] for each in found["items"]] == [NAME, "澄川制冷工程有限公司"]
    assert found["items"][0]["credit_code"] == CODE and found["items"][1]["credit_code"] == ""
    rep.act("suggest_companies", {"text": f" {text} "})
    assert register.paths() == ["/services/open/search/2.0"]
    name = f"{NAME}{uuid4().hex[:6]}"
    values = rep.act("look_up_company", {"name": name})["result"]["values"]
    assert values["registered_capital"] == CAPITAL
    asked = len(register.asked)
    made = rep.post("records/customer", {"name": name, **values} | {"name": name})
    before = rep.act("show_enrichment", {}, made["id"])["result"]["calls"]["today"]
    assert enriched(rep, made["id"])["cached"] is True and len(register.asked) == asked
    assert rep.act("show_enrichment", {}, made["id"])["result"]["calls"]["today"] == before
    assert shown(rep, made["id"])["registered_capital"]["state"] == "same"


def test_too_few_letters_ask_nobody(rep: Api, register: Register) -> None:
    assert rep.act("suggest_companies", {"text": "澄川"})["result"]["items"] == []
    assert register.asked == []


@pytest.mark.parametrize(("said", "code"), [
    (300006, "enrichment_quota_used_up"), (300005, "enrichment_not_bought"),
    (300000, "enrichment_unknown_company"), (300004, "enrichment_too_fast"),
    (300002, "enrichment_key_refused"), (300001, "enrichment_unreachable"), (300008, "enrichment_bad_answer"),
])  # fmt: skip
def test_each_failure_is_said_plainly_and_changes_nothing(
    rep: Api, register: Register, said: int, code: str
) -> None:
    made = a_customer(rep)
    register.trouble["*"] = said
    refused = enriched(rep, made["id"], 409)
    assert refused["code"] == code and refused["remedy"]
    assert read(rep, made["id"])["version"] == made["version"] and shown(rep, made["id"]) == {}


def test_a_part_that_is_not_bought_is_left_out_and_named(rep: Api, register: Register) -> None:
    register.trouble["/services/open/risk/riskInfo/2.0"] = 300005
    made = a_customer(rep)
    assert enriched(rep, made["id"])["unread"] == ["risk"]
    row = read(rep, made["id"])
    assert row["insured_headcount"] == 128 and row.get("legal_risks") is None


def test_a_slow_source_is_not_waited_for(rep: Api, admin: Api, register: Register) -> None:
    made = a_customer(rep)
    register.held = threading.Event()
    admin.act("change_setting", {"key": "enrichment.seconds", "value": 1})
    try:
        assert enriched(rep, made["id"], 409)["code"] == "enrichment_timed_out"
    finally:
        register.held.set()
        admin.act("reset_setting", {"key": "enrichment.seconds"})


def test_the_calls_of_a_day_have_an_end(rep: Api, admin: Api, register: Register) -> None:
    made = a_customer(rep)
    admin.act("change_setting", {"key": "enrichment.calls_per_day", "value": 0})
    try:
        assert enriched(rep, made["id"], 409)["code"] == "enrichment_day_used_up"
        assert register.asked == []
    finally:
        admin.act("reset_setting", {"key": "enrichment.calls_per_day"})


def test_without_a_source_it_says_how_to_turn_it_on(rep: Api) -> None:
    made = a_customer(rep)
    assert enriched(rep, made["id"], 409)["code"] == "enrichment_off"
    assert rep.act("suggest_companies", {"text": "澄川制冷设备"})["result"]["on"] is False
    assert rep.act("show_enrichment", {}, made["id"])["result"]["on"] is False


def test_qichacha_is_asked_with_its_signed_headers(rep: Api, admin: Api, register: Register) -> None:
    set_register(admin, register.url, "qichacha")
    admin.act("change_setting", {"key": "enrichment.channel", "value": "qichacha"})
    try:
        made = a_customer(rep)
        result = enriched(rep, made["id"])
        assert result["source"]["zh"] == "企查查"
        row = read(rep, made["id"])
        assert (row["registered_capital"], row["insured_headcount"]) == (CAPITAL, 128)
        assert (row["legal_risks"], row["legal_risk"]) == (3, "被执行人 2、行政处罚 1")
        assert [each["name"] for each in licences(rep, made["id"])] == ["质量管理体系认证"]
        _, query, headers = register.asked[0]
        assert query["searchKey"] == made["name"] and headers["timespan"].isdigit()
        set_register(
            admin, register.url, "qichacha", secrets={"url": register.url, "key": "x", "secret": "y"}
        )
        assert enriched(rep, a_customer(rep)["id"], 409)["code"] == "enrichment_key_refused"
    finally:
        set_register(admin, register.url, "qichacha", enabled=False)
        admin.act("reset_setting", {"key": "enrichment.channel"})


def test_a_wrong_credit_code_of_the_source_is_offered_and_not_filled(rep: Api, register: Register) -> None:
    register.results["/services/open/ic/baseinfo/normal"]["creditCode"] = "91330212MA2AGTE891"
    made = a_customer(rep)
    result = enriched(rep, made["id"])
    assert "credit_code" in result["offered"] and "registered_capital" in result["filled"]


def test_who_may_not_write_the_customer_costs_nothing(rep: Api, rep2: Api, register: Register) -> None:
    made = a_customer(rep)
    rep2.act("enrich_customer", {}, made["id"], status=404)
    rep2.act("show_enrichment", {}, made["id"], status=404)
    rep2.act("accept_enrichment", {"fields": ["insured_headcount"]}, made["id"], status=404)
    assert register.asked == []
