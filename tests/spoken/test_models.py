"""A model reads what the rules leave blank: marked as its own, held against the note, and never needed."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from prooftrail.platform.outbound.addresses import LISTED
from tests.conftest import Api
from tests.spoken.conftest import set_service
from tests.spoken.ear import Service, serving
from tests.spoken.test_notes import customer

NOTE = "李建国那边聊下来，冷库改造今年肯定要上，两台机组的价钱他还要跟股东商量"
RULES = ("contact", "decision_maker", "topic", "objection", "next_step", "next_on")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, admin: Api) -> Iterator[Service]:
    """A model the workspace knows of."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    said = {"channel": "notes", "kind": "notes", "config": {"model": "reader-1"}}
    with serving() as found:
        set_service(admin, found.url, **said)
        yield found
        set_service(admin, found.url, **said, enabled=False)


def read(api: Api, of: str, *, text: str = NOTE, with_model: bool = True) -> dict[str, Any]:
    """What was found in the note."""
    input = {"text": text, "customer": of, "with_model": with_model}
    found: dict[str, Any] = api.act("read_note", input)["result"]
    return found


def fields(found: dict[str, Any]) -> dict[str, Any]:
    """The fields alone."""
    return {field: found[field] for field in RULES}


def test_without_one_nothing_is_asked_and_nothing_is_different(rep: Api) -> None:
    of = customer(rep)
    alone = read(rep, of, with_model=False)
    assert not alone["more"] and alone["from_model"] == []
    assert fields(read(rep, of)) == fields(alone)


def test_it_fills_the_blanks_and_says_which(rep: Api, model: Service, inside: Any, shop: str) -> None:
    of = customer(rep)
    with inside(shop) as work:
        soon = (work.today + timedelta(days=7)).isoformat()
    alone = read(rep, of, with_model=False)
    assert alone["more"] and model.asked == [], "the rules answer at once"
    model.says = json.dumps({
        "contact": "李建国", "topic": "别的话题", "objection": "价钱要跟股东商量", "next_step": "跟股东商量",
        "next_on": soon, "customer": "合肥新客户", "state": "proven",
    })  # fmt: skip
    found = read(rep, of)
    assert (found["objection"], found["next_on"], found["more"]) == ("价钱要跟股东商量", soon, False)
    assert found["topic"] == alone["topic"] and "topic" not in found["from_model"]
    assert set(found["from_model"]) == {field for field in RULES if fields(found)[field] != alone[field]}
    (asked,) = model.asked
    said = json.loads(asked["body"])
    assert (asked["path"], said["model"]) == ("/v1/chat/completions", "reader-1")
    assert asked["headers"]["Authorization"] == "Bearer sk-test"
    assert NOTE in said["messages"][0]["content"] and "张敏" not in str(said), "the note and no directory"


@pytest.mark.parametrize(
    "says",
    ["", "好的", "[]", "null", '{"next_on": 5}', '{"contact": "王总", "decision_maker": "王总"}',
     '{"next_step": "去合肥签八百万的大单", "next_on": "2026-02-30"}', '{"topic": ["a"]}'],
)  # fmt: skip
def test_nonsense_changes_nothing(rep: Api, model: Service, says: str) -> None:
    of = customer(rep)
    model.says = says
    assert fields(read(rep, of)) == fields(read(rep, of, with_model=False))


def test_one_that_fails_or_is_late_changes_nothing(rep: Api, admin: Api, model: Service) -> None:
    of = customer(rep)
    alone = fields(read(rep, of, with_model=False))
    model.status = 503
    assert fields(read(rep, of)) == alone
    admin.act("change_setting", {"key": "speech.model_seconds", "value": 1})
    model.held = threading.Event()
    assert fields(read(rep, of)) == alone
    model.held.set()


def test_a_whole_note_asks_nobody(rep: Api, model: Service) -> None:
    text = "见到李建国，他说首付三成太高，聊了分期付款。后天把三套方案发给他。"
    assert read(rep, customer(rep), text=text)["from_model"] == [] and model.asked == []


def test_it_is_not_asked_without_end(rep: Api, admin: Api, model: Service) -> None:
    of = customer(rep)
    admin.act("change_setting", {"key": "outbound.calls_per_minute", "value": 1})
    input = {"text": NOTE, "customer": of, "with_model": True}
    codes = [rep.call("POST", "actions/read_note", {"input": input}).status_code for _ in range(25)]
    assert 429 in codes
    admin.act("change_setting", {"key": "outbound.calls_per_minute", "value": 30})
