"""Drafts, versions, pausing and undoing; and what is refused where it is typed."""

from typing import Any

from tests.automation.conftest import faults, published, rule
from tests.conftest import Api


def test_a_draft_is_published_paused_retired_and_undone(admin: Api) -> None:
    assert admin.act("save_rule", {"rule": rule("life")})["result"]["state"] == "draft"
    shown = admin.act("publish_rule", {"key": "life"})["result"]
    assert (shown["state"], shown["version"], shown["draft"]) == ("live", 1, None)
    assert admin.act("pause_rule", {"key": "life", "paused": True})["result"]["state"] == "paused"
    assert admin.act("pause_rule", {"key": "life", "paused": False})["result"]["state"] == "live"
    published(admin, rule("life", order=5))
    assert [each["version"] for each in admin.get("rules/life")["versions"]] == [2, 1]
    undo_last(admin, "rule_published")
    assert admin.get("rules/life")["published"]["order"] == 100
    assert admin.act("retire_rule", {"key": "life"})["result"]["state"] != "live"
    undo_last(admin, "rule_retired")
    assert admin.get("rules/life")["state"] == "live"


def test_undoing_the_first_publication_removes_the_rule(admin: Api) -> None:
    published(admin, rule("gone"))
    undo_last(admin, "rule_published")
    shown = admin.get("rules/gone")
    assert shown["published"] is None and shown["state"] == "draft"


def test_one_that_is_shipped_off_goes_on_when_somebody_lets_it(admin: Api) -> None:
    published(admin, rule("asleep", enabled=False))
    assert admin.get("rules/asleep")["state"] == "paused"
    woken = admin.act("pause_rule", {"key": "asleep", "paused": False})["result"]
    assert (woken["state"], woken["version"], woken["published"]["enabled"]) == ("live", 2, True)
    undo_last(admin, "rule_published")
    assert admin.get("rules/asleep")["state"] == "paused"


def test_a_draft_is_thrown_away(admin: Api) -> None:
    """What is in force stays; a rule that never was is gone, and its key is free again."""
    admin.act("save_rule", {"rule": rule("fleeting")})
    assert admin.act("discard_rule_draft", {"key": "fleeting"})["result"] == {"rule": "fleeting"}
    admin.get("rules/fleeting", 404)
    assert "fleeting" not in {each["key"] for each in admin.get("rules")["items"]}
    published(admin, rule("fleeting"))
    admin.act("save_rule", {"rule": rule("fleeting", order=7)})
    shown = admin.act("discard_rule_draft", {"key": "fleeting"})["result"]
    assert (shown["draft"], shown["published"]["order"]) == (None, 100)
    refused = admin.act("discard_rule_draft", {"key": "fleeting"}, status=409)["error"]
    assert refused["code"] == "no_rule_draft"


def test_a_draft_somebody_else_saved_is_not_set_aside(admin: Api) -> None:
    admin.act("save_rule", {"rule": rule("two"), "version": 0})
    assert (
        admin.act("save_rule", {"rule": rule("two"), "version": 0}, status=409)["error"]["code"]
        == "rule_changed"
    )


def test_who_may(admin: Api, ops: Api, rep: Api) -> None:
    published(ops, rule("by_ops"))
    assert rep.act("save_rule", {"rule": rule("by_rep")}, status=403)["error"]["code"] == "permission_missing"
    assert rep.get("rules", 403)["error"]["code"] == "permission_missing"
    assert any(each["key"] == "by_ops" for each in ops.get("rules", object="customer")["items"])


def test_what_cannot_work_is_refused_at_its_place(admin: Api) -> None:
    fields = {"nosuch": 1, "grade": "Z"}
    step: dict[str, Any] = {"action": "set_fields", "input": {"object": "customer", "fields": fields}}
    said = faults(admin, rule("bad", then=[step, {"action": "fly", "input": {}}]))
    assert set(said) == {"then.0.input.fields.nosuch", "then.0.input.fields.grade", "then.1.action"}
    said = faults(admin, rule("bad", **{"if": {"filter": ["grade", "~", "A"], "formula": "1 / 0 > nosuch"}}))
    assert set(said) == {"if.filter", "if.formula"}
    assert set(faults(admin, rule("bad", object="nosuch"))) >= {"object"}
    assert set(faults(admin, rule("bad", when={"on": "moon"}))) == {"when.on"}
    assert set(faults(admin, rule("Bad"))) == {"key"}
    text = {"action": "set_fields", "record": "$record",
            "input": {"object": "customer", "fields": {"name": "{nosuch} {$hours} {name}"}}}  # fmt: skip
    assert set(faults(admin, rule("bad", then=[text]))) == {"then.0.input.fields.name"}


def test_division_by_nought_is_refused_in_a_computed_value(admin: Api) -> None:
    step = {
        "action": "set_fields",
        "record": "$record",
        "input": {"object": "customer", "fields": {"annual_purchase": {"=": "annual_purchase / 0"}}},
    }
    assert set(faults(admin, rule("bad", then=[step]))) == {"then.0.input.fields.annual_purchase"}


def test_a_rule_that_would_set_itself_off_is_refused(admin: Api) -> None:
    when = {"on": "record", "events": ["updated"]}
    assert set(faults(admin, rule("round", when=when))) == {"then"}
    admin.act("save_rule", {"rule": rule("not_round", when={**when, "fields": ["grade"]})})


def test_the_words_rules_are_made_of(admin: Api) -> None:
    words = admin.get("rules/vocabulary", object="deal")
    names = {each["name"] for each in words["actions"]}
    assert {"set_fields", "create_record"} <= names and "publish_rule" not in names
    assert any(each["name"] == "amount" for each in words["fields"])


def undo_last(api: Api, verb: str) -> None:
    """Take back the newest deed of a kind."""
    items = api.get("design/history", limit="20")["items"]
    event = next(each for each in items if each["action"] == f"schema.{verb}" and each["can_undo"])
    api.act("undo_design", {"event": event["id"]})


def test_a_field_a_rule_uses_is_not_taken_away(admin: Api) -> None:
    field = {"name": "x_watched", "label": {"zh": "盯着", "en": "Watched"}, "type": "text"}
    admin.post("objects/customer/fields", field)
    published(admin, rule("watches", **{"if": {"formula": 'x_watched = "y"'}}))
    refused = admin.delete("objects/customer/fields/x_watched", 409)["error"]
    assert refused["code"] == "field_in_rule"
