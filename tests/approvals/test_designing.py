"""Flows drawn: every fault at its place with its remedy, drafts, versions, history and undo."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.refusal import catalogue
from prooftrail.platform.work import Work
from tests.approvals.kit import WORDS, asked, flow, priced, published, quotation, sheet, step
from tests.conftest import Api

Inside = Callable[..., AbstractContextManager[Work]]
ELSE = {"label": WORDS, "when": None, "steps": []}


def branch(*ways: dict[str, Any]) -> dict[str, Any]:
    """A branch."""
    return {"branch": list(ways)}


def way(when: str | None, *steps: dict[str, Any]) -> dict[str, Any]:
    """One way."""
    return {"label": WORDS, "when": when, "steps": list(steps)}


FAULTS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"steps": []}, "steps", "flow_without_end"),
    ({"steps": [branch(ELSE)]}, "steps", "flow_without_end"),
    ({"steps": [step("a"), step("a")]}, "steps.1.key", "flow_key_twice"),
    ({"steps": [step("a", who=[{"by": "role", "role": "king"}])]}, "steps.0.who.0.role", "who_unknown_role"),
    ({"steps": [{**step("a"), "who": []}]}, "steps.0.who", "who_empty"),
    ({"steps": [step("a", mode="moon")]}, "steps.0.mode", "bad_value"),
    ({"steps": [step("a", moon=1)]}, "steps.0.moon", "flow_unknown_word"),
    ({"steps": [{"key": "a", "label": WORDS}]}, "steps.0.who", "required"),
    ({"steps": [step("a", mode="vote", **{"pass": "1.5"})]}, "steps.0.pass", "flow_bad_share"),
    ({"steps": [step("a", when="moon > 1")]}, "steps.0.when", "formula_unknown_name"),
    ({"steps": [step("a", when="amount")]}, "steps.0.when", "formula_no_yes"),
    ({"steps": [step("a", when="TRUE")]}, "steps.0.when", "flow_unreachable"),
    ({"steps": [step("a"), branch(way("amount > 1", step("b")))]}, "steps.1.branch", "flow_without_else"),
    ({"steps": [step("a"), branch(ELSE, way("amount > 1", step("b")))]}, "steps.1.branch.1",
     "flow_unreachable"),
    ({"steps": [branch(way("amount > 1", step("a")), way("amount>1", step("b")), ELSE)]},
     "steps.0.branch.1.when", "flow_unreachable"),
    ({"steps": [branch(way("amount > 1", step("a", fields={"moon": "edit"})), ELSE)]},
     "steps.0.branch.0.steps.0.fields.moon", "unknown_field"),
    ({"steps": [step("a", fields={"approved_by": "edit"})]}, "steps.0.fields.approved_by",
     "flow_fixed_field"),
    ({"steps": [step("a", limit={"hours": 4, "remind_hours": 4})]}, "steps.0.limit.remind_hours",
     "flow_late_reminder"),
    ({"steps": [step("a", limit={"hours": 4, "then": "escalate", "to": [{"by": "moon"}]})]},
     "steps.0.limit.to.0.by", "who_unknown_way"),
    ({"steps": [step("a", copy=[{"by": "field", "field": "amount"}])]}, "steps.0.copy.0.field",
     "who_not_a_person"),
    ({"title": "{moon}"}, "title", "unknown_field"),
    ({"title": "{customer.moon}"}, "title", "unknown_field"),
    ({"title": "{amount}", "steps": [step("a", fields={"amount": "hidden"})]}, "title", "flow_title_hidden"),
    ({"void": ["moon"]}, "void.0", "unknown_field"),
    ({"object": "approval"}, "object", "flow_of_approvals"),
    ({"start": {}}, "start", "flow_bad_start"),
    ({"start": {"action": "moon"}}, "start.action", "flow_unknown_action"),
    ({"start": {"action": "decide_approval"}}, "start.action", "flow_holds_itself"),
    ({"start": {"field": "moon"}}, "start.field", "unknown_field"),
    ({"start": {"field": "status", "to": "moon"}}, "start.to", "not_choice"),
    ({"start": {"field": "amount"}, "steps": [step("a", fields={"amount": "edit"})]},
     "steps.0.fields.amount", "flow_holds_itself"),
    ({"start": {"field": "amount", "when": "moon > 1"}}, "start.when", "formula_unknown_name"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "place", "code"), FAULTS)
def test_faults_have_a_place_and_a_remedy(ops: Api, said: dict[str, Any], place: str, code: str) -> None:
    drawn = {**flow(), **said}
    if drawn["object"] == "approval":
        drawn |= {"title": "{title}", "steps": [step("a", [{"by": "starter"}])]}
    answer = ops.act("save_flow", {"flow": drawn}, status=422)["error"]
    assert answer["code"] == "bad_flow" and set(answer["fields"]) == {place}
    assert answer["fields"][place] != code, "no words"
    assert catalogue()[code]["message"].keys() == {"zh", "en"}


def test_all_faults_at_once(ops: Api) -> None:
    drawn = flow(step("a", when="moon > 1"), step("a", who=[{"by": "moon"}]), title="{sun}")
    fields = ops.act("save_flow", {"flow": drawn}, status=422)["error"]["fields"]
    assert set(fields) == {"steps.0.when", "steps.1.key", "steps.1.who.0.by", "title"}


def test_drafts_and_versions(ops: Api, rep: Api) -> None:
    drawn = flow(priced(step("manager")))
    kept = ops.act("save_flow", {"flow": drawn, "revision": 0})["result"]
    assert (kept["revision"], kept["version"], kept["published"]) == (1, None, None)
    error = ops.act("save_flow", {"flow": drawn, "revision": 0}, status=409)["error"]
    assert error["code"] == "flow_draft_changed"
    rep.get(f"approvals/flows/{drawn['key']}", 404)
    rep.act("save_flow", {"flow": drawn}, status=403)
    shown = ops.act("publish_flow", {"key": drawn["key"]})["result"]
    assert (shown["version"], shown["draft"]) == (1, None)
    assert ops.act("publish_flow", {"key": drawn["key"]}, status=409)["error"]["code"] == "no_flow_draft"
    running = asked(rep, drawn["key"], quotation(rep, "600000"))["approval"]
    shown = ops.act("publish_flow", {"flow": {**drawn, "steps": [step("other")]}})["result"]
    assert [each["version"] for each in shown["versions"]] == [2, 1]
    assert sheet(rep, running)["step"] == "director", "what is on its way keeps its version"
    told = rep.get(f"approvals/flows/{drawn['key']}")
    assert told["draft"] is None and "who" not in str(told["published"])


def test_undo(ops: Api, rep: Api) -> None:
    """A publication goes back to the version before, the first one and a retirement, too."""
    drawn = flow(step("one"))
    published(ops, drawn)
    published(ops, {**drawn, "steps": [step("two")]})

    def newest(action: str) -> str:
        history = ops.get("design/history", object="quotation", limit="5")["items"]
        return next(str(each["id"]) for each in history if each["action"] == f"schema.{action}")

    def undo(action: str) -> dict[str, Any]:
        ops.act("undo_design", {"event": newest(action)})
        return dict(ops.get(f"approvals/flows/{drawn['key']}"))

    back = undo("flow_published")
    assert (back["version"], back["published"]["steps"][0]["key"]) == (3, "one")
    ops.act("retire_flow", {"key": drawn["key"]})
    rep.act("request_approval", {"flow": drawn["key"]}, quotation(rep), 404)
    assert undo("flow_retired")["retired"] is False
    assert asked(rep, drawn["key"], quotation(rep))["state"] == "running"


def test_preview(ops: Api, rep: Api, inside: Inside) -> None:
    """The way it would go for a record and whom it would ask, without anybody being asked."""
    drawn = flow(
        step("manager"), priced(step("peer")), start={"action": "approve", "when": "amount > 500000"}
    )
    record = quotation(rep, "500000.01")
    found = ops.post("approvals/flows/preview", {"flow": drawn, "record": record}, 200)
    assert found["held"] is True
    assert [(each["key"], [p["label"] for p in each["people"]]) for each in found["steps"]] == [
        ("manager", ["陈亦凡"]), ("director", ["周敏"]),
    ]  # fmt: skip
    rep.post("approvals/flows/preview", {"flow": drawn, "record": record}, 403)
    key = published(ops, {**drawn, "start": None})
    low = rep.post("approvals/flows/preview", {"flow": key, "record": quotation(rep, "500000.00")}, 200)
    assert [each["key"] for each in low["steps"]] == ["manager", "peer"]


def test_a_draft_is_thrown_away(ops: Api) -> None:
    """What is in force stays; a flow that never was is gone. The history names it."""
    drawn = flow(step("one"))
    ops.act("save_flow", {"flow": drawn})
    assert ops.act("discard_flow_draft", {"key": drawn["key"]})["result"] == {"flow": drawn["key"]}
    ops.get(f"approvals/flows/{drawn['key']}", 404)
    published(ops, drawn)
    ops.act("save_flow", {"flow": {**drawn, "steps": [step("two")]}})
    shown = ops.act("discard_flow_draft", {"key": drawn["key"]})["result"]
    assert (shown["draft"], shown["version"], shown["published"]["steps"][0]["key"]) == (None, 1, "one")
    refused = ops.act("discard_flow_draft", {"key": drawn["key"]}, status=409)["error"]
    assert refused["code"] == "no_flow_draft"
    told = ops.get("design/history", object="quotation", limit="1")["items"][0]
    assert (told["action"], told["flow"]["key"]) == ("schema.flow_draft_discarded", drawn["key"])


@pytest.mark.parametrize(
    "drawn",
    [
        {"steps": [step("a", fields={"{}": "hidden"})]},
        {"steps": [step("a"), {"branch": [way("{} > 1", step("b")), ELSE]}]},
        {"steps": [step("a")], "title": "{name} {{{}}}"},
        {"steps": [step("a")], "void": ["{}"]},
    ],
)  # fmt: skip
def test_a_field_a_flow_names_is_not_taken_away(ops: Api, drawn: dict[str, Any]) -> None:
    field = f"x_{uuid4().hex[:8]}"
    label = {"zh": f"试{field}", "en": f"Probe {field}"}
    ops.act("define_field", {"object": "quotation", "name": field, "label": label, "type": "integer"})
    said = json.loads(json.dumps(drawn).replace("{{{}}}", f"{{{field}}}").replace("{}", field))
    key = published(ops, {**flow(), **said})
    for verb, more in (("hide_field", {}), ("change_field", {"name": f"{field}_new"})):
        refused = ops.act(verb, {"object": "quotation", "field": field, **more}, status=409)["error"]
        assert refused["code"] == "field_in_flow", verb
    ops.act("retire_flow", {"key": key})
    ops.act("hide_field", {"object": "quotation", "field": field})
