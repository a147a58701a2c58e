"""A worker killed in the middle did nothing; its successor does it once."""

from pathlib import Path
from typing import Any

import pytest

from prooftrail.opening import Opened
from tests.automation.conftest import customer, published, reacted, rule, runs
from tests.automation.dying import die_at
from tests.conftest import Api
from tests.kernel.kit import at_once

NEW = {"object": "competitor", "fields": {"name": "pack for {customer.name}"}}


def first_visit() -> dict[str, Any]:
    """The first visit to a new customer sends the product pack."""
    return rule(
        "first_visit", object="activity", once="customer",
        when={"on": "record", "events": ["created"]},
        then=[{"action": "create_record", "record": None, "input": NEW}],
        **{"if": {"filter": ["type", "=", "visit"], "formula": "DAYS(NOW(), customer.created_at) < 30"}},
    )  # fmt: skip


def visit(api: Api, of: str) -> str:
    """A visit somebody logs."""
    said = {
        "type": "visit",
        "customer": of,
        "topic": "看冷库机组和管线，量了尺寸",
        "next_step": "三天内给方案",
    }
    return str(api.act("log_activity", said)["result"]["activity"])


def packs(api: Api, name: str) -> int:
    """How many product packs went to a customer."""
    said = ["name", "=", f"pack for {name}"]
    return int(api.get("records/competitor", filter=said, count="exact", limit="1")["count"])


@pytest.mark.parametrize("step", ["stored", "fired", "before_commit"])
def test_killed_in_the_middle_the_effect_is_there_once(
    step: str, admin: Api, parts: Opened, shop: str, tmp_path: Path, python: str
) -> None:
    published(admin, first_visit())
    one = customer(admin)
    visit(admin, one["id"])
    die_at(step, parts, shop, python, tmp_path / "kill")
    assert packs(admin, one["name"]) == 0
    reacted(parts, shop)
    reacted(parts, shop)
    assert packs(admin, one["name"]) == 1


def test_two_visits_at_once_and_one_entered_again_send_one_pack(admin: Api, parts: Opened, shop: str) -> None:
    shown = published(admin, first_visit())
    one = customer(admin)
    made = at_once(2, lambda: visit(admin, one["id"]))
    reacted(parts, shop)
    assert packs(admin, one["name"]) == 1
    (run,) = [each for each in runs(admin, rule="first_visit") if each["record"] in made]
    assert run["why"]["filter"] is True and run["why"]["values"]["type"] == "visit"
    admin.delete(f"records/activity/{run['record']}")
    visit(admin, one["id"])
    reacted(parts, shop)
    assert packs(admin, one["name"]) == 1
    undo(admin)
    assert admin.get("rules/first_visit")["published"] is None or shown["version"] > 1
    visit(admin, customer(admin)["id"])
    reacted(parts, shop)
    assert len([each for each in runs(admin, rule="first_visit") if each["record"] in made]) == 1


def undo(api: Api) -> None:
    """Take back what was published last."""
    while api.get("rules/first_visit")["published"] is not None:
        items = api.get("design/history", limit="50")["items"]
        event = next(each for each in items if each["action"] == "schema.rule_published" and each["can_undo"])
        api.act("undo_design", {"event": event["id"]})
        break
