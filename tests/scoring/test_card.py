"""The scorecard before there is history, what is refused, drift, and who may read what."""

import random
from datetime import timedelta
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.learned import store
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.scoring.settings import DEFAULTS
from prooftrail.sales.scoring.shapes import SOURCE
from prooftrail.sales.scoring.training import activate
from tests.conftest import Api, Callers, small_demo
from tests.scoring.conftest import cleared, inside, lead, learned, past, swept


@pytest.fixture(scope="module")
def young(parts: Opened) -> Any:
    """A company without history."""
    with small_demo(parts, 12) as name:
        with inside(parts, name) as work:
            cleared(work)
        yield name


def setting(api: Api, key: str, value: Any) -> None:
    api.act("change_setting", {"key": key, "value": value})


def test_points_add_up_and_what_is_missing_is_said(young: str, parts: Opened, caller: Callers) -> None:
    rep, ops = caller("rep", young), caller("ops", young)
    card = [{"feature": "source", "is": "referral", "points": 20},
            {"feature": "estimated_purchase", "is": ">=200000", "points": 11},
            {"feature": "estimated_purchase", "is": ">=1000000", "points": 30},
            {"feature": "phone_given", "is": "1", "points": 7},
            {"feature": "company_given", "is": "0", "points": 3}]  # fmt: skip
    setting(ops, "scoring.card", card)
    said = {"name": "新询价", "source": "referral", "estimated_purchase": "200000.00", "phone": "138"}
    made = rep.post("records/lead", said)
    plain = rep.post("records/lead", {"name": "无", "source": "web", "company": "甲"})
    swept(parts, young)
    row = rep.get(f"records/lead/{made['id']}")
    assert (row["score"], row["score_model"], row["score_top"]) == ("41", 0, True)
    assert rep.get(f"records/lead/{plain['id']}")["score"] == "0"
    told = rep.act("explain_lead_score", {}, made["id"])["result"]
    assert [(each["feature"], each["points"]) for each in told["reasons"]] == [
        ("source", 20.0), ("estimated_purchase", 11.0), ("phone_given", 7.0), ("company_given", 3.0),
    ]  # fmt: skip
    assert told["number"] == 0
    assert told["history"] == {"won": 0, "lost": 0, "least_won": 200, "least_lost": 200}
    setting(ops, "scoring.card", DEFAULTS["scoring.card"])
    swept(parts, young)
    assert rep.get(f"records/lead/{made['id']}")["score"] != "41"


def test_too_little_history_is_refused_with_figures(young: str, caller: Callers) -> None:
    ops = caller("ops", young)
    refused = ops.act("train_lead_model", {}, status=409)["error"]
    assert refused["code"] == "score_too_few" and refused["facts"]["least_won"] == 200
    assert ops.act("activate_lead_model", {"number": 99}, status=404)["error"]["code"] == "score_no_model"
    rep = caller("rep", young)
    for name, given in (("train_lead_model", {}), ("activate_lead_model", {"number": 0}),
                        ("show_lead_model", {})):  # fmt: skip
        assert rep.act(name, given, status=403)["error"]["code"] == "permission_missing"
    assert ops.act("explain_lead_score", {}, status=422)["error"]["fields"]


def test_without_signal_the_scorecard_stays(parts: Opened, caller: Callers) -> None:
    with small_demo(parts, 12) as name:
        with inside(parts, name) as work:
            cleared(work)
            past(work, 460, learnable=False)
        ops = caller("ops", name)
        setting(ops, "scoring.least_won", 100)
        asked = ops.act("train_lead_model", {})["result"]
        assert asked["state"] == "waiting"
        assert ops.act("train_lead_model", {})["result"] == asked
        assert learned(parts, name) == asked["number"]
        (version,) = ops.act("show_lead_model", {})["result"]["versions"]
        assert version["state"] == "refused" and version["figures"]["signal"] is False
        refused = ops.act("activate_lead_model", {"number": asked["number"]}, status=409)["error"]
        assert refused["code"] == "score_not_learned"


def looked(parts: Opened, name: str) -> None:
    """The worker's next look for drift, now."""
    with inside(parts, name) as work:
        work.execute(f"update {work.place.schema}._learned_turn set looked_at = null")
    swept(parts, name)


def test_leads_that_come_otherwise_raise_one_alarm_that_a_new_version_ends(
    company: str, parts: Opened, caller: Callers
) -> None:
    ops, admin = caller("ops", company), caller("admin", company)
    setting(ops, "scoring.drift_least", 30)
    with inside(parts, company) as work:
        live = store.in_force(work, "lead")
        assert live is not None
        dice = random.Random(3)
        later = {"source": "cold_call", "created_at": (work.now + timedelta(seconds=1)).isoformat()}
        said = [{**lead(work, dice, 9_000 + at, 520), **later} for at in range(40)]
        changes = [Change("create", "lead", uuid7(), each) for each in said]
        done = work.records.apply(changes, loose=True)

    def items() -> list[Any]:
        found = admin.get("records/work_item", filter=["source", "=", SOURCE])
        return [(each["state"], each["owner"]["label"]) for each in found["items"]]

    looked(parts, company)
    looked(parts, company)
    (item,) = items()
    assert item[0] == "open"
    drift = ops.act("show_lead_model", {})["result"]["drift"]
    assert "source" in drift["over"] and drift["features"]["source"] > 0.25 and drift["scored"] >= 30
    with inside(parts, company) as work:
        for each in done:
            work.records.delete("lead", each.id)
    number = learned(parts, company)
    with inside(parts, company) as work:
        activate(work, store.find(work, "lead", number))
    (item,) = items()
    assert item[0] == "closed"
    looked(parts, company)
    assert len(items()) == 1
    with inside(parts, company) as work:
        activate(work, live)
    swept(parts, company)


def test_nobody_learns_from_reasons_what_he_may_not_read(
    company: str, parts: Opened, caller: Callers
) -> None:
    ops, rep, rep2 = (caller(each, company) for each in ("ops", "rep", "rep2"))
    mine = rep.get("records/lead", sort="-score", limit=1)["items"][0]["id"]
    assert rep2.act("explain_lead_score", {}, mine, status=404)
    whole = ops.act("explain_lead_score", {}, mine)["result"]
    assert whole["hidden"] == 0 and "source" in {each["feature"] for each in whole["reasons"]}
    admin = caller("admin", company)
    (role,) = [each for each in admin.get("access/roles")["items"] if each["key"] == "rep"]
    fields = {**role["fields"], "lead": {"source": "hidden"}}
    admin.patch("access/roles/rep", {"version": role["version"], "fields": fields})
    told = rep.act("explain_lead_score", {}, mine)["result"]
    assert told["hidden"] >= 1 and "source" not in {each["feature"] for each in told["reasons"]}
