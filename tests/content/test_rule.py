"""First visit to a new customer, product pack: exactly one, whatever breaks; and why it went."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from tests.automation.conftest import published, reacted, runs
from tests.automation.dying import die_at
from tests.automation.test_kills import visit
from tests.conftest import Api
from tests.content.conftest import content, customer, sent
from tests.content.test_links import one_sent
from tests.kernel.kit import at_once, code_of


@pytest.fixture
def pack(ops: Api) -> str:
    """A pack of two contents in force, of this test's own."""
    name = f"首访 {uuid4().hex[:6]}"
    for kind in ("product_pack", "case_video"):
        content(ops, pack=name, kind=kind)
    return name


@pytest.fixture
def key(admin: Api) -> Any:
    """The key of a rule that is taken out of use afterwards."""
    made = f"first_visit_{uuid4().hex[:6]}"
    yield made
    if any(each["key"] == made and each["state"] == "live" for each in admin.get("rules")["items"]):
        admin.act("retire_rule", {"key": made})


def first_visit(key: str, pack: str) -> dict[str, Any]:
    """The first visit to a customer sends the pack to whoever was visited."""
    given = {"object": "activity", "pack": pack, "channel": "link"}
    return {
        "key": key, "label": {"zh": "首访发产品包", "en": "First visit, product pack"}, "object": "activity",
        "once": "customer", "when": {"on": "record", "events": ["created"]},
        "if": {"filter": ["type", "=", "visit"]},
        "then": [{"action": "send_content", "record": "$record", "input": given}],
    }  # fmt: skip


@pytest.mark.parametrize("step", ["stored", "fired", "before_commit", "after_commit"])
def test_killed_before_or_after_sending_the_pack_is_there_once(
    step: str, admin: Api, rep: Api, parts: Opened, shop: str, tmp_path: Path, python: str, key: str,
    pack: str,
) -> None:  # fmt: skip
    published(admin, first_visit(key, pack))
    one = customer(rep)
    visit(rep, one["id"])
    die_at(step, parts, shop, python, tmp_path / "kill")
    reacted(parts, shop)
    reacted(parts, shop)
    assert len(sent(rep, one["id"])) == 2
    told = [each for each in rep.told() if one["name"] in str(each["title"])]
    assert [each["about"]["object"] for each in told].count("content_sent") == 1


def test_two_visits_at_once_and_one_entered_again_send_one_pack(
    admin: Api, rep: Api, parts: Opened, shop: str, key: str, pack: str
) -> None:
    published(admin, first_visit(key, pack))
    one = customer(rep)
    made = at_once(2, lambda: visit(rep, one["id"]))
    reacted(parts, shop)
    rows = sent(rep, one["id"])
    assert len(rows) == 2 and len({row["sending"] for row in rows}) == 1
    assert {row["cause"] for row in rows} == {f"rule:{key}"} and rows[0]["owner"]
    (run,) = runs(admin, rule=key)
    assert run["record"] in made and run["why"]["values"]["type"] == "visit"
    (step,) = run["steps"]
    assert (step["action"], step["state"]) == ("send_content", "done")
    assert step["result"]["sending"] == rows[0]["sending"]
    events = admin.get("events", object="content_sent", record=rows[0]["id"])["items"]
    assert events[0]["action"] == "content.sent" and events[0]["because"]["run"] == run["id"]
    admin.delete(f"records/activity/{run['record']}")
    visit(rep, one["id"])
    reacted(parts, shop)
    assert len(sent(rep, one["id"])) == 2 and len(runs(admin, rule=key)) == 1
    undo_of(admin, key)
    assert admin.get(f"rules/{key}")["published"] is None
    another = customer(rep)
    visit(rep, another["id"])
    reacted(parts, shop)
    assert not sent(rep, another["id"])


def undo_of(api: Api, key: str) -> None:
    """Take the publishing of a rule back."""
    items = api.get("design/history", limit="100")["items"]
    event = next(
        each for each in items if each["action"] == "schema.rule_published" and each["can_undo"]
        and each["rule"]["key"] == key
    )  # fmt: skip
    api.act("undo_design", {"event": event["id"]})


def test_two_rules_at_once_send_a_pack_once_under_one_key(
    admin: Api, rep: Api, parts: Opened, shop: str, key: str, pack: str
) -> None:
    one = customer(rep)
    said = {"pack": pack, "customer": one["id"], "dedupe": "first"}
    answers = at_once(3, lambda: rep.act("send_content", said)["result"]["again"])
    assert sorted(answers) == [False, True, True] and len(sent(rep, one["id"])) == 2


def test_a_step_nobody_could_do_is_refused_where_it_is_typed(admin: Api, key: str, pack: str) -> None:
    for wrong in ({"pack": "没有这个包"}, {"pack": None}, {"contents": [str(uuid4())], "pack": None}):
        said = first_visit(key, pack)
        said["then"][0]["input"] |= wrong
        said["then"][0]["input"] = {
            name: value for name, value in said["then"][0]["input"].items() if value is not None
        }
        answer = admin.act("save_rule", {"rule": said}, status=422)
        assert code_of(answer) == "bad_rule", answer
        assert any(place.startswith("then.0.input") for place in answer["error"]["fields"])


def test_a_mail_carries_the_link_and_is_queued_once(
    ops: Api, rep: Api, admin: Api, parts: Opened, shop: str
) -> None:
    one, buyer = content(ops), customer(rep)
    said = {"contents": [one["id"]], "customer": buyer["id"], "channel": "mail", "address": "a@example.com"}
    assert code_of(rep.act("send_content", said, status=409)) == "no_public_address"
    admin.act("change_setting", {"key": "notify.address", "value": "https://sales.example.com"})
    try:
        done = rep.act("send_content", {**said, "dedupe": "mail"})["result"]
        assert rep.act("send_content", {**said, "dedupe": "mail"})["result"]["again"]
    finally:
        admin.act("reset_setting", {"key": "notify.address"})
    queued = [
        each for each in admin.get("effects", channel="mail")["items"] if done["sending"] in each["key"]
    ]
    assert [each["state"] for each in queued] == ["waiting"]


def test_a_rule_may_wait_for_an_opening(
    admin: Api, ops: Api, rep: Api, parts: Opened, shop: str, key: str, outside: Any
) -> None:
    when = {"on": "signal", "name": "content.opened"}
    step = {"action": "notify", "record": "$record", "input": {
        "object": "content_sent", "who": [{"by": "owner"}], "title": "打开了 {title}"}}  # fmt: skip
    label = {"zh": "打开就提醒", "en": "Tell of openings"}
    published(admin, {"key": key, "label": label, "object": "content_sent", "when": when, "then": [step]})
    one, _, path = one_sent(ops, rep)
    outside(path)
    reacted(parts, shop)
    told = [str(each["title"]) for each in rep.told()]
    assert any(f"打开了 {one['title']} V1" in each for each in told)
