"""A model behind an address: asked through the one way outside, bounded, and believed as data alone."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Api
from tests.senses.drawn import taken, written
from tests.sight.conftest import Model, Read, lay


@pytest.fixture
def asked(admin: Api, model: Model) -> Iterator[Model]:
    """The workspace asks this model alone."""
    said = {
        "channel": "eyes", "kind": "vision", "label": {"zh": "看图", "en": "Eyes"},
        "config": {"model": "looker-1"}, "secrets": {"url": model.url, "token": "k-123"},
    }  # fmt: skip
    admin.act("set_channel", said)
    admin.act("change_setting", {"key": "evidence.reader", "value": "endpoint"})
    yield model
    admin.act("change_setting", {"key": "evidence.reader", "value": "ocr"})


def state(api: Api, piece: dict[str, Any]) -> tuple[Any, ...]:
    """How it stands, what came of reading, its doubts and text."""
    row = api.get(f"records/evidence/{piece['id']}")
    return row["state"], row["reading"], row["doubts"], row["read_text"]


def test_it_is_asked_with_the_picture_and_what_the_slot_is_for(
    rep: Api, asked: Model, surveyed: dict[str, Any], read: Read
) -> None:
    asked.says = json.dumps({"text": "LX-2000B\u0000", "shows": True, "state": "proven"})
    piece = lay(rep, surveyed, taken(51), "plate")
    read()
    assert state(rep, piece) == ("proven", "found", None, "LX-2000B")
    [call] = asked.told
    assert (call["path"], call["key"], call["model"]) == ("/v1/chat/completions", "Bearer k-123", "looker-1")
    text, picture = call["messages"][0]["content"]
    assert "型号" in text["text"]
    assert picture["image_url"]["url"].startswith("data:image/jpeg;base64,")


@pytest.mark.parametrize(
    "says", ["", "yes", "[]", '{"text": 5, "shows": true}', '{"text": "x"}', '{"text": "x", "shows": "true"}']
)
def test_an_answer_of_another_shape_leaves_it_waiting_with_the_reason(
    rep: Api, asked: Model, surveyed: dict[str, Any], read: Read, says: str
) -> None:
    asked.says = says
    piece = lay(rep, surveyed, taken(52 + len(says)), "plate")
    read()
    assert state(rep, piece) == ("waiting", "failed", ["endpoint"], None)


def test_a_model_that_is_down_leaves_it_to_the_reader_where_the_setting_says_so(
    rep: Api, admin: Api, asked: Model, surveyed: dict[str, Any], read: Read
) -> None:
    asked.status = 503
    admin.act("change_setting", {"key": "evidence.reader", "value": "endpoint_then_ocr"})
    piece = lay(rep, surveyed, written(71, ["产品型号 LX-9"]), "plate")
    read()
    assert state(rep, piece)[:3] == ("proven", "found", None)


def test_it_sends_nothing_and_says_so(admin: Api, asked: Model) -> None:
    assert admin.act("test_channel", {"channel": "eyes"}, status=409)["error"]["code"] == "channel_listens"
