"""A note fills the form of an entry; how long the entry took is kept as the phone's own word."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.conftest import Api


def customer(api: Api) -> str:
    """A customer with two people, one of whom decides."""
    made = api.post("records/customer", {"name": f"客户 {uuid4().hex[:8]}"})["id"]
    for name, title, role in (("李建国", "董事会授权人", "decider"), ("张敏", "设备科长", "user")):
        api.post("records/contact", {"name": name, "customer": made, "title": title, "decision_role": role})
    return str(made)


def read(api: Api, text: str, of: str | None) -> dict[str, Any]:
    """What was found in it."""
    found: dict[str, Any] = api.act("read_note", {"text": text, "customer": of})["result"]
    return found


def test_a_note_is_read_into_fields(rep: Api, inside: Any, shop: str) -> None:
    of = customer(rep)
    found = read(rep, "见到里建国，他说首付三成太高，聊了分期付款。后天把三套方案发给他。", of)
    with inside(shop) as work:
        today = work.today
    assert found["contact"]["label"] == found["decision_maker"]["label"] == "李建国"
    assert (found["topic"], found["objection"]) == ("分期付款", "首付三成太高")
    assert found["next_step"] == "把三套方案发给他"
    assert found["next_on"] == (today + timedelta(days=2)).isoformat()


def test_nobody_is_found_among_people_one_may_not_see(rep: Api, rep2: Api) -> None:
    of = customer(rep)
    assert read(rep2, "见到李建国，后天再去", of)["contact"] is None
    assert read(rep, "见到李建国，后天再去", None)["contact"] is None


def test_how_long_it_took_is_the_phones_word_and_stays(rep: Api, manager: Api) -> None:
    of = customer(rep)
    took = {"tap_to_saved_ms": 14_250, "fields_spoken": 5, "fields_typed": 1}
    said = {"type": "visit", "customer": of, "topic": f"谈 {uuid4().hex}", "next_step": "约复访", **took}
    made = rep.act("log_activity", said)["result"]["activity"]
    row = rep.get(f"records/activity/{made}")
    assert {name: row[name] for name in took} == took
    refused = rep.patch(f"records/activity/{made}", {"tap_to_saved_ms": 1}, 403)
    assert "tap_to_saved_ms" in refused["error"]["fields"]
    assert rep.act("log_activity", {**said, "tap_to_saved_ms": -1}, status=422)["error"]["fields"]
    for name, value in (("log_seconds", "14.25"), ("logged_in_18s", "100"), ("typed_fields", "16.6")):
        (figure,) = manager.post(f"metrics/{name}/query", {}, 200)["rows"]
        assert str(figure["value"]).startswith(value), figure
