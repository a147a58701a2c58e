"""A model learned from a company's own leads, kept by version, and its word on open leads."""

from typing import Any
from uuid import UUID

from prooftrail.opening import Opened
from prooftrail.platform.learned import store
from tests.conftest import Callers
from tests.scoring.conftest import OPEN, inside, learned, swept


def test_what_was_planted_is_learned_and_leads_are_ranked_by_it(
    company: str, parts: Opened, caller: Callers
) -> None:
    ops = caller("ops", company)
    shown = ops.act("show_lead_model", {})["result"]
    (version,) = [each for each in shown["versions"] if each["number"] == shown["number"]]
    figures = version["figures"]
    assert figures["signal"] is True and figures["split"] == "time"
    assert figures["auc"] > 0.7 and figures["lift_30"] > 1.5 and figures["ece"] < 0.15
    assert {"source", "contact_rank"} <= set(list(figures["weights"])[:2])
    assert len(shown["features"]) >= 20
    items = ops.get("records/lead", sort="-score", limit=100, filter=["status", "empty", True])["items"]
    assert len(items) == OPEN
    assert {each["score_model"] for each in items} == {shown["number"]}
    top = [each for each in items if each["score_top"]]
    assert len(top) == round(OPEN * 0.3) and top == items[: len(top)]
    best = items[0]
    assert best["source"] == "referral" and best["contact_rank"] == "owner"


def test_reasons_add_up_and_name_what_was_planted(company: str, caller: Callers) -> None:
    ops = caller("ops", company)
    best = ops.get("records/lead", sort="-score", limit=1)["items"][0]
    said = ops.act("explain_lead_score", {}, best["id"])["result"]
    assert float(said["score"]) == float(best["score"]) and said["number"] == best["score_model"]
    reasons = {each["feature"]: each for each in said["reasons"]}
    assert reasons["source"]["points"] > 5 and reasons["contact_rank"]["points"] > 2
    assert reasons["source"]["text"] == "转介绍"
    assert said["history"] is None


def test_a_score_keeps_its_version_until_the_next_is_in_force(
    company: str, parts: Opened, caller: Callers
) -> None:
    ops = caller("ops", company)
    first = ops.act("show_lead_model", {})["result"]["number"]
    number = learned(parts, company)
    assert number > first
    lead = ops.get("records/lead", sort="-score", limit=1)["items"][0]
    assert lead["score_model"] == first
    ops.act("activate_lead_model", {"number": number})
    swept(parts, company)
    assert ops.get(f"records/lead/{lead['id']}")["score_model"] == number
    with inside(parts, company) as work:
        value = store.value_of(work, UUID(lead["id"]))
        assert value is not None and value.number == number and value.reasons and value.inputs
        states = {each.number: each.state for each in store.history(work, "lead", 9)}
    assert states[first] == "retired" and states[number] == "in_force"
    ops.act("activate_lead_model", {"number": 0})
    swept(parts, company)
    assert ops.get(f"records/lead/{lead['id']}")["score_model"] == 0
    ops.act("activate_lead_model", {"number": first})
    swept(parts, company)


def test_nothing_is_scored_again_without_a_reason(company: str, parts: Opened, caller: Callers) -> None:
    ops = caller("ops", company)
    lead: Any = ops.get("records/lead", sort="-score", limit=1)["items"][0]
    swept(parts, company)
    assert ops.get(f"records/lead/{lead['id']}")["version"] == lead["version"]
    ops.patch(f"records/lead/{lead['id']}", {"source": "cold_call"})
    swept(parts, company)
    assert float(ops.get(f"records/lead/{lead['id']}")["score"]) < float(lead["score"]) - 5
    ops.patch(f"records/lead/{lead['id']}", {"source": "referral"})
    swept(parts, company)
