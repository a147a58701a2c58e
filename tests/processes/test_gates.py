"""Formulas as gates, what readers may know of them, and a way that goes on behind the won end."""

from uuid import uuid4

from tests.conftest import Api, Callers
from tests.processes.kit import FILE, deal, error, gate, node, process, publish, stage, words

BIG = {"key": "big", "type": "formula", "formula": "金额 >= 10万", "label": words("够大")}


def test_a_formula_opens_a_node_when_it_is_true_and_blank_is_not(admin: Api, rep: Api) -> None:
    said = process(node("sized", BIG), node("asked", advance="ask"))
    publish(admin, said)
    made = deal(rep, said["key"])
    path = f"records/deal/{made['id']}"
    assert [why["code"] for why in gate(rep, made)["requirements"][0]["why"]] == ["formula_false"]
    rep.patch(path, {"amount": "99999.99"})
    assert error(rep.patch(path, {"stage": "sized"}, 422))["code"] == "evidence_missing"
    assert rep.patch(path, {"amount": "100000"})["stage"] in ("begun", "sized")
    assert stage(rep, made) == "sized"


def test_a_formula_reads_through_a_link_and_with_the_write_that_asks(admin: Api, rep: Api) -> None:
    formula = 'AND(customer.name <> "x", amount > 1)'
    graded = {"key": "graded", "type": "formula", "formula": formula}
    said = process(node("known", graded, advance="ask"), node("asked", advance="ask"))
    publish(admin, said)
    customer = rep.post("records/customer", {"name": f"试验{uuid4().hex[:8]}"})
    made = deal(rep, said["key"], customer=customer["id"])
    path = f"records/deal/{made['id']}"
    rep.patch(path, {"stage": "known"}, 422)
    assert rep.patch(path, {"stage": "known", "amount": "2"})["stage"] == "known"


def test_who_may_not_read_a_field_is_told_to_ask_the_server(
    admin: Api, rep: Api, shop: str, caller: Callers
) -> None:
    field = {"key": "filled", "type": "field", "field": "amount"}
    said = process(node("sized", BIG, field, FILE, advance="ask"), node("asked"))
    publish(admin, said)
    key = f"blind{uuid4().hex[:8]}"
    grants = {"deal": {"read": "all", "write": "all"}, "evidence": {"read": "all"}}
    role = {"key": key, "label": words("盲"), "grants": grants, "fields": {"deal": {"amount": "hidden"}}}
    admin.post("access/roles", role)
    admin.post("access/people", {"name": "盲", "login": key, "roles": [key]})
    blind = caller(key, shop)
    made = deal(rep, said["key"], amount="200000")
    [shown] = [each for each in blind.get("processes", object="deal")["items"] if each["key"] == said["key"]]
    asks = {each["key"]: each for each in shown["nodes"][1]["requires"]}
    for name in ("big", "filled"):
        assert asks[name]["ask_server"] and not {"field", "formula", "tree", "names_at"} & asks[name].keys()
    assert "ask_server" not in asks["file"]
    stood = {each["key"]: each for each in gate(blind, made)["requirements"]}
    assert stood["big"]["ask_server"] and stood["big"]["state"] == "waiting" and "formula" not in stood["big"]
    told = blind.patch(f"records/deal/{made['id']}", {"stage": "sized"}, 422)["error"]["facts"]
    refused = {each["key"]: each for each in told["requirements"]}
    assert not {"field", "formula"} & {*refused["big"], *refused["filled"]}
    assert [refused[name]["remedy"] for name in ("big", "filled")] == [None, None]
    seen = {each["key"]: each for each in gate(rep, made)["requirements"]}
    assert (seen["big"]["state"], seen["big"]["formula"]) == ("proven", "金额 >= 10万")


def test_a_record_goes_on_behind_its_won_end_and_closes_once(admin: Api, rep: Api) -> None:
    said = process(node("asked", advance="ask"))
    said["nodes"].insert(3, node("closed_loop", FILE, end="won", advance="ask"))
    said["nodes"][2]["advance"] = "ask"
    publish(admin, said)
    made = deal(rep, said["key"])
    path = f"records/deal/{made['id']}"
    for at in ("asked", "won"):
        rep.patch(path, {"stage": at})
    closed = rep.get(path)["closed_on"]
    shown = gate(rep, made)
    assert closed and (shown["next"], shown["exits"]) == ("closed_loop", [])
    assert error(rep.patch(path, {"stage": "lost", "lost_reason": "price"}, 422))["code"] == "already_ended"
    assert error(rep.patch(path, {"stage": "closed_loop"}, 422))["code"] == "evidence_missing"
