"""A gate that asks for an approval; who sees approvals; the figures over them."""

from typing import Any

import pytest

from tests.approvals.kit import DIRECTOR, WORDS, asked, decide, flow, published, quotation, sheet, step
from tests.conftest import Api

NODES = ("begun", "seen", "won", "lost")


@pytest.fixture(scope="module")
def gated(ops: Api) -> tuple[str, str]:
    """A flow about deals, and a process whose second node asks for it."""
    flow_key = published(ops, flow(step("director", DIRECTOR), object="deal", void=["amount"]))
    nodes: list[dict[str, Any]] = [{"key": key, "label": WORDS} for key in NODES]
    nodes[1] |= {"requires": [{"key": "yes", "type": "approval", "flow": flow_key}]}
    nodes[2] |= {"end": "won"}
    nodes[3] |= {"end": "lost"}
    process = {"key": "gated", "object": "deal", "label": WORDS, "nodes": nodes}
    ops.act("publish_process", {"process": process})
    return flow_key, "gated"


def test_a_gate_asks_for_an_approval(rep: Api, director: Api, gated: tuple[str, str]) -> None:
    """Missing until asked, waiting until given, then the record goes on by itself, because of it."""
    key, process = gated
    deal = rep.post("records/deal", {"name": "Gated", "process": process})["id"]

    def need() -> dict[str, Any]:
        found: dict[str, Any] = rep.get(f"records/deal/{deal}/gate")["requirements"][0]
        return found

    assert need()["state"] == "missing"
    assert need()["remedy"] == {
        "action": "request_approval", "input": {"flow": key, "object": "deal", "record": deal},
    }  # fmt: skip
    rep.patch(f"records/deal/{deal}", {"stage": "seen"}, 422)
    approval = asked(rep, key, deal)["approval"]
    assert need()["state"] == "waiting"
    decide(director, approval)
    assert rep.get(f"records/deal/{deal}")["stage"] == "seen"
    shown = rep.get("processes", object="deal")["items"]
    ask = next(each for each in shown if each["key"] == process)["nodes"][1]["requires"][0]
    assert ask["ask_server"] is True, "a phone asks the server"


def test_a_gate_names_only_flows_there_are(ops: Api, gated: tuple[str, str]) -> None:
    nodes: list[dict[str, Any]] = [{"key": key, "label": WORDS} for key in NODES]
    nodes[1] |= {"requires": [{"key": "yes", "type": "approval", "flow": "moon"}]}
    nodes[2] |= {"end": "won"}
    nodes[3] |= {"end": "lost"}
    process = {"key": "other", "object": "deal", "label": WORDS, "nodes": nodes}
    error = ops.act("save_process_draft", {"process": process}, status=422)["error"]
    assert set(error["fields"]) == {"nodes.1.requires.0.flow"}


def test_scopes(rep: Api, rep2: Api, manager: Api, director: Api, legal: Api, ops: Api) -> None:
    """The starter, who is asked, and their heads see it through the records' door; others do not."""
    key = published(ops, flow(step("director", DIRECTOR)))
    approval = asked(rep, key, quotation(rep))["approval"]
    for api in (rep, manager, director, ops):
        assert api.get(f"records/approval/{approval}")["state"] == "running"
    for api in (rep2, legal):
        api.get(f"records/approval/{approval}", 404)
        api.get(f"approvals/{approval}", 404)
    mine = director.get("records/approval_task", filter=["approval", "=", approval])["items"]
    assert [each["state"] for each in mine] == ["waiting"]


def test_figures_and_metrics(rep: Api, manager: Api, ops: Api) -> None:
    """Time per step, waiting per approver, the share that came back by reason."""
    key = published(ops, flow(step("manager")))
    for verdict in ("approve", "return", "return", "reject"):
        decide(manager, asked(rep, key, quotation(rep))["approval"], verdict, reason="price")
    asked(rep, key, quotation(rep))
    found = ops.get("approvals/figures")
    line = next(each for each in found["steps"] if each["flow"] == key)
    assert (line["step"], int(line["count"])) == ("manager", 4)
    assert {"price"} <= {each["reason"] for each in found["returns"]}
    assert any(each["person"]["label"] == "陈亦凡" and int(each["count"]) for each in found["waiting"])
    said = {"filter": ["flow", "=", key], "group": ["reason"]}
    rows = ops.post("metrics/approval_return_rate/query", said, 200)["rows"]
    assert {row["group"]["reason"]: row["value"] for row in rows}["price"] is not None
    whole = ops.post("metrics/approval_return_rate/query", {"filter": ["flow", "=", key]}, 200)["rows"][0]
    assert float(whole["value"]) == 50
    waiting = ops.post("metrics/approvals_waiting/query", {"filter": ["flow", "=", key]}, 200)["rows"][0]
    assert waiting["value"] == "1"


def test_a_snapshot_shows_what_changed_since(rep: Api, manager: Api, ops: Api) -> None:
    key = published(ops, flow(step("manager")))
    record = quotation(rep, "1000.00")
    approval = asked(rep, key, record)["approval"]
    decide(manager, approval)
    assert sheet(rep, approval)["changed"] == []
    rep.patch(f"records/quotation/{record}", {"amount": "2000.00"})
    (changed,) = sheet(manager, approval)["changed"]
    assert (changed["name"], changed["then"]["amount"], changed["now"]["amount"]) == (
        "amount", "1000.00", "2000.00",
    )  # fmt: skip
