"""One record takes over another with everything that points to it, and the two can be parted again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from tests.conftest import Api
from tests.dedupe.test_finding import brand, made


def two(api: Api, **more: Any) -> tuple[str, str]:
    """A survivor, and a loser that knows a telephone number."""
    name = brand()
    return made(api, name=f"宁波{name}阀门有限公司"), made(
        api, name=f"{name}阀门", phone="13900005555", **more
    )


def merged(api: Api, survivor: str, loser: str, status: int = 200, **take: str) -> Any:
    return api.act("merge", {"object": "customer", "loser": loser, "take": take}, survivor, status)


def at(api: Api, object: str, id: str) -> str | None:
    """The customer a record belongs to."""
    found = api.get(f"records/{object}/{id}")["customer"]
    return found["id"] if found else None


def test_everything_moves_and_comes_back(manager: Api, inside: Callable[..., Any], shop: str) -> None:
    survivor, loser = two(manager)
    contact = made(manager, "contact", name="欧阳澄", customer=loser)
    deal = made(manager, "deal", name="一单", customer=loser)
    said = {"type": "call", "customer": loser, "topic": "谈过供货的时间", "next_step": "周五再打"}
    activity = manager.act("log_activity", said)["result"]["activity"]
    with inside(shop) as work:  # an entry of last week is locked for everybody but the system
        work.execute(
            f"update {work.place.schema}.activity set created_at = created_at - interval '9 days', "
            "received_at = received_at - interval '9 days', occurred_at = occurred_at - interval '9 days' "
            "where id = %s", [UUID(activity)],
        )  # fmt: skip
    seen = manager.act("preview_merge", {"object": "customer", "loser": loser}, survivor)["result"]
    assert {each["field"]: each["takes"] for each in seen["fields"]} == {"name": "survivor", "phone": "loser"}
    assert seen["moves"] == {"activity.customer": 1, "contact.customer": 1, "deal.customer": 1}

    done = merged(manager, survivor, loser)["result"]
    assert done["moved"] == seen["moves"] and done["taken"] == ["phone"]
    assert manager.call("GET", f"records/customer/{loser}").status_code == 404
    assert manager.get(f"records/customer/{survivor}")["phone"] == "13900005555"
    for object, id in (("contact", contact), ("deal", deal), ("activity", activity)):
        assert at(manager, object, id) == survivor
    told = manager.get("events", object="customer", record=survivor)["items"]
    assert next(each for each in told if each["action"] == "record.merged")["because"]["loser"] == loser

    manager.patch(f"records/deal/{deal}", {"customer": made(manager, name=brand())})
    manager.patch(f"records/customer/{survivor}", {"phone": "13900006666"})
    assert manager.act("undo_merge", {"merge": done["merge"]})["result"] == {"left": 2}
    assert at(manager, "contact", contact) == at(manager, "activity", activity) == loser
    assert at(manager, "deal", deal) not in (survivor, loser)
    assert manager.get(f"records/customer/{survivor}")["phone"] == "13900006666"
    assert manager.get(f"records/customer/{loser}")["phone"] == "13900005555"
    twice = manager.act("undo_merge", {"merge": done["merge"]}, status=409)
    assert twice["error"]["code"] == "merge_undone"


def test_a_value_is_chosen_by_hand_and_an_empty_merge_is_told(manager: Api) -> None:
    survivor, loser = two(manager)
    named = manager.get(f"records/customer/{loser}")["name"]
    merged(manager, survivor, loser, name="loser", phone="survivor")
    row = manager.get(f"records/customer/{survivor}")
    assert (row["name"], row["phone"]) == (named, None)
    one, other = made(manager, name="同一家"), made(manager, name="同一家")
    merged(manager, one, other)
    told = manager.get("events", object="customer", record=one)["items"]
    assert "record.merged" in [each["action"] for each in told]


def test_who_may_not_change_both_merges_nothing(manager: Api, rep: Api, rep2: Api) -> None:
    survivor, loser = two(rep)
    assert merged(rep2, survivor, loser, 404)["error"]["code"] == "record_missing"
    assert merged(manager, survivor, survivor, 422)["error"]["code"] == "merge_with_itself"
    said = merged(manager, survivor, loser, 422, nothing="loser")
    assert said["error"]["fields"].keys() == {"nothing"}


def test_of_two_merges_at_once_one_is_done(manager: Api) -> None:
    first, loser = two(manager)
    second = made(manager, name=brand())
    contact = made(manager, "contact", name="欧阳澄", customer=loser)

    def run(survivor: str) -> int:
        said = {"record": survivor, "input": {"object": "customer", "loser": loser}}
        return manager.call("POST", "actions/merge", said).status_code

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(run, (first, second)))
    assert found[0] == 200 and found[1] in (404, 409)
    assert at(manager, "contact", contact) in (first, second)
    assert [
        each["id"] for each in manager.get("records/contact", filter=["customer", "=", loser])["items"]
    ] == []
