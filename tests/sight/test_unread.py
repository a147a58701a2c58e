"""A photo nobody could read is looked at by a person: asked for once, and no longer than it is owed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Api
from tests.senses.drawn import taken, written
from tests.sight.conftest import Model, Read, lay


@pytest.fixture
def down(admin: Api, model: Model) -> Iterator[Model]:
    """A model that answers nobody, asked alone."""
    said = {
        "channel": "eyes", "kind": "vision", "label": {"zh": "看图", "en": "Eyes"},
        "config": {"model": "looker-1"}, "secrets": {"url": model.url},
    }  # fmt: skip
    model.status = 503
    admin.act("set_channel", said)
    admin.act("change_setting", {"key": "evidence.reader", "value": "endpoint"})
    yield model
    admin.act("change_setting", {"key": "evidence.reader", "value": "ocr"})


def items(api: Api, piece: dict[str, Any]) -> list[tuple[str, bool]]:
    """The state of each item that asks to look at it, and whether a rule closed it."""
    asked = ["and", ["source", "=", "evidence.unread"], ["episode", "=", piece["id"]]]
    found = api.get("records/work_item", filter=asked)["items"]
    return [(each["state"], each["closed_by_rule"]) for each in found]


def test_the_head_is_asked_once_and_his_word_closes_it(
    rep: Api, manager: Api, down: Model, surveyed: dict[str, Any], read: Read
) -> None:
    piece, plain = lay(rep, surveyed, taken(81), "plate"), lay(rep, surveyed, taken(82), "pipes")
    read()
    assert items(manager, piece) == [("open", False)]
    assert items(manager, plain) == [], "nothing is looked for on it"
    (item,) = manager.get("records/work_item", filter=["episode", "=", piece["id"]])["items"]
    assert item["about_record"] == surveyed["id"] and "铭牌" in item["cause"]
    assert item["owner"]["id"] == manager.get("me")["id"]
    read()
    assert len(items(manager, piece)) == 1
    manager.act("overrule_reading", {"evidence": piece["id"], "reason": "看得清"})
    assert items(manager, piece) == [("closed", True)]


def test_another_photo_in_its_slot_closes_it(
    rep: Api, manager: Api, admin: Api, down: Model, surveyed: dict[str, Any], read: Read
) -> None:
    piece = lay(rep, surveyed, taken(83), "plate")
    read()
    assert items(manager, piece) == [("open", False)]
    admin.act("change_setting", {"key": "evidence.reader", "value": "ocr"})
    lay(rep, surveyed, written(84, ["产品型号 LX-9"]), "plate")
    read()
    assert items(manager, piece) == [("closed", True)]


def test_a_photo_that_takes_too_long_is_one_of_them(
    rep: Api, manager: Api, surveyed: dict[str, Any], read: Read, inside: Any, shop: str
) -> None:
    piece = lay(rep, surveyed, written(85, ["产品型号 LX-9"]), "plate")
    with inside(shop) as work:  # shorter than anybody may set it
        table = f"{work.place.schema}._setting"
        work.execute(
            f"insert into {table} (key, value, since) values ('evidence.read_seconds', '0.01', '2000-01-01')"
        )
    read()
    with inside(shop) as work:
        work.execute(f"delete from {table} where key = 'evidence.read_seconds'")
    row = rep.get(f"records/evidence/{piece['id']}")
    assert (row["state"], row["reading"], row["doubts"]) == ("waiting", "failed", ["too_slow"])
    assert items(manager, piece) == [("open", False)]
